import { describe, expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, test as journey } from "../src/index.ts";

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

  test("goes by the keyboard alone to a page, a worker and something new", async ({ page, retailer: { product, suite, associate } }) => {
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
    await page.keyboard.press("Control+k");
    await page.keyboard.type(associate.toLowerCase());
    await palette.getByRole("option", { name: associate }).first().click();
    await expectToSee(page.getByRole("heading", { level: 1, name: associate }));
    await page.keyboard.press("Control+k");
    await page.keyboard.type("zzzz");
    await expectToSee(palette.getByText("Nothing matches."));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await palette.waitFor({ state: "detached" });
  });
});
