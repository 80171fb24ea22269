import { getIdRule } from "@rapport/contract/data-sources";
import { describe, expect } from "vitest";
import {
  enterHeadquarters,
  expectNoAxeViolations,
  expectToSee,
  fileDate,
  looksOf,
  orderOnline,
  screenshot,
  until,
  uploadRows,
  type Retailer,
} from "../src/index.ts";
import { test } from "./headquarters.fixture.ts";

const HEADER = ["Date", "transactionID", "Price"];
const row = (id: string) => [fileDate({ daysAgo: 1 }), id, "12.50"];

/** Two orders, and rows that write one of them with zeros in front. */
async function withUnlinked(retailer: Retailer) {
  await orderOnline(retailer, { customer: "C-1", orderId: "10045", campaign: "Spring letter" });
  const rows = [HEADER, row("0010045"), row("0010045"), row("10045"), row("TILL-7")];
  return await uploadRows(retailer, { type: "transactionid", source: "Store returns", filename: "returns.txt", rows });
}

describe("rows out", () => {
  test("UL1 UL3 UL4 UL5 unlinked ids are seen, another way to read them is counted, applied and taken back", async ({ page, retailer }) => {
    const { dataSourceId } = await withUnlinked(retailer);
    const { product, suite } = retailer;
    await page.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}`);
    await page.getByRole("link", { name: "Unlinked ids" }).click();
    const ids = page.getByRole("table", { name: "Unlinked ids of Store returns" });
    await expectToSee(ids.getByRole("rowheader", { name: "0010045" }));
    await expectToSee(page.getByText("2 of 2 ids"));
    await page.getByText("What if they were read in another way?").click();
    await page.getByLabel("Leave out zeros in front").check();
    await page.getByRole("button", { name: "Count", exact: true }).click();
    await expectToSee(page.getByRole("row", { name: "Would be linked 1 2" }));
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Read ids in this way" }).click();
    await page.getByRole("button", { name: "Apply" }).click();
    await expectToSee(page.getByText("1 ids, 2 rows, 2 linked at once"));
    await expectToSee(page.getByText("One id", { exact: true }));
    await page.getByRole("button", { name: "Take back" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
    await expectToSee(page.getByText("2 of 2 ids"));
    const rule = async () => await product.call(getIdRule, { params: { rsid: suite.rsid, dataSourceId } });
    await until(async () => (await rule()).changes[0]?.state === "taken_back", "the change was taken back");
    expect((await rule()).rule.zeros).toBe("kept");
  });

  test.for(looksOf("hq"))("has no axe violations and fits in $theme and $language", async (look, { open, retailer }) => {
    const { dataSourceId } = await withUnlinked(retailer);
    const { product, suite } = retailer;
    const page = await open(look);
    await enterHeadquarters(page, product);
    for (const [name, path] of [["unlinked-ids", "/unlinked"]] as const) {
      await page.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}${path}`);
      await expectToSee(page.getByRole("table").first());
      for (const summary of await page.locator("details > summary").all()) await summary.click();
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} scrolls sideways`).toBeLessThanOrEqual(look.size.width);
      await screenshot(page, { name, look });
    }
  });
});
