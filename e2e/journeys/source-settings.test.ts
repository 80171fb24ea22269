import { getDataSource, getReceipt } from "@rapport/contract/data-sources";
import { changeReportSuite, getReportSuite } from "@rapport/contract/report-suites";
import { expect } from "vitest";
import { expectNoAxeViolations, expectToSee, fileDate, fileOf, screenshot, until, uploadRows, type Look } from "../src/index.ts";
import { test } from "./headquarters.fixture.ts";

const LOOKS: readonly Look[] = [
  { app: "hq", size: { width: 1440, height: 900 }, theme: "light", language: "en" },
  { app: "hq", size: { width: 1024, height: 768 }, theme: "light", language: "en" },
];
const HEADER = ["Date", "Product", "Price"];

test("U7 the page of a source says that rows of an earlier file are rejected; the next file is told which, and leaves them out", async ({ page, retailer }) => {
  const { product, suite } = retailer;
  const linen = [fileDate({ daysAgo: 1 }), "Linen throw", "49.90"];
  const { dataSourceId, receipt: first } = await uploadRows(retailer, { type: "summary", source: "Till", filename: "monday.txt", rows: [HEADER, linen] });
  await page.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}`);
  await page.getByRole("button", { name: "Change", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Dates").selectOption("Month first");
  await dialog.getByLabel("Rows of an earlier file").selectOption("Reject");
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expectToSee(page.getByText("Saved. This holds from the next file on."));
  const source = { company: "rapport", rsid: suite.rsid, dataSourceId };
  expect(await product.call(getDataSource, { params: source })).toMatchObject({ repeated_rows: "reject", early_rows: "warn", date_format: "month_first" });

  const rows = [HEADER, linen, [fileDate({ daysAgo: 1 }), "Teapot", "19.90"]];
  await page.locator("input[type=file]").setInputFiles({ name: "week.txt", mimeType: "text/plain", buffer: Buffer.from(fileOf(rows)) });
  await expectToSee(page.getByText("2 rows read, every one accounted for"));
  await expectToSee(page.getByText("An earlier file has one of these rows too"));
  await expectToSee(page.getByText(`Upload ${first.jobId} has this row too.`, { exact: false }));
  await expectNoAxeViolations(page);
  const [, jobId] = /uploads\/(\d+)$/.exec(new URL(page.url()).pathname) ?? [];
  expect(await product.call(getReceipt, { params: { jobId: Number(jobId) } })).toMatchObject({ summary: 1, rejected: 1, repeatedRows: { lines: [2] } });
});

test("C19 a suite is told on its page which eVars hold store and receipt; what nobody touched stays, and a wrong number is told beside its field", async ({
  page,
  retailer,
}) => {
  const { product, suite } = retailer;
  const params = { rsid: suite.rsid };
  await product.call(changeReportSuite, { params, body: { variables: { evar6: { name: "Receipt" } } } });
  await page.goto(`${product.url}/hq/suite-settings?suite=${suite.rsid}`);
  await page.getByRole("combobox", { name: "Store", exact: true }).fill("evar 12");
  await page.getByRole("option", { name: "eVar 12", exact: true }).click();
  await page.getByRole("combobox", { name: "Receipt number" }).fill("receipt");
  await page.getByRole("option", { name: "eVar 6 · Receipt" }).click();
  await page.getByLabel("Days an id is kept").fill("900");
  await page.getByRole("button", { name: "Save" }).click();
  await expectToSee(page.getByText("This must be 762 or less."));
  await expectNoAxeViolations(page);
  // Somebody else changes another setting meanwhile.
  await product.call(changeReportSuite, { params, body: { lateLinking: false } });
  await page.getByLabel("Days an id is kept").fill("120");
  await page.getByRole("button", { name: "Save" }).click();
  await expectToSee(page.getByText("Settings saved"));
  await until(async () => (await product.call(getReportSuite, { params })).storeVariable === "evar12", "the settings were saved");
  const saved = await product.call(getReportSuite, { params });
  expect(saved).toMatchObject({ storeVariable: "evar12", receiptVariable: "evar6", transactionIdWindowDays: 120, lateLinking: false, name: suite.name });
});

test("C1 a variable is set up on a page and taken away again; what somebody else set meanwhile stays", async ({ page, retailer }) => {
  const { product, suite } = retailer;
  const params = { rsid: suite.rsid };
  const variables = async () => (await product.call(getReportSuite, { params })).variables;
  const before = await variables();
  await page.goto(`${product.url}/hq/suite-variables?suite=${suite.rsid}`);
  await page.getByRole("button", { name: "Set up a variable" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Variable" }).fill("evar 77");
  await page.getByRole("option", { name: "eVar 77", exact: true }).click();
  await dialog.getByLabel("Name").fill("Fitting room");
  await dialog.getByLabel("Expires after").selectOption("Days");
  await dialog.getByLabel("Days", { exact: true }).fill("4000");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expectToSee(dialog.getByText("Enter 1 to 3,650 days."));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "suite-variable", look: LOOKS[0] as Look });
  await dialog.getByLabel("Days", { exact: true }).fill("45");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expectToSee(page.getByText("eVar 77 is set up"));
  expect(await variables()).toEqual({ ...before, evar77: { name: "Fitting room", expiration: { kind: "days", days: 45 } } });

  await page.getByRole("button", { name: "Change eVar 77" }).click();
  await product.call(changeReportSuite, { params, body: { variables: { evar77: { allocation: "linear" } } } });
  await dialog.getByLabel("Where messages hold it").fill("properties.room");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expectToSee(page.getByText("properties.room"));
  expect((await variables())["evar77"]).toEqual({
    name: "Fitting room",
    expiration: { kind: "days", days: 45 },
    allocation: "linear",
    from: "properties.room",
  });

  await page.getByLabel("Find a variable").fill("fitting");
  await expectToSee(page.getByRole("rowheader", { name: "eVar 77" }));
  await page.getByRole("button", { name: "Change eVar 77" }).click();
  await dialog.getByRole("button", { name: "Take its settings away" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Take its settings away" }).click();
  await expectToSee(page.getByText("eVar 77 is as usual again"));
  expect(await variables()).toEqual(before);
});

test("FF29 FU20 a CSV file is mapped with its first rows in sight, tried, and loaded by the mapping", async ({ page, retailer }) => {
  const { product, suite } = retailer;
  const [month, day, year] = fileDate({ daysAgo: 1 }).split("/");
  const { dataSourceId } = await uploadRows(retailer, {
    type: "summary",
    source: "Web shop",
    filename: "first.txt",
    rows: [HEADER, [fileDate({ daysAgo: 2 }), "Teapot", "1"]],
  });
  const csv = [`Datum;Artikel;Bedrag;Kassa`, `${day}-${month}-${year};Linen throw;1.049,90;3`, `${month}/${day}/${year};Teapot;19,90;3`, ""].join("\n");
  const file = { name: "shop.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
  await page.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}`);
  await page.getByRole("link", { name: "Set up" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "CSV and workbooks" }));
  await page.locator("input[type=file]").setInputFiles(file);
  await expectToSee(page.getByRole("heading", { name: "The first rows as they would be read" }));
  await expectToSee(page.getByText("1049.90"));
  await expectToSee(page.getByText("This is no date written as DD-MM-YYYY", { exact: false }));
  await page.getByLabel("Kassa is read as").selectOption("Evar 1");
  await expectToSee(page.getByRole("columnheader", { name: "Evar 1" }));
  await expectNoAxeViolations(page);
  for (const look of LOOKS) {
    await page.setViewportSize(look.size);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "scrolls sideways").toBeLessThanOrEqual(look.size.width);
    await screenshot(page, { name: "mapping", look });
  }
  await page.getByRole("button", { name: "Save the mapping" }).click();
  await expectToSee(page.getByText("The mapping is saved. It holds for every file that is loaded from now on."));
  await page.goto(`${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}`);
  await page.getByLabel("Only try it", { exact: false }).check();
  await page.locator("input[type=file]").setInputFiles(file);
  await expectToSee(page.getByText("1 of 2 rows would be loaded"));
  await expectNoAxeViolations(page);
  for (const look of LOOKS) {
    await page.setViewportSize(look.size);
    await screenshot(page, { name: "dry-run", look });
  }
  await page.getByRole("button", { name: "Load it now" }).click();
  await expectToSee(page.getByText("2 rows read, every one accounted for"));
});
