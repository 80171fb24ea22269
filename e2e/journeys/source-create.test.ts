import { createDataSource, getDataSource, listDataSources } from "@rapport/contract/data-sources";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, screenshot, type Look } from "../src/index.ts";
import { test } from "./headquarters.fixture.ts";

const LOOKS: readonly Look[] = [
  { app: "hq", size: { width: 1440, height: 900 }, theme: "dark", language: "nl" },
  { app: "hq", size: { width: 1024, height: 768 }, theme: "light", language: "en" },
];

test("FU19 FF4 a data source is made step by step by keyboard, survives going back and a reload, and gives its template", async ({ open, page, retailer }) => {
  const { product, suite } = retailer;
  const made = async () => await product.call(listDataSources, { params: { company: "rapport", rsid: suite.rsid } });
  await page.goto(`${product.url}/hq/data-sources/new?suite=${suite.rsid}`);
  await expectToSee(page.getByRole("heading", { name: "Type" }));
  await page.getByRole("radio", { name: /Transaction id/ }).focus();
  await page.keyboard.press("ArrowDown");
  expect(await page.getByRole("radio", { name: /Customer id/ }).isChecked()).toBe(true);
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Next" }).press("Enter");

  // A step that lacks something says so beside the field, which has the focus.
  const name = page.getByLabel("Name", { exact: true });
  await expectToSee(name);
  expect(await page.getByRole("button", { name: "Summary" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Next" }).press("Enter");
  await expectToSee(page.getByText("Give it a name, for example Store returns."));
  await expect.poll(async () => await name.evaluate((field) => field === document.activeElement)).toBe(true);
  await expectNoAxeViolations(page);
  await page.keyboard.type("Workshop");
  await page.getByLabel("E-mail").fill("returns@example.com");
  await page.getByLabel("Dates").selectOption("Day first");
  await page.keyboard.press("Tab");
  await name.press("Enter");

  await expectToSee(page.getByRole("heading", { name: "Metrics" }));
  await page.getByRole("button", { name: "Remove Orders" }).press("Enter");
  await page.getByRole("button", { name: "Add a metric" }).press("Enter");
  await page.getByRole("button", { name: "Next" }).press("Enter");
  await expectToSee(page.getByText("Say what you call it."));
  await expectToSee(page.getByText("Choose what it goes to."));
  await expectNoAxeViolations(page);
  await page.getByLabel("Name of column 3").fill("Repairs");
  await page.getByRole("combobox", { name: "What column 3 goes to" }).fill("event 12");
  await page.getByRole("option", { name: "Event 12", exact: true }).click();

  // Back, forward and a reload keep what was typed; nothing is made.
  await page.getByRole("button", { name: "Back" }).click();
  await expect.poll(async () => await name.inputValue()).toBe("Workshop");
  await page.reload();
  await expect.poll(async () => await name.inputValue(), { timeout: 20_000 }).toBe("Workshop");
  await page.getByRole("button", { name: "Next" }).click();
  await expect.poll(async () => await page.getByLabel("Name of column 3").inputValue()).toBe("Repairs");
  expect(await made()).toEqual([]);
  for (const look of LOOKS) {
    const other = await open(look);
    await enterHeadquarters(other, product);
    await other.goto(`${product.url}/hq/data-sources/new?suite=${suite.rsid}`);
    const next = other.getByRole("button", { name: look.language === "nl" ? "Verder" : "Next" });
    for (const step of ["type", "name", "metrics", "dimensions", "summary"]) {
      await expectToSee(other.locator("[aria-current=step]"));
      if (step === "name") await other.getByLabel(look.language === "nl" ? "Naam" : "Name", { exact: true }).fill("Workshop");
      await expectNoAxeViolations(other);
      expect(await other.evaluate(() => document.documentElement.scrollWidth), `${step} scrolls sideways`).toBeLessThanOrEqual(look.size.width);
      await screenshot(other, { name: `new-source-${step}`, look });
      if (step !== "summary") await next.click();
    }
  }
  await page.getByRole("button", { name: "Next" }).click();
  await expectToSee(page.getByRole("heading", { name: "Dimensions" }));
  await page.getByRole("button", { name: "Next" }).click();
  const columns = page.getByRole("table", { name: "Columns of its files" });
  await expectToSee(columns.getByRole("rowheader", { name: "Repairs" }));
  expect(await columns.locator("tbody tr td:nth-child(2)").allTextContents()).toEqual(["Date", "VisitorID", "Product", "Quantity", "Price", "Event 12"]);
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Create the source" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "I have saved it" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Template and sending" }));
  await expectToSee(page.getByText("Date\tVisitorID\tProduct\tQuantity\tPrice\tEvent 12").or(page.getByText("VisitorID", { exact: false }).first()));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "source-template", look: { app: "hq", size: { width: 1440, height: 900 }, theme: "light", language: "en" } });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download the template" }).click()]);
  const [, friendly, header] = (await text(await download.createReadStream())).split("\r\n");
  expect([friendly, header]).toEqual([
    "# Date (DD/MM/YYYY or DD/MM/YYYY/HH/mm/SS)\tVisitor ID\tProduct\tUnits\tRevenue\tRepairs",
    "Date\tVisitorID\tProduct\tQuantity\tPrice\tEvent 12",
  ]);
  const [source] = await made();
  expect(await product.call(getDataSource, { params: { company: "rapport", rsid: suite.rsid, dataSourceId: source?.data_source_id ?? 0 } })).toMatchObject({
    name: "Workshop",
    email: "returns@example.com",
    type: "visitorid",
    date_format: "day_first",
    columns: [
      { name: "Product", to: "Product" },
      { name: "Units", to: "Quantity" },
      { name: "Revenue", to: "Price" },
      { name: "Repairs", to: "Event 12" },
    ],
  });
  // Later its page shows the columns, and leads to the template again. A new draft is empty.
  await page.getByRole("link", { name: "Workshop" }).first().click();
  await expectToSee(page.getByRole("table", { name: "Columns of its files" }).getByRole("rowheader", { name: "Repairs" }));
  await page.getByRole("link", { name: "Template and sending" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Template and sending" }));
  await page.goto(`${product.url}/hq/data-sources/new?suite=${suite.rsid}&step=summary`);
  await expectToSee(page.getByLabel("Name", { exact: true }));
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("");
});

test("FU19 the columns of a source are changed later, and its template follows", async ({ open, page, retailer }) => {
  const { product, suite } = retailer;
  const columns = JSON.stringify([
    { name: "Branch", to: "Evar 1" },
    { name: "Takings", to: "Price" },
  ]);
  const made = await product.call(createDataSource, { params: { company: "rapport", rsid: suite.rsid }, query: { type: "summary", name: "Tills", columns } });
  const address = `${product.url}/hq/data-sources/${suite.rsid}/${made.data_source_id}`;
  await page.goto(address);
  await page.getByRole("link", { name: "Change the columns" }).click();
  await page.getByLabel("Name of column 1").first().fill("Shop");
  await page.getByRole("button", { name: "Add a metric" }).click();
  await page.getByRole("button", { name: "Save the columns" }).click();
  await expectToSee(page.getByText("Say what you call it."));
  await expectNoAxeViolations(page);
  await page.getByLabel("Name of column 2").fill("Repairs");
  await page.getByRole("combobox", { name: "What column 2 goes to" }).fill("event 12");
  await page.getByRole("option", { name: "Event 12", exact: true }).click();
  await page.getByRole("button", { name: "Save the columns" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Template and sending" }));
  expect((await product.call(getDataSource, { params: { company: "rapport", rsid: suite.rsid, dataSourceId: made.data_source_id } })).columns).toEqual([
    { name: "Shop", to: "Evar 1" },
    { name: "Takings", to: "Price" },
    { name: "Repairs", to: "Event 12" },
  ]);
  for (const look of LOOKS) {
    const other = await open(look);
    await enterHeadquarters(other, product);
    await other.goto(`${address}/columns`);
    await expectToSee(other.getByRole("combobox").first());
    await expectNoAxeViolations(other);
    expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
    await screenshot(other, { name: "source-columns", look });
  }
});
