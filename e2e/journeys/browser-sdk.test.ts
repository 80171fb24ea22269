import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as wait } from "node:timers/promises";
import { runReport } from "@rapport/contract/reporting";
import { getProcessing } from "@rapport/contract/report-suites";
import type { AnalyticsBrowser } from "@segment/analytics-next";
import type { Browser, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { type Retailer, test, until } from "../src/index.ts";

/** A shop with the browser SDK as its package ships it. The SDK sends each call at once, in parallel with others. */
const SDK = readFileSync(createRequire(import.meta.url).resolve("@segment/analytics-next/dist/umd/index.js"), "utf8");
const JITTER_MS = 60;
const VISITORS = 25;
const CAMPAIGN = "?utm_campaign=spring&utm_source=newsletter&utm_medium=email";

declare global {
  interface Window {
    AnalyticsNext: { AnalyticsBrowser: typeof AnalyticsBrowser };
    analytics: AnalyticsBrowser;
  }
}

describe("a browser sends its hits in parallel", () => {
  test("D2 a real browser SDK with 0 to 60 ms jitter: 25 visitors are 25 visits, and each order has its campaign", async ({ browser, retailer }) => {
    for (let visitor = 1; visitor <= VISITORS; visitor++) {
      await visiting({ browser, retailer, delayMs: () => Math.random() * JITTER_MS }, async ({ page, answered }) => {
        await page.evaluate((order) => {
          const { analytics } = window;
          void analytics.page("Home");
          void analytics.track("Banner Seen");
          void analytics.track("Product Viewed", { name: "Teapot", price: 32.5 });
          void analytics.track("Order Completed", { order_id: order, revenue: 32.5, products: [{ name: "Teapot", quantity: 1, price: 32.5 }] });
        }, `SDK-${visitor}`);
        await answered(4);
      });
    }
    expect(await campaigns(retailer)).toEqual({ spring: { visits: VISITORS, visitors: VISITORS, orders: VISITORS } });
  });

  test("D2 a track call is stored before the page with the campaign: one visit, and the order has the campaign", async ({ browser, retailer }) => {
    const delayMs = (call: string) => (call === "p" ? 300 : 0);
    await visiting({ browser, retailer, delayMs }, async ({ page, answered }) => {
      await page.evaluate(async () => {
        void window.analytics.page("Home");
        await new Promise((resolve) => setTimeout(resolve, 20));
        void window.analytics.track("Banner Seen");
        void window.analytics.track("Order Completed", { order_id: "SDK-A", revenue: 5, products: [{ name: "Teapot", quantity: 1, price: 5 }] });
      });
      expect(await answered(3)).toEqual(["t", "t", "p"]);
    });
    expect(await campaigns(retailer)).toEqual({ spring: { visits: 1, visitors: 1, orders: 1 } });
  });

  test("D2 one live page, then five earlier ones that a queue held back: one visit", async ({ browser, retailer }) => {
    await visiting({ browser, retailer, delayMs: () => 0 }, async ({ page, answered }) => {
      await page.evaluate(() => void window.analytics.page("Live"));
      await answered(1);
      // Longer than the window, so the live page is processed before they come.
      await processed(retailer);
      await page.evaluate(() => {
        for (let minute = 1; minute <= 5; minute++) void window.analytics.page(`Queued ${minute}`, {}, { timestamp: new Date(Date.now() - minute * 60_000) });
      });
      await answered(6);
    });
    expect(await campaigns(retailer)).toEqual({ spring: { visits: 1, visitors: 1, orders: 0 } });
  });
});

interface Visit {
  readonly page: Page;
  /** Resolves when this many calls were answered 200, with the calls in the order of their answers. */
  answered(count: number): Promise<string[]>;
}

/** A new visitor on a page of the shop, whose calls reach the product with a delay. */
async function visiting(
  { browser, retailer, delayMs }: { browser: Browser; retailer: Retailer; delayMs: (call: string) => number },
  visit: (given: Visit) => Promise<void>,
): Promise<void> {
  const { product, suite } = retailer;
  const context = await browser.newContext();
  try {
    const shop = `${product.url}/shop${CAMPAIGN}`;
    const calls: string[] = [];
    await context.route(shop, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Shop</title><h1>Shop</h1>" }));
    await context.route("**/v1/*", async (route) => {
      const call = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
      await wait(delayMs(call));
      const response = await route.fetch();
      expect(response.status()).toBe(200);
      calls.push(call);
      await route.fulfill({ response });
    });
    const page = await context.newPage();
    await page.goto(shop);
    await page.addScriptTag({ content: SDK });
    await page.evaluate(
      ({ writeKey, host }) => {
        const integrations = { "Segment.io": { apiKey: writeKey, apiHost: `${host}/v1`, protocol: "http" } };
        window.analytics = window.AnalyticsNext.AnalyticsBrowser.load({ writeKey, cdnSettings: { integrations } });
      },
      { writeKey: suite.writeKey, host: new URL(product.url).host },
    );
    const answered = async (count: number): Promise<string[]> => {
      await until(() => Promise.resolve(calls.length >= count), `${count} calls were answered`);
      return calls;
    };
    await visit({ page, answered });
  } finally {
    await context.close();
  }
}

async function processed({ product, suite }: Retailer): Promise<void> {
  await until(async () => (await product.call(getProcessing, { params: { rsid: suite.rsid } })).backlog === 0, "every hit is in reports");
}

async function campaigns(retailer: Retailer): Promise<Record<string, Record<string, number>>> {
  await processed(retailer);
  const metrics = ["visits", "visitors", "orders"];
  const { rows } = await retailer.product.call(runReport, {
    params: { company: "rapport" },
    body: {
      rsid: retailer.suite.rsid,
      dimension: "variables/campaign",
      globalFilters: [{ type: "dateRange", dateRange: "2020-01-01T00:00/2100-01-01T00:00" }],
      metricContainer: { metrics: metrics.map((metric, column) => ({ id: `metrics/${metric}`, columnId: String(column) })) },
    },
  });
  return Object.fromEntries(rows.map(({ value, data }) => [value, Object.fromEntries(metrics.map((metric, column) => [metric, data[column] ?? 0]))]));
}
