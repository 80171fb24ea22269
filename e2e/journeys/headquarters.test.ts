import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import {
  enterHeadquarters,
  expectNoAxeViolations,
  expectToSee,
  fileDate,
  fileOf,
  looksOf,
  makeRetailer,
  orderOnline,
  type Retailer,
  screenshot,
  signInAtHeadquarters,
  test as journey,
  type Upload,
  until,
  uploadRows,
} from "../src/index.ts";
import { getReceipt } from "@rapport/contract/data-sources";
import { getCurrencyRates, putCurrencyRates, getProcessing, getTransaction } from "@rapport/contract/report-suites";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
const LOW = looksOf("hq").map((look) => ({ ...look, size: { width: 1280, height: 720 } }));
/** A good row, one whose order has not come yet, one without an id and a bad one. */
const ROWS = [
  ["Date", "transactionID", "Product", "Quantity", "Price"],
  [fileDate({ daysAgo: 1 }), "W-1001", "Linen throw", "-1", "-49.90"],
  [fileDate({ daysAgo: 1 }), "W-1002", "Teapot", "-1", "-32.50"],
  [fileDate({ daysAgo: 1 }), "", "Teapot", "-1", "-32.50"],
  [fileDate({ daysAgo: 1 }), "W-1001", "Teapot", "one", "-32.50"],
];
const FILE = { name: "returns.txt", mimeType: "text/plain", buffer: Buffer.from(fileOf(ROWS)) };

const test = journey
  /** With an order, and the file of returns loaded; only for tests that change nothing of it. */
  .extend("joined", { scope: "file" }, async ({ product }) => {
    const retailer = await makeRetailer(product);
    await orderFirst(retailer);
    await uploadReturns(retailer);
    return retailer;
  })
  /** A page at headquarters, signed in. */
  .extend("page", async ({ open, product }) => {
    const page = await open(DESKTOP);
    await enterHeadquarters(page, product);
    return page;
  });

describe("an analyst at headquarters", () => {
  test("T3 signs in, picks a report suite and sees that its transaction ids are recorded", async ({ open, retailer: { product, suite } }) => {
    const page = await open(DESKTOP);
    await page.goto(`${product.url}/hq/`);
    await signInAtHeadquarters(page, product);
    await page.getByLabel("Report suite").selectOption(suite.name);
    await expectToSee(page.getByRole("heading", { name: `Data sources of ${suite.name}` }));
    await expectToSee(page.getByText("Transaction ID recording is enabled"));
  });

  test("DEC5 creates a data source, uploads a file with good, late, summary and bad rows, and reads each row's fate", async ({ page, retailer }) => {
    await orderFirst(retailer);
    await page.goto(dataSourcesOf(retailer));
    await page.getByRole("button", { name: "New data source" }).first().click();
    await page.getByRole("dialog").getByLabel("Name").fill("Store returns");
    await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Store returns" }));
    await page.locator("input[type=file]").setInputFiles(FILE);
    await expectToSee(page.getByText("4 rows read, every one accounted for"));
    expect(await fates(page)).toEqual({ "linked by transaction": "1", unlinked: "1", "summary rows": "1", rejected: "1" });
    const rejected = page.getByRole("table", { name: "Rejected rows" }).getByRole("row").nth(1);
    expect(await rejected.getByRole("cell").or(rejected.getByRole("rowheader")).allTextContents()).toEqual(
      expect.arrayContaining(["5", "Quantity", "one", "metric.not_a_number"]),
    );
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "receipt", look: DESKTOP });
  });

  test("DEC6 uploads the same file again and is told that nothing changed", async ({ page, retailer }) => {
    await orderFirst(retailer);
    await uploadReturns(retailer);
    await page.goto(dataSourcesOf(retailer));
    await page.getByRole("link", { name: "Store returns" }).click();
    await page.locator("input[type=file]").setInputFiles(FILE);
    await expectToSee(page.getByText("This file was loaded before"));
    await page.getByRole("link", { name: "See that upload" }).click();
    await expectToSee(page.getByText("4 rows read, every one accounted for"));
  });

  test("LL1 sees the late row become linked when its order arrives", async ({ page, retailer }) => {
    await orderFirst(retailer);
    await page.goto(receiptOf(retailer, await uploadReturns(retailer)));
    await expectToSee(page.getByText("4 rows read, every one accounted for"));
    expect(await fates(page)).toEqual({ "linked by transaction": "1", unlinked: "1", "summary rows": "1", rejected: "1" });
    await orderOnline(retailer, { customer: "C-2", orderId: "W-1002", campaign: "Garden party" });
    await until(async () => {
      await page.reload();
      await expectToSee(page.getByText("4 rows read, every one accounted for"));
      return (await fates(page))["linked by transaction"] === "2";
    }, "the late row was linked");
    expect(await fates(page)).toEqual({ "linked by transaction": "2", "summary rows": "1", rejected: "1" });
  });

  test("reads net revenue by campaign in the report, and it takes the return into account", async ({ page, joined }) => {
    await page.goto(dataSourcesOf(joined));
    await page.getByRole("link", { name: "Reports" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Reports" }));
    await page.getByLabel("Report suite").selectOption(joined.suite.name);
    await page.getByRole("combobox", { name: "By", exact: true }).fill("tracking");
    await page.getByRole("option", { name: "Tracking code" }).click();
    const table = page.getByRole("table", { name: /^Report/ });
    const row = table.getByRole("row", { name: /Spring letter/ });
    await expectToSee(row);
    // 2 x 49.90 + 32.50, less the returned throw.
    await expectToSee(row.getByText("€82.40"));
    await expectToSee(row.getByText("€49.90"));
    await page.getByRole("button", { name: "Add a metric" }).click();
    await page.getByRole("menuitem", { name: "Units" }).click();
    await expectToSee(table.getByRole("columnheader", { name: "Units" }));
    await expectToSee(page.locator("svg").first());
    await expectNoAxeViolations(page);
  });

  test("sees what credit for taking part leaves out, and that it adds up", async ({ page, joined }) => {
    await page.goto(reportOf(joined, { by: "campaign" }));
    await page.getByLabel("Attribution").selectOption({ label: "Every value in the visit" });
    const adds = page.getByRole("table", { name: "How these totals add up" });
    await expectToSee(adds);
    const [credited = 0, left = 0, whole = 0] = (
      await adds
        .getByRole("row", { name: /^Net revenue/ })
        .getByRole("cell")
        .allTextContents()
    ).map(amount);
    expect({ sum: Number((credited + left).toFixed(2)), isNegative: left < 0 }).toEqual({ sum: whole, isNegative: true });
    await expectNoAxeViolations(page);
  });

  test("is told that days are reversed, and when the data end", async ({ page, joined }) => {
    await page.goto(reportOf(joined, { range: "custom", from: "2026-03-31", to: "2026-03-01" }));
    await expectToSee(page.getByText("The last day lies before the first"));
    await page.getByRole("button", { name: "Swap the two days" }).click();
    await expectToSee(page.getByText("Nothing happened in this period"));
    // The next button stands where the last one was: pressed at once, it would be the second tap of a double tap.
    await page.waitForTimeout(400);
    await page
      .getByRole("button", { name: /^Show / })
      .first()
      .click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    await page.goto(reportOf(joined, { page: "50" }));
    await page.getByRole("button", { name: "To the last page" }).click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    await page.goto(`${joined.product.url}/hq/reports?suite=nobody`);
    await expectToSee(page.getByText("There is no report suite nobody"));
  });

  test("keeps the chosen report suite from page to page, also one chosen while the next page is on its way", async ({ page, joined, retailer }) => {
    const { product, suite } = retailer;
    const picker = page.getByLabel("Report suite");
    const shown = async () => await picker.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.label);
    const openPage = async (name: string) => {
      await page.getByRole("link", { name, exact: true }).click();
      await expectToSee(page.getByRole("heading", { level: 1, name }));
    };
    await page.goto(dataSourcesOf(joined));
    await page.getByRole("link", { name: "Organisation" }).click();
    await openPage("Stores");
    await page.getByRole("link", { name: "Report suites" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Quarantine" }));
    expect(await shown()).toBe(joined.suite.name);
    let go = (): void => undefined;
    const gone = new Promise<void>((resolve) => (go = resolve));
    const asked = new Promise<void>((resolve) => {
      void page.route(/\/report-page-[^/]*\.js$/, async (route) => {
        resolve();
        await gone;
        await route.continue();
      });
    });
    await page.getByRole("link", { name: "Reports" }).click();
    await asked;
    await picker.selectOption(suite.name);
    go();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Reports" }));
    expect(await shown()).toBe(suite.name);
    expect(new URL(page.url()).searchParams.get("suite")).toBe(suite.rsid);
    await openPage("Data sources");
    await expectToSee(page.getByRole("heading", { name: `Data sources of ${suite.name}` }));
    await page.goto(`${product.url}/hq/stores?suite=nobody&legalEntity=nobody`);
    await expectToSee(page.getByText("There is no legal entity nobody"));
    await openPage("Reports");
    await expectToSee(page.getByText("There is no report suite nobody"));
    await page.getByRole("main").getByRole("link", { name: joined.suite.name, exact: true }).click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    expect(await shown()).toBe(joined.suite.name);
  });

  test("U9 a shared link to a report says what of it is unknown, shows no other report, and keeps the rest", async ({ page, joined }) => {
    await page.goto(reportOf(joined, { by: "colour", range: "last14months", credit: "sessions" }));
    await expectToSee(page.getByText("This link asks for something that is not known"));
    await expectToSee(page.getByText("Dimension: colour"));
    await expectToSee(page.getByText("Period: last14months"));
    expect(await page.getByRole("table").count()).toBe(0);
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Show the report without it" }).click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    expect(await page.getByLabel("Attribution").inputValue()).toBe("sessions");
    await page.goto(`${joined.product.url}/hq/reports?suite=123`);
    await expectToSee(page.getByText("There is no report suite 123"));
  });

  test("U18 searches a report, hides Unspecified, breaks a breakdown down again and downloads what is left", async ({ page, joined }) => {
    await page.goto(reportOf(joined, { by: "product" }));
    const table = page.getByRole("table", { name: /^Report/ });
    const names = () => table.locator("tbody th").allTextContents();
    await expectToSee(table);
    expect(await names()).toEqual(expect.arrayContaining(["Linen throw", "Teapot", "Unspecified"]));
    await page.getByRole("checkbox", { name: "Hide Unspecified" }).check();
    await until(async () => !(await names()).includes("Unspecified"), "Unspecified is hidden");
    await page.getByRole("searchbox", { name: "Search in Product" }).fill("THROW linen");
    await until(async () => (await names()).join() === "Linen throw", "the name is found");
    await expectToSee(table.getByText("Total of these"));
    await expectNoAxeViolations(page);
    await page.getByRole("searchbox", { name: "Search in Product" }).fill("nobody's *");
    await expectToSee(page.getByText("No value matches"));
    expect(await page.getByRole("searchbox", { name: "Search in Product" }).evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Show all values" }).click();
    await until(async () => (await names()).includes("Teapot"), "all values are back");

    await table.getByRole("button", { name: "Break down Linen throw" }).click();
    await page.getByRole("menuitem", { name: "Break down by Tracking code" }).click();
    await table.getByRole("button", { name: "Break down Spring letter" }).click();
    await page.getByRole("menuitem", { name: "Break down by Category" }).click();
    await until(async () => (await names()).join() === "Home", "the second level is there");
    const trail = page.getByRole("navigation", { name: "Broken down inside" });
    expect((await trail.textContent())?.replaceAll("\u203a", ">")).toBe("ProductLinen throw>Tracking codeSpring letter>Category");
    await expectNoAxeViolations(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
    expect((await text(await download.createReadStream())).split("\r\n").slice(0, 2)).toEqual([
      "Product,Tracking code,Category,Visits,Orders,Net revenue,Returned",
      "Linen throw,Spring letter,Home,1,1,49.9,49.9",
    ]);
    await trail.getByRole("button", { name: "Back to Tracking code, without Spring letter" }).click();
    await until(async () => (await names()).includes("Spring letter"), "one level less");
  });

  test("U11 the table of a report is in sight on a low screen, the chart folds, limits are said, heads stay, and paper has no menus", async ({
    open,
    joined,
  }) => {
    for (const look of LOW) {
      const page = await open(look);
      await enterHeadquarters(page, joined.product);
      await page.goto(reportOf(joined, { by: "product" }));
      const row = page.getByRole("table").first().locator("tbody tr").first();
      await expectToSee(row);
      await page.waitForLoadState("networkidle");
      const seen = await row.boundingBox();
      expect((seen?.y ?? 9999) + (seen?.height ?? 0), "the first row ends").toBeLessThanOrEqual(look.size.height);
      await screenshot(page, { name: "report-low", look });
      if (look.language === "nl") continue;
      const chart = page.getByRole("button", { name: "Show the chart" });
      expect(await chart.getAttribute("aria-expanded")).toBe("false");
      await chart.click();
      await expectToSee(page.locator(".hq-chart svg"));
      await expectNoAxeViolations(page);
      await screenshot(page, { name: "report-low-chart", look });
      await page.reload();
      await expectToSee(page.getByRole("button", { name: "Hide the chart" }));
      await page.goto(reportOf(joined, { by: "daterangeday", range: "last90", metrics: "visits,visitors,orders,units,revenue,carts" }));
      await expectToSee(page.getByText("Six metrics at most. Remove one to add another."));
      const table = page.getByRole("table").first();
      await table.locator("tbody tr").last().scrollIntoViewIfNeeded();
      const [head, last] = [await table.locator("thead th").first().boundingBox(), await table.locator("tbody tr").last().boundingBox()];
      expect(Math.abs((last?.y ?? 0) - (head?.y ?? 0)), "the head is near the last row").toBeLessThan(look.size.height);
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2 * look.size.height + 400);
      await screenshot(page, { name: "report-days", look });
      await page.emulateMedia({ media: "print" });
      expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
      expect(await page.getByRole("button").evaluateAll((all) => all.filter((one) => one.checkVisibility() && !one.closest("th")).length)).toBe(0);
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--surface").trim())).toMatch(/^#fff(fff)?$/);
      await screenshot(page, { name: "report-paper", look });
    }
  });

  test("BH2 reads why a hit is in quarantine", async ({ page, retailer: { product, suite } }) => {
    const sent = await page.request.post(`${product.url}/v1/track`, {
      headers: { authorization: `Basic ${Buffer.from(`${suite.writeKey}:`).toString("base64")}` },
      data: { event: "", userId: "C-1" },
    });
    expect(sent.status()).toBe(200);
    await until(async () => {
      await page.goto(`${product.url}/hq/quarantine?suite=${suite.rsid}`);
      await page.waitForLoadState("networkidle");
      return (await page.getByText("1 hit in quarantine").count()) === 1;
    }, "the hit is in quarantine");
    await expectToSee(page.getByRole("table", { name: "Hits by reason" }).getByRole("row", { name: /It names no event/ }));
    await expectNoAxeViolations(page);
  });

  test("CY2 gives the rate that money waits for", async ({ page, retailer: { product, suite } }) => {
    const sent = await page.request.post(`${product.url}/v1/track`, {
      headers: { authorization: `Basic ${Buffer.from(`${suite.writeKey}:`).toString("base64")}` },
      data: { event: "Order Completed", userId: "C-1", timestamp: "2026-11-20T10:00:00Z", properties: { order_id: "D-1", revenue: 100, currency: "USD" } },
    });
    expect(sent.status()).toBe(200);
    await until(async () => {
      await page.goto(`${product.url}/hq/quarantine?suite=${suite.rsid}`);
      await page.waitForLoadState("networkidle");
      return (await page.getByText("Money of 1 hit waits for a rate").count()) > 0;
    }, "the money waits");
    await expectToSee(page.getByRole("row", { name: /US\$100\.00|\$100\.00/ }));
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: /^Give rate of USD on/ }).click();
    const rate = page.getByRole("textbox", { name: "What 1 USD was worth in EUR" });
    await rate.fill("0,85");
    await page.getByRole("button", { name: "Convert" }).click();
    await expectToSee(page.getByText("Give a decimal above 0 with a point, such as 0.8534.").last());
    await expectNoAxeViolations(page);
    // Somebody else is first, with another rate.
    await product.call(putCurrencyRates, { params: { rsid: suite.rsid }, body: { rates: [{ day: "2026-11-20", from: "USD", to: "EUR", rate: "0.85" }] } });
    const given = async () => (await product.call(getCurrencyRates, { params: { rsid: suite.rsid } })).rates[0];
    await until(async () => (await given())?.used === true, "the money is converted");
    await rate.fill("0.86");
    await page.getByRole("button", { name: "Convert" }).click();
    await expectToSee(page.getByText("This field: was 0.85 when amounts were converted."));
    expect(await rate.getAttribute("aria-invalid")).toBe("true");
    expect(await rate.evaluate((field) => field === document.activeElement)).toBe(true);
    await expectNoAxeViolations(page);
    await rate.fill("0.85");
    await page.getByRole("button", { name: "Convert" }).click();
    await expectToSee(page.getByText("No hit is in quarantine"));
    const { rates } = await product.call(getCurrencyRates, { params: { rsid: suite.rsid } });
    expect(rates).toEqual([{ day: "2026-11-20", from: "USD", to: "EUR", rate: "0.85", used: true }]);
  });

  test("OA8 reads which hits came late, and where they count", async ({ page, open, retailer: { product, suite } }) => {
    const send = async (name: string, minutes: number) => {
      const sent = await page.request.post(`${product.url}/v1/page`, {
        headers: { authorization: `Basic ${Buffer.from(`${suite.writeKey}:`).toString("base64")}` },
        data: { name, userId: "C-1", timestamp: new Date(Date.now() + minutes * 60_000).toISOString() },
      });
      expect(sent.status()).toBe(200);
      await until(async () => (await product.call(getProcessing, { params: { rsid: suite.rsid } })).backlog === 0, "the hit is in reports");
    };
    await send("Newest", -1);
    await send("Of its visit", -5);
    await send("Of an older visit", -90);
    await page.goto(`${product.url}/hq/quarantine?suite=${suite.rsid}`);
    await expectToSee(page.getByText("2 hits came late"));
    const where = page.getByRole("table", { name: "2 hits came late" });
    await expectToSee(where.getByRole("row", { name: /In the visit they belong to.* 1$/ }));
    await expectToSee(where.getByRole("row", { name: /In an older visit.* 1$/ }));
    await expectToSee(page.getByText("this report suite waits 1 second", { exact: false }));
    await expectNoAxeViolations(page);
    for (const look of looksOf("hq")) {
      const seen = await open(look);
      await enterHeadquarters(seen, product);
      await seen.goto(`${product.url}/hq/quarantine?suite=${suite.rsid}`);
      await expectToSee(seen.getByRole("table").first());
      await expectNoAxeViolations(seen);
      await screenshot(seen, { name: "came-late", look });
    }
  });

  test("T3 is asked before recording stops, can keep it, stops it and starts it again", async ({ page, retailer }) => {
    const { product, suite } = retailer;
    const recorded = async (transactionId: string) => {
      await orderOnline(retailer, { customer: "C-1", orderId: transactionId, campaign: "Spring letter" });
      return (await product.call(getTransaction, { params: { rsid: suite.rsid, transactionId } })).state;
    };
    const recording = page.getByRole("switch", { name: "Record transaction ids" });
    await page.goto(dataSourcesOf(retailer));
    await recording.click();
    await page.getByRole("button", { name: "Keep recording" }).click();
    await expectToSee(page.getByText("Transaction ID recording is enabled"));
    expect(await recorded("W-KEPT")).toBe("recorded");

    await recording.click();
    await page.getByRole("button", { name: "Stop recording" }).click();
    await expectToSee(page.getByText("Transaction ID recording is disabled"));
    await expectToSee(page.getByText("Transaction ids that arrive now are not kept, and can never be joined later."));
    await page.reload();
    await expectToSee(page.getByText("Transaction ID recording is disabled"));
    await expectNoAxeViolations(page);
    expect(await recorded("W-LOST")).toBe("unknown");

    await recording.click();
    await expectToSee(page.getByText("Transaction ID recording is enabled"));
    expect(await recorded("W-AGAIN")).toBe("recorded");
  });

  test("undoes the upload", async ({ page, retailer }) => {
    await orderFirst(retailer);
    const { receipt } = await uploadReturns(retailer);
    await page.goto(dataSourcesOf(retailer));
    await page.getByRole("link", { name: "Store returns" }).click();
    await page.getByRole("link", { name: "returns.txt" }).last().click();
    await page.getByRole("button", { name: "Undo upload" }).click();
    await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "Undo upload" }).click();
    await expectToSee(page.getByText(/This upload was undone/));
    expect((await retailer.product.call(getReceipt, { params: { jobId: receipt.jobId } })).status).toBe("deleted");
  });
});

describe("every screen of headquarters", () => {
  test.for(looksOf("hq"))("has no axe violations and fits in $theme and $language", async (look, { open, joined: { product, suite, legalEntity } }) => {
    const page = await open(look);
    await enterHeadquarters(page, product);
    for (const [name, path] of [
      ["data-sources", "/hq/data-sources"],
      ["reports", "/hq/reports"],
      ["quarantine", "/hq/quarantine"],
      ["stores", "/hq/stores"],
    ] as const) {
      await page.goto(`${product.url}${path}?suite=${suite.rsid}&legalEntity=${legalEntity}`);
      await expectToSee(page.getByRole("heading", { level: 1 }));
      await page.waitForLoadState("networkidle");
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} scrolls sideways`).toBeLessThanOrEqual(look.size.width);
      await screenshot(page, { name, look });
    }
  });
});

async function orderFirst(retailer: Retailer): Promise<void> {
  await orderOnline(retailer, { customer: "C-1", orderId: "W-1001", campaign: "Spring letter" });
}

async function uploadReturns(retailer: Retailer): Promise<Upload> {
  return await uploadRows(retailer, { type: "transactionid", source: "Store returns", filename: FILE.name, rows: ROWS });
}

function dataSourcesOf({ product, suite }: Retailer): string {
  return `${product.url}/hq/data-sources?suite=${suite.rsid}`;
}

function receiptOf({ product, suite }: Retailer, { dataSourceId, receipt }: Upload): string {
  return `${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}/uploads/${receipt.jobId}`;
}

function reportOf({ product, suite }: Retailer, search: Record<string, string>): string {
  return `${product.url}/hq/reports?${new URLSearchParams({ suite: suite.rsid, ...search })}`;
}

/** `−€49.90` as a number. */
function amount(text: string): number {
  return Number(text.replace("\u2212", "-").replaceAll(/[^\d.-]/g, ""));
}

/** The receipt's table: fate to number of rows. */
async function fates(page: Page): Promise<Record<string, string>> {
  const rows = await page.getByRole("table", { name: "What happened to the rows" }).locator("tbody tr").all();
  const entries = await Promise.all(
    rows.map(async (row) => [((await row.locator("th").textContent()) ?? "").trim(), ((await row.locator("td").first().textContent()) ?? "").trim()] as const),
  );
  return Object.fromEntries(entries);
}
