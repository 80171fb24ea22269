import { putCustomers } from "@rapport/contract/customers";
import { putStore, putWorker } from "@rapport/contract/organisation";
import { describe, expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, makeRetailer, test as journey } from "../src/index.ts";

const test = journey.extend("page", async ({ open, product }) => {
  const page = await open({ app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } });
  await enterHeadquarters(page, product);
  return page;
});

describe("the frame of headquarters", () => {
  test("says in the navigation and in the tab which page is open, goes back, and opens by a deep link", async ({ page, retailer }) => {
    await page.goto(`${retailer.product.url}/hq/reports?suite=${retailer.suite.rsid}`);
    const main = page.getByRole("navigation", { name: "Main" });
    const current = () => main.locator("[aria-current=page]").allTextContents();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Reports" }));
    expect({ current: await current(), title: await page.title() }).toEqual({ current: ["Reports"], title: "Reports · Rapport" });
    await main.getByRole("link", { name: "Organisation" }).click();
    await expectToSee(main.locator("[aria-current=page]", { hasText: "Stores" }));
    await expectToSee(page.getByRole("heading", { level: 1 }));
    expect(await page.title()).toMatch(/ · Rapport$/);
    await page.goBack();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Reports" }));
    expect(await current()).toEqual(["Reports"]);
    await page.goto(`${retailer.product.url}/hq/nowhere/at-all`);
    await expectToSee(page.getByRole("heading", { level: 1, name: "There is no such page" }));
    await expectToSee(main.getByRole("link", { name: "Organisation" }));
  });

  test("puts its navigation into a menu where there is no room beside the page", async ({ page, product }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${product.url}/hq/quarantine`);
    const main = page.getByRole("navigation", { name: "Main" });
    await expectToSee(page.getByRole("heading", { level: 1, name: "Quarantine" }));
    expect(await main.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Open the menu" }).click();
    await expectToSee(main.getByRole("link", { name: "Organisation" }));
    await expectNoAxeViolations(page);
    await main.getByRole("link", { name: "Reports", exact: true }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Reports" }));
    expect(await main.isVisible()).toBe(false);
    await expectNoAxeViolations(page);
  });

  test("leads by breadcrumbs from a page to the list above it, as that was left, and to the page of a customer from its form", async ({ page, retailer }) => {
    const { product, legalEntity, register } = retailer;
    const trail = page.getByRole("navigation", { name: "Pages above this one" });
    await page.goto(`${product.url}/hq/registers?legalEntity=${legalEntity}`);
    await expectToSee(page.getByRole("link", { name: register }));
    expect(await trail.count()).toBe(0);
    await page.getByRole("searchbox", { name: "Search" }).fill(register.slice(0, 6));
    await page.waitForURL(/search=/);
    await page.getByRole("link", { name: register }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: register }));
    expect(await trail.getByRole("link").allTextContents()).toEqual(["Registers"]);
    await trail.getByRole("link", { name: "Registers" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Registers" }));
    const { searchParams } = new URL(page.url());
    expect([searchParams.get("search"), searchParams.get("legalEntity")]).toEqual([register.slice(0, 6), legalEntity]);

    // By a deep link, as somebody opens it who was sent it.
    await page.goto(`${product.url}/hq/customers/of/C-1/edit?legalEntity=${legalEntity}`);
    // The name stands in the trail when the form's customer has been read.
    await expectToSee(trail.getByRole("link", { name: "Clara Vermeer" }));
    expect(await trail.getByRole("link").allTextContents()).toEqual(["Customers", "Clara Vermeer"]);
    await trail.getByRole("link", { name: "Clara Vermeer" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer", exact: true }));
    expect(await trail.getByRole("link").allTextContents()).toEqual(["Customers"]);
    await trail.getByRole("link", { name: "Customers" }).click();
    await expectToSee(page.getByRole("row", { name: /Clara Vermeer/ }));
    expect(new URL(page.url()).searchParams.get("legalEntity")).toBe(legalEntity);
  });

  test("picks a legal entity in the head, which stays chosen from page to page, in links and on the way back", async ({ page, retailer }) => {
    const { product, legalEntity, register } = retailer;
    const other = await makeRetailer(product);
    const picker = page.getByRole("combobox", { name: "Legal entity" });
    const main = page.getByRole("navigation", { name: "Main" });
    await page.goto(`${product.url}/hq/registers?legalEntity=${legalEntity}&search=${register.slice(0, 6)}`);
    await expectToSee(page.getByRole("link", { name: register }));
    expect(await picker.inputValue()).toBe(legalEntity);
    // Several are called the same, so each has its code beside the name.
    expect(await picker.locator("option:checked").textContent()).toBe(`Shop BV (${legalEntity})`);
    await picker.selectOption(other.legalEntity);
    await expectToSee(page.getByRole("link", { name: other.register }));
    expect(await page.getByRole("link", { name: register }).count()).toBe(0);
    const { searchParams } = new URL(page.url());
    expect([searchParams.get("legalEntity"), searchParams.get("search")]).toEqual([other.legalEntity, null]);
    await main.getByRole("link", { name: "Workers" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Workers" }));
    await expectToSee(picker);
    expect(await picker.inputValue()).toBe(other.legalEntity);
    // Where it does not matter there is none, and it stays chosen.
    await main.getByRole("link", { name: "Legal entities" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Legal entities" }));
    expect(await picker.count()).toBe(0);
    await main.getByRole("link", { name: "Stores", exact: true }).click();
    await expectToSee(picker);
    expect(await picker.inputValue()).toBe(other.legalEntity);
    for (const _ of ["stores", "legal entities", "workers"]) await page.goBack();
    await expectToSee(page.getByRole("link", { name: other.register }));
    await page.goBack();
    await expectToSee(page.getByRole("link", { name: register }));
    expect(await picker.inputValue()).toBe(legalEntity);
    await page.goto(`${product.url}/hq/registers?legalEntity=NOWHERE`);
    await expectToSee(page.getByText("There is no legal entity NOWHERE"));
    await expectNoAxeViolations(page);
    await page.getByRole("link", { name: `Shop BV (${other.legalEntity})` }).click();
    await expectToSee(page.getByRole("link", { name: other.register }));
  });

  test("goes by the keyboard alone to a page, a customer, a store, a worker, a report suite and something new", async ({
    page,
    retailer: { product, suite, legalEntity },
  }) => {
    // Names of their own, because other retailers of this product have stores and people of the same names.
    const own = (name: string) => `${name} ${legalEntity}`;
    await product.call(putStore, { params: { legalEntity, store: "UTR" }, body: { name: own("Utrecht"), employeeAddressBooks: ["AMS"] } });
    await product.call(putWorker, { params: { legalEntity, operatorId: "2002" }, body: { name: own("Bram"), employeeAddressBooks: ["AMS"] } });
    const customer = { accountNumber: "C-9", firstName: "Ada", lastName: own("Palette"), addressBooks: ["AMS"] };
    await product.call(putCustomers, { params: { legalEntity }, body: { customers: [customer] } });
    await page.goto(`${product.url}/hq/quarantine`);
    await expectToSee(page.getByRole("heading", { level: 1, name: "Quarantine" }));
    const palette = page.getByRole("dialog", { name: "Go to" });
    const goTo = async (typed: string, option: string) => {
      await page.keyboard.press("Control+k");
      await palette.waitFor();
      await page.keyboard.type(typed);
      await expectToSee(palette.getByRole("option", { name: option }));
      await expectNoAxeViolations(page);
      await page.keyboard.press("Enter");
      await palette.waitFor({ state: "detached" });
    };
    await goTo("permission gr", "Permission groups");
    await expectToSee(page.getByRole("heading", { level: 1, name: "Permission groups" }));
    await goTo("new st", "New store");
    await expectToSee(page.getByRole("heading", { level: 1, name: "New store" }));
    await goTo(suite.rsid, suite.name);
    await expectToSee(page.getByRole("heading", { level: 1, name: "Reports" }));
    expect(new URL(page.url()).searchParams.get("suite")).toBe(suite.rsid);
    for (const name of [own("Utrecht"), own("Bram"), `Ada ${own("Palette")}`]) {
      await goTo(name.toLowerCase(), name);
      await expectToSee(page.getByRole("heading", { level: 1, name }));
      expect(new URL(page.url()).searchParams.get("legalEntity")).toBe(legalEntity);
    }
    await goTo("new data", "New data source");
    await expectToSee(page.getByRole("heading", { level: 1, name: "New data source" }));
    await page.keyboard.press("Control+k");
    await page.keyboard.type("zzzz");
    await expectToSee(palette.getByText("Nothing matches."));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await palette.waitFor({ state: "detached" });
  });
});
