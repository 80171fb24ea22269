import { describe, expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, fileDate, looksOf, screenshot, uploadRows, type Retailer } from "../src/index.ts";
import { test } from "./headquarters.fixture.ts";

/** Dry runs of a server wait for each other. */
const DRY_RUN_MS = 60_000;
const day = () => fileDate({ daysAgo: 1 });

/** One right row, one with three faults, one with an amount that has two readings. */
async function withRejected(retailer: Retailer) {
  const rows = [
    ["Date", "transactionID", "Evar 1", "Orders", "Price"],
    [day(), "", "shop", "1", "12.50"],
    ["yesterday", "", "shop; web", "one", "20"],
    [day(), "", "shop", "1", "1,234"],
  ];
  return await uploadRows(retailer, { type: "transactionid", source: "Till", filename: "till.txt", rows });
}

describe("mended rows", () => {
  test("FU23 rejected rows are mended by keyboard, checked while they are typed, and sent as an upload of their own", async ({ page, retailer }) => {
    const { dataSourceId, receipt } = await withRejected(retailer);
    const { product, suite } = retailer;
    const upload = `${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}/uploads/${receipt.jobId}`;
    await page.goto(upload);
    await page.getByRole("link", { name: "Mend them here" }).click();
    const cell = (column: string, line: number) => page.getByLabel(`${column}, line ${line}`);
    await expectToSee(page.getByText("dimension.semicolon"));
    await cell("Date", 3).fill(day());
    await cell("Evar 1", 3).fill("shop");
    await page.getByText("One fault left").waitFor({ timeout: DRY_RUN_MS });
    await expectToSee(page.getByText("metric.not_a_number"));
    expect(await page.getByRole("button", { name: "Send mended rows" }).isDisabled()).toBe(true);
    await cell("Orders", 3).fill("1");
    await expectToSee(page.getByText("Mended", { exact: true }));
    await page.keyboard.press("ArrowDown");
    expect(await cell("Orders", 4).evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.type("1234");
    await expectToSee(page.getByRole("button", { name: "Send 2 mended rows" }));
    await page.keyboard.press("Escape");
    await expectToSee(page.getByRole("button", { name: "Send one mended row" }));
    await page.getByRole("button", { name: "Send one mended row" }).click();
    await expectToSee(page.getByText("One mended row was sent"));
    await expectToSee(page.getByText("2 rejected, 1 of them mended"));
    await expectNoAxeViolations(page);
    await page.getByRole("link", { name: /^See upload/ }).click();
    await expectToSee(page.getByText(`These are rows of upload ${receipt.jobId}, mended`));
    await expectToSee(page.getByText("1 row read, accounted for"));
    await page.goto(upload);
    await expectToSee(page.getByRole("link", { name: /^One row is mended by upload/ }));
    for (const part of ["", "/rows", "/mend"]) {
      await page.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId + 1}/uploads/${receipt.jobId}${part}`);
      await expectToSee(page.getByText(`There is no job ${receipt.jobId} in this data source.`));
    }
  });

  test.for(looksOf("hq"))("has no axe violations and fits in $theme and $language", async (look, { open, retailer }) => {
    const { dataSourceId, receipt } = await withRejected(retailer);
    const { product, suite } = retailer;
    const page = await open(look);
    await enterHeadquarters(page, product);
    await page.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}/uploads/${receipt.jobId}/mend`);
    await expectToSee(page.getByRole("table").first());
    await page.locator("input[data-at='0 0']").fill(day());
    await page.getByText(look.language === "nl" ? "Nog 2 fouten" : "2 faults left").waitFor({ timeout: DRY_RUN_MS });
    await expectNoAxeViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
    await screenshot(page, { name: "mend-rows", look });
  });
});
