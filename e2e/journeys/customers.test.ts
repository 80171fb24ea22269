import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, orderOnline, type Retailer, screenshot, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
const LOOKS = looksOf("hq").flatMap((look) => [look, { ...look, size: { width: 1024, height: 768 } }]);

const address = ({ product, legalEntity }: Retailer, path: string) => `${product.url}/hq/${path}?legalEntity=${legalEntity}`;
const names = async (page: Page) => await page.getByRole("table").getByRole("rowheader").allTextContents();

test("CS13 HC1 HC2 headquarters finds customers, narrows the list, and opens one; the palette finds them too", async ({ open, retailer }) => {
  await orderOnline(retailer, { customer: "C-1", orderId: "W-1001", campaign: "Spring letter" });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, retailer.product);
  await page.goto(address(retailer, "customers"));
  await expectToSee(page.getByRole("link", { name: "Noor Bakker" }));
  expect(await names(page)).toEqual(["Noor Bakker", "Tom Jansen", "Clara Vermeer"]);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Client book").selectOption({ label: "In no book" });
  await expectToSee(page.getByText("1 row", { exact: true }));
  expect(await names(page)).toEqual(["Tom Jansen"]);
  await page.reload();
  await expectToSee(page.getByText("1 row", { exact: true }));
  await page.getByLabel("Client book").selectOption({ label: "Sanne de Wit" });
  await expectToSee(page.getByText("2 rows", { exact: true }));
  await page.getByLabel("Client book").selectOption({ label: "In a book or not" });
  await page.getByRole("searchbox", { name: "Search" }).fill("ver");
  await expectToSee(page.getByText("Type at least 4 letters or digits"));
  await page.getByRole("searchbox", { name: "Search" }).fill("verm clar");
  await expectToSee(page.getByText("1 row", { exact: true }));
  await expectNoAxeViolations(page);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  await page.getByRole("tab", { name: "Attributes" }).click();
  await expectToSee(page.getByText("17 May 1984"));
  await page.getByRole("tab", { name: "Online" }).click();
  await page.getByRole("button", { name: "Why is order W-1001 credited like this?" }).click();
  const why = page.getByRole("dialog", { name: "What was known at order W-1001" });
  await expectToSee(why.getByText("Spring letter").first());
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Client book" }).click();
  await expectToSee(page.getByRole("row", { name: /Sanne de Wit.*Now.*CB-0001/ }));
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Go to" }).waitFor();
  await page.keyboard.type("bakker");
  await page.getByRole("option", { name: /Noor Bakker/ }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Noor Bakker" }));
  for (const look of LOOKS) {
    const own = await open(look);
    await enterHeadquarters(own, retailer.product);
    await own.goto(`${address(retailer, "customers")}&book=any`);
    await expectToSee(own.getByRole("link", { name: "Clara Vermeer" }));
    await expectNoAxeViolations(own);
    await screenshot(own, { name: "customers", look });
    await own.getByRole("link", { name: "Clara Vermeer" }).click();
    await expectToSee(own.getByRole("tab").first());
    await expectNoAxeViolations(own);
    await screenshot(own, { name: "customer", look });
    for (const tab of [1, 3, 4, 5]) {
      await own.getByRole("tab").nth(tab).click();
      await expectToSee(own.getByRole("tabpanel").getByRole("table").first());
      await expectNoAxeViolations(own);
      await screenshot(own, { name: `customer-${tab}`, look });
    }
  }
});
