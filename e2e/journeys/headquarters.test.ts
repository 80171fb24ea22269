import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import {
  enterHeadquarters,
  expectNoAxeViolations,
  expectReadableAtEveryWidth,
  expectToSee,
  looksOf,
  orderOnline,
  type Retailer,
  screenshot,
  signInAtHeadquarters,
  type Upload,
  until,
} from "../src/index.ts";
import { dataSourcesOf, DESKTOP, FILE, orderFirst, test, uploadReturns } from "./headquarters.fixture.ts";
import { getReceipt } from "@rapport/contract/data-sources";
import { getCurrencyRates, putCurrencyRates, getProcessing, getTransaction } from "@rapport/contract/report-suites";

describe("an analyst at headquarters", () => {
  test("T3 signs in, picks a report suite and sees that its transaction ids are recorded", async ({ open, retailer: { product, suite } }) => {
    const page = await open(DESKTOP);
    await page.goto(`${product.url}/hq/`);
    await signInAtHeadquarters(page, product);
    await expectToSee(page.getByRole("heading", { level: 1, name: "Home" }));
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Data sources" }).click();
    await page.getByLabel("Report suite").selectOption(suite.name);
    await expectToSee(page.getByRole("heading", { name: `Data sources of ${suite.name}` }));
    await expectToSee(page.getByText("Transaction ID recording is enabled"));
  });

  test("DEC5 creates a data source, uploads a file with good, late, summary and bad rows, and reads each row's fate; FU14 every row is there with what it took", async ({
    page,
    retailer,
  }) => {
    await orderFirst(retailer);
    await page.goto(dataSourcesOf(retailer));
    await page.getByRole("link", { name: "New data source" }).first().click();
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Store returns");
    for (const step of ["Metrics", "Dimensions", "Summary"]) {
      await page.getByRole("button", { name: "Next" }).click();
      await expectToSee(page.getByRole("heading", { name: step }));
    }
    await page.getByRole("button", { name: "Create the source" }).click();
    // Its password for SFTP stands in this answer alone.
    await page.getByRole("dialog").getByRole("button", { name: "I have saved it" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Template and sending" }));
    await page.getByRole("link", { name: "Store returns" }).first().click();
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

    // FU14: from a fate to its rows, to all of them, and to what one row took from its order.
    await page.getByRole("table", { name: "What happened to the rows" }).getByRole("link", { name: "rejected" }).click();
    const rows = page.getByRole("table", { name: "Rows of returns.txt" });
    await expectToSee(rows.getByRole("rowheader", { name: "5", exact: true }));
    expect(await rows.locator("tbody tr").count()).toBe(1);
    await page.getByRole("button", { name: "Show all" }).click();
    await expectToSee(page.getByText("4 of 4 rows"));
    await expect.poll(() => page.getByRole("button", { name: "Show all" }).count()).toBe(0);
    await expectNoAxeViolations(page);
    await expectReadableAtEveryWidth(page, { name: "upload-rows", look: DESKTOP, axeAt: [] });
    await page.setViewportSize(DESKTOP.size);
    await page.getByRole("button", { name: "Details of line 2" }).click();
    const details = page.getByRole("dialog", { name: "Line 2" });
    await expectToSee(details.getByText("Spring letter"));
    await expectToSee(details.getByText("Order W-1001 was placed", { exact: false }));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "upload-row", look: DESKTOP });
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
    // Somebody else has given another rate meanwhile.
    await product.call(putCurrencyRates, { params: { rsid: suite.rsid }, body: { rates: [{ day: "2026-11-20", from: "USD", to: "EUR", rate: "0.85" }] } });
    const given = async () => (await product.call(getCurrencyRates, { params: { rsid: suite.rsid } })).rates[0];
    await until(async () => (await given())?.used === true, "the money is converted");
    await rate.fill("0.86");
    await page.getByRole("button", { name: "Convert" }).click();
    await expectToSee(page.getByText("This was 0.85 when amounts were converted."));
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

  test("T3 is asked before recording stops, can decline, and then stops and starts it", async ({ page, retailer }) => {
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
      ["file-log", "/hq/data-sources/files"],
      ["data-source-new", "/hq/data-sources/new"],
      ["reports", "/hq/reports"],
      ["quarantine", "/hq/quarantine"],
      ["report-suites", "/hq/report-suites"],
      ["report-suite-new", "/hq/report-suites/new"],
      ["suite-settings", "/hq/suite-settings"],
      ["suite-variables", "/hq/suite-variables"],
      ["webhooks", "/hq/webhooks"],
      ["file-log", "/hq/data-sources/files"],
      ["stores", "/hq/stores"],
      ["screen-layouts", "/hq/screen-layouts"],
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

function receiptOf({ product, suite }: Retailer, { dataSourceId, receipt }: Upload): string {
  return `${product.url}/hq/data-sources/${suite.rsid}/${dataSourceId}/uploads/${receipt.jobId}`;
}

/** The receipt's table as number of rows by fate. */
async function fates(page: Page): Promise<Record<string, string>> {
  const rows = await page.getByRole("table", { name: "What happened to the rows" }).locator("tbody tr").all();
  const entries = await Promise.all(
    rows.map(async (row) => [((await row.locator("th").textContent()) ?? "").trim(), ((await row.locator("td").first().textContent()) ?? "").trim()] as const),
  );
  return Object.fromEntries(entries);
}
