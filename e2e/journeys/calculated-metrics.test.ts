import { describe, expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, orderOnline, screenshot, type Retailer } from "../src/index.ts";
import { test } from "./headquarters.fixture.ts";

async function withOrders(retailer: Retailer): Promise<void> {
  await orderOnline(retailer, { customer: "C-1", orderId: "20045", campaign: "Spring letter" });
}

describe("calculated metrics", () => {
  test("CF5 CF6 a metric is written with names, shows its number and its faults while it is typed, is saved, changed and deleted", async ({
    page,
    retailer,
  }) => {
    await withOrders(retailer);
    const { product, suite } = retailer;
    await page.goto(`${product.url}/hq/calculated-metrics?suite=${suite.rsid}`);
    await expectToSee(page.getByRole("row", { name: /Average order value.*\[Net revenue\] \/ \[Orders\]/ }));
    await page.getByRole("link", { name: "New calculated metric" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Orders of a hundred visits");
    const formula = page.getByRole("textbox", { name: "Formula" });
    await formula.fill("[Orders] * 100,0 / ");
    await expectToSee(page.getByText(/At character 15: numbers have a decimal point/));
    await formula.fill("[Orders] * 100 / ");
    const choice = page.getByRole("combobox", { name: "Add a metric to the formula" });
    await choice.fill("Visits");
    await page.getByRole("option", { name: "Visits", exact: true }).click();
    expect(await formula.inputValue()).toBe("[Orders] * 100 / [Visits]");
    await expectToSee(page.getByRole("status").getByText("100.00"));
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Orders of a hundred visits" }).click();
    await formula.fill("[Orders] / ([Visits] - [Visits])");
    await expectToSee(page.getByText("No value: the formula divides by zero."));
    await formula.fill("[Conversion rate] * 2");
    await page.getByRole("button", { name: "Save" }).click();
    await expectToSee(page.getByRole("row", { name: /Orders of a hundred visits \[Conversion rate\] \* 2/ }));
    await page.getByRole("link", { name: "Orders of a hundred visits" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expectToSee(page.getByRole("row", { name: /Return rate/ }));
    expect(await page.getByRole("link", { name: "Orders of a hundred visits" }).count()).toBe(0);
  });

  test.for(looksOf("hq"))("have no axe violations and fit in $theme and $language", async (look, { open, retailer }) => {
    await withOrders(retailer);
    const { product, suite } = retailer;
    const page = await open(look);
    await enterHeadquarters(page, product);
    for (const [path, name] of [
      [`calculated-metrics?suite=${suite.rsid}`, "calculated-metrics"],
      [`calculated-metrics/${suite.rsid}/new`, "calculated-metric"],
    ] as const) {
      await page.goto(`${product.url}/hq/${path}`);
      await page
        .locator(name === "calculated-metric" ? "textarea" : "table")
        .first()
        .waitFor();
      if (name === "calculated-metric") await page.locator("textarea").fill("[metrics/revenue] / [metrics/visitors] * 1.5");
      await page
        .locator(name === "calculated-metric" ? ".hq-metric-number" : "td")
        .first()
        .waitFor();
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
      await screenshot(page, { name, look });
    }
  });
});
