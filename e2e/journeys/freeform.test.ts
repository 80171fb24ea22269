import { describe, expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, type Retailer, screenshot, until } from "../src/index.ts";
import { test } from "./headquarters.fixture.ts";

describe("an analyst who builds a report of their own", () => {
  test("FR1 FR2 FR4 chooses, moves and removes columns, and undoes it; the address opens the same report", async ({ page, joined }) => {
    await page.goto(freeformOf(joined, { by: "campaign", metrics: "visits,orders,revenue" }));
    const table = page.getByRole("table", { name: /^Report/ });
    const heads = async () => (await table.locator("thead th .hq-column-name").allTextContents()).join("|");
    await expectToSee(table.getByRole("row", { name: /Spring letter/ }));
    await table.getByRole("button", { name: "Column Visits" }).click();
    await page.getByRole("menuitem", { name: "Move right" }).click();
    await until(async () => (await heads()) === "Orders|Visits|Net revenue", "visits moved by the menu");
    await table.getByRole("button", { name: "Net revenue", exact: true }).press("Alt+ArrowLeft");
    await until(async () => (await heads()) === "Orders|Net revenue|Visits", "revenue moved by keys");
    await table.locator(".hq-column-head").nth(2).dragTo(table.locator(".hq-column-head").nth(0));
    await until(async () => (await heads()) === "Visits|Orders|Net revenue", "visits were dragged");
    await table.getByRole("button", { name: "Column Orders" }).click();
    await page.getByRole("menuitemradio", { name: "Share of total" }).click();
    await until(async () => (await heads()) === "Visits|Ordersshare of total|Net revenue", "a share");
    await expectToSee(table.getByRole("row", { name: /Spring letter/ }).getByText("100%"));
    await table.getByRole("button", { name: "Column Visits" }).click();
    await page.getByRole("menuitem", { name: "Remove the column" }).click();
    await until(async () => (await heads()) === "Ordersshare of total|Net revenue", "visits are gone");
    await page.locator("h1").click();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("Control+z");
    await until(async () => (await heads()) === "Visits|Orders|Net revenue", "all five changes are undone");
    expect(await page.getByRole("button", { name: "Undo" }).isDisabled()).toBe(true);
    await page.keyboard.press("Control+Shift+z");
    await until(async () => (await heads()) === "Orders|Visits|Net revenue", "one is made again");
    await page.reload();
    await until(async () => (await heads()) === "Orders|Visits|Net revenue", "the address has it");
    await expectNoAxeViolations(page);
  });

  test("CP1 CP3 CP5 compares with the period before and a year earlier, as number and per cent, by value and by day", async ({ page, joined }) => {
    await page.goto(freeformOf(joined, { by: "campaign", metrics: "revenue", range: "last7" }));
    const table = page.getByRole("table", { name: /^Report/ });
    await expectToSee(table.getByRole("row", { name: /Spring letter/ }));
    await page.getByRole("button", { name: "Compare with…" }).click();
    const dialog = page.getByRole("dialog", { name: "Compare with another period" });
    await dialog.getByRole("checkbox", { name: /a year earlier/ }).check();
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "freeform-compare", look: looksOf("hq")[0] ?? LOOK });
    await dialog.getByRole("button", { name: "Add" }).click();
    await until(async () => (await table.getByRole("columnheader").count()) === 6, "a column for each comparison");
    const cells = async () =>
      await table
        .getByRole("row", { name: /Spring letter/ })
        .getByRole("cell")
        .allTextContents();
    // The order is of this week; before and a year earlier there was nothing, of which there is no per cent.
    await until(async () => (await cells()).slice(1).join() === "€0.00,–,€0.00,–", "the compared periods are read");
    await expectToSee(page.getByText(/^Compared with/).first());
    await page.getByRole("combobox", { name: "By", exact: true }).fill("day");
    await page.getByRole("option", { name: "Day", exact: true }).click();
    await until(async () => (await table.locator("tbody tr").count()) === 7, "every day has a row");
    await table.getByRole("button", { name: "Column Net revenue", exact: true }).click();
    await page.getByRole("menuitemradio", { name: "Running total" }).click();
    await until(async () => (await table.locator("tbody tr").last().getByRole("cell").first().textContent()) === "€17.40", "the last day has the sum");
    await expectNoAxeViolations(page);
  });

  test("FR3 opens several rows in place, also inside each other, and the same rows are open after a reload", async ({ page, joined }) => {
    await page.goto(freeformOf(joined, { by: "product", metrics: "orders,revenue.heat" }));
    const table = page.getByRole("table", { name: /^Report/ });
    const names = async () => (await table.locator("tbody th").allTextContents()).join();
    for (const product of ["Linen throw", "Teapot"]) {
      await table.getByRole("button", { name: `Break down ${product}` }).click();
      await page.getByRole("menuitem", { name: "Day", exact: true }).click();
    }
    await until(async () => (await table.locator("tr[data-depth='1']").count()) === 62, "both are open, day by day");
    await expectNoAxeViolations(page);
    const before = await names();
    await page.reload();
    await until(async () => (await names()) === before, "the address has what is open");
    for (const product of ["Teapot", "Linen throw"]) {
      const opener = table.getByRole("button", { name: `Break down ${product}` });
      await opener.click();
      await page.getByRole("menuitem", { name: `Close ${product}` }).click();
      await until(async () => !(await opener.getAttribute("aria-label"))?.includes(": by Day"), "it is closed");
      expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
    }
    await until(async () => (await table.locator("tr[data-depth='1']").count()) === 0, "all are closed");
  });

  test("sees the same in every size, theme and language, and nothing breaks the rules of access", async ({ open, joined }) => {
    for (const look of looksOf("hq")) {
      const page = await open(look);
      await enterHeadquarters(page, joined.product);
      const address = { by: "product", metrics: "visits,orders,revenue,revenue.before.percent,returnedrevenue.heat,orders.share" };
      await page.goto(freeformOf(joined, address));
      const table = page.getByRole("table").first();
      await table.getByRole("button", { name: /Linen throw/ }).click();
      await page.getByRole("menuitem", { name: /^(Tracking code|Trackingcode)$/ }).click();
      await expectToSee(table.locator("tr[data-depth='1']").first());
      await expectNoAxeViolations(page);
      await screenshot(page, { name: "freeform", look });
      await page.goto(freeformOf(joined, { by: "daterangeday", metrics: "revenue,revenue.before,orders", range: "last90", chart: "calendar" }));
      await expectToSee(page.locator(".hq-chart svg"));
      await expectNoAxeViolations(page);
      await screenshot(page, { name: "freeform-days", look });
    }
  });
});

const LOOK = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

function freeformOf({ product, suite }: Retailer, search: Record<string, string>): string {
  return `${product.url}/hq/reports?${new URLSearchParams({ suite: suite.rsid, ...search })}`;
}
