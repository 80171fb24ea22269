import { getDataSource, getReceipt } from "@rapport/contract/data-sources";
import { changeReportSuite, getReportSuite } from "@rapport/contract/report-suites";
import { expect } from "vitest";
import { expectNoAxeViolations, expectToSee, fileDate, fileOf, until, uploadRows } from "../src/index.ts";
import { test } from "./headquarters.fixture.ts";

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
