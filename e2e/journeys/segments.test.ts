import { describe, expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, orderOnline, screenshot, type Retailer } from "../src/index.ts";
import { test } from "./headquarters.fixture.ts";

async function withOrders(retailer: Retailer): Promise<void> {
  await orderOnline(retailer, { customer: "C-1", orderId: "20045", campaign: "Spring letter" });
}

describe("segments", () => {
  test("SE1 SE10 a segment is put together, counted while it is made, saved, and narrows a report", async ({ page, retailer }) => {
    await withOrders(retailer);
    const { product, suite } = retailer;
    await page.goto(`${product.url}/hq/segments?suite=${suite.rsid}`);
    await page.getByRole("link", { name: "New segment" }).first().click();
    await page.getByRole("textbox", { name: "Name" }).fill("Buyers by letter");
    await page.getByLabel("Compare with").fill("Home");
    await expectToSee(
      page
        .getByRole("status")
        .getByText(/^1 of \d+$/)
        .first(),
    );
    await page.getByRole("button", { name: "Add condition" }).click();
    const value = page.getByRole("combobox", { name: "Value or amount" }).nth(1);
    await value.fill("Orders");
    await page.getByRole("option", { name: "Orders", exact: true }).click();
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Save" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Buyers by letter" }));
    await page.getByRole("link", { name: "Open a report with it" }).click();
    await expectToSee(page.getByRole("group", { name: "Segments" }).getByText("Buyers by letter"));
    await expectToSee(page.getByRole("table").first());
    await page.goBack();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expectToSee(page.getByText("No segments yet"));
  });

  test.for(looksOf("hq"))("have no axe violations and fit in $theme and $language", async (look, { open, retailer }) => {
    await withOrders(retailer);
    const { product, suite } = retailer;
    const page = await open(look);
    await enterHeadquarters(page, product);
    await page.goto(`${product.url}/hq/segments/${suite.rsid}/new`);
    await page.locator(".hq-segment-group").first().waitFor();
    // The last two buttons of the drawing: a condition, and a group.
    await page.locator(".hq-segment-group > .r-row button").nth(1).click();
    await page.locator(".hq-segment-inner .hq-segment-group > .r-row button").first().click();
    await expectNoAxeViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
    await screenshot(page, { name: "segment", look });
  });
});
