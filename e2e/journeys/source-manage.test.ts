import { listDataSources, listSourceFiles } from "@rapport/contract/data-sources";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, fileDate, screenshot, until, uploadRows, type Look } from "../src/index.ts";
import { dataSourcesOf, DESKTOP, test } from "./headquarters.fixture.ts";

const HEADER = ["Date", "Product", "Price"];
const row = (product: string, price = "10") => [fileDate({ daysAgo: 1 }), product, price];
const LOOKS: readonly Look[] = [
  { app: "hq", size: { width: 1440, height: 900 }, theme: "light", language: "en" },
  { app: "hq", size: { width: 1024, height: 768 }, theme: "dark", language: "nl" },
];

test("FU16 FU18 the list of sources says what came to each, and deactivates one: its page takes no file until it is activated again", async ({
  page,
  retailer,
}) => {
  const { product, suite } = retailer;
  const { dataSourceId } = await uploadRows(retailer, {
    type: "summary",
    source: "Till",
    filename: "monday.txt",
    rows: [HEADER, row("Linen throw"), row("Teapot", "x")],
  });
  await page.goto(dataSourcesOf(retailer));
  await expectToSee(page.getByText("Transaction ID recording is enabled"));
  const till = page.getByRole("table", { name: "Data sources" }).getByRole("row", { name: /Till/ });
  await expectToSee(till.getByText("1 of 2 rows loaded"));
  await expectToSee(till.getByText("No id (summary rows)"));
  expect((await till.getByRole("cell").allTextContents()).slice(0, 3)).toEqual(["0", "1", "1"]);
  await page.getByRole("button", { name: "Actions for Till" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Stop on errors" }).click();
  await expectToSee(page.getByText("It stops after a failed file."));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Actions for Till" }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await expectToSee(till.getByText("Deactivated"));
  await expectNoAxeViolations(page);
  const source = async () => (await product.call(listDataSources, { params: { company: "rapport", rsid: suite.rsid } }))[0];
  expect(await source()).toMatchObject({ active: false, on_errors: "stop" });

  await till.getByRole("link", { name: "Till" }).click();
  await expectToSee(page.getByText("This source is deactivated"));
  expect(await page.locator("input[type=file]").count()).toBe(0);
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "source-inactive", look: DESKTOP });
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await expectToSee(page.getByRole("heading", { name: "Upload a file" }));

  // A file that fails stops it, and the list restarts it.
  await page.locator("input[type=file]").setInputFiles({ name: "wrong.txt", mimeType: "text/plain", buffer: Buffer.from("Date\tState\n1/1/2026\tx\n") });
  await expectToSee(page.getByText("Use Zip for a postcode", { exact: false }).first());
  await page.goto(dataSourcesOf(retailer));
  await expectToSee(till.getByText("Stopped", { exact: true }));
  await expectToSee(till.getByText("1 file not loaded"));
  await page.getByRole("button", { name: "Actions for Till" }).click();
  await page.getByRole("menuitem", { name: "Restart" }).click();
  await expectToSee(page.getByText("Restarted. The files that waited are being loaded."));
  await until(async () => (await source())?.stopped_by === null, "the source was restarted");
  expect(dataSourceId).toBe((await source())?.data_source_id);
});

test("FU17 the file log is searched, narrowed, sorted and saved; its address holds all of that", async ({ open, page, retailer }) => {
  const { product, suite } = retailer;
  await uploadRows(retailer, { type: "summary", source: "Till", filename: "monday.txt", rows: [HEADER, row("Linen throw"), row("Teapot", "x")] });
  await uploadRows(retailer, {
    type: "transactionid",
    source: "Returns",
    filename: "returns.txt",
    rows: [
      ["Date", "transactionID", "Price"],
      [fileDate({ daysAgo: 1 }), "W-9", "-5"],
    ],
  });
  await page.goto(dataSourcesOf(retailer));
  await page.getByRole("link", { name: "File log" }).first().click();
  const table = page.getByRole("table", { name: "File log" });
  await expectToSee(table.getByRole("link", { name: "monday.txt" }));
  expect(await table.locator("tbody th").allTextContents()).toEqual(["returns.txt", "monday.txt"]);
  await expectToSee(table.getByText("1 rejected"));
  await table.getByRole("button", { name: "File", exact: true }).click();
  await expect.poll(async () => await table.locator("tbody th").allTextContents()).toEqual(["monday.txt", "returns.txt"]);
  await page.getByLabel("Data source", { exact: true }).selectOption("Returns");
  await expect.poll(async () => await table.locator("tbody th").allTextContents()).toEqual(["returns.txt"]);
  expect(new URL(page.url()).searchParams.get("sort")).toBe("filename");
  await page.reload();
  await expectToSee(table.getByRole("link", { name: "returns.txt" }));
  await expect.poll(async () => await table.locator("tbody th").allTextContents()).toEqual(["returns.txt"]);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export as CSV" }).click();
  const saved = (await text(await (await saving).createReadStream())).trim().split("\r\n");
  expect(saved).toHaveLength(2);
  expect(saved[1]).toContain("returns.txt");
  await page.getByLabel("State", { exact: true }).selectOption("Not loaded");
  await expectToSee(page.getByText("Nothing matches"));
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByRole("searchbox").fill("MON");
  await expect.poll(async () => await table.locator("tbody th").allTextContents()).toEqual(["monday.txt"]);
  await table.getByRole("link", { name: "monday.txt" }).click();
  await expectToSee(page.getByText("2 rows read, every one accounted for"));
  expect((await product.call(listSourceFiles, { params: { rsid: suite.rsid }, query: {} })).total).toBe(2);

  for (const look of LOOKS) {
    const other = await open(look);
    await enterHeadquarters(other, product);
    for (const [name, path] of [
      ["file-log", "/hq/data-sources/files"],
      ["data-sources", "/hq/data-sources"],
    ] as const) {
      await other.goto(`${product.url}${path}?suite=${suite.rsid}`);
      await expectToSee(other.locator("tbody tr").first());
      await other.waitForLoadState("networkidle");
      await expectNoAxeViolations(other);
      expect(await other.evaluate(() => document.documentElement.scrollWidth), `${name} scrolls sideways`).toBeLessThanOrEqual(look.size.width);
      await screenshot(other, { name, look });
    }
  }
});
