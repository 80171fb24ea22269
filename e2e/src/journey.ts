import { chromium, type Page } from "playwright-core";
import { inject, test as base } from "vitest";
import { productAt } from "./product.ts";
import { contextFor, type Look } from "./screenshots.ts";
import { makeRetailer } from "./small-retailer.ts";

/**
 * Journeys do not depend on each other. Each has a retailer and pages of its own, in the product and the browser that the run shares.
 * A file whose tests only read may make one retailer for all of them: `test.extend("shop", { scope: "file" }, ...)`.
 */
export const test = base
  .extend("product", { scope: "file" }, () => productAt(inject("product")))
  .extend("browser", { scope: "file" }, async ({}, { onCleanup }) => {
    const browser = await chromium.connect(inject("browser"));
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("retailer", async ({ product }) => await makeRetailer(product))
  /** Opens a page in a context of its own, which is closed after the test. */
  .extend("open", ({ browser }, { onCleanup }) => {
    const pages: Page[] = [];
    onCleanup(async () => {
      await Promise.all(pages.map((page) => page.context().close()));
    });
    return async (look: Look, { streams }: { readonly streams?: true } = {}) => {
      const context = await contextFor(browser, look);
      // A stream without an end would keep the network from ever being idle. Without it a register asks.
      if (streams !== true) await context.route("**/api/pos/snapshot/events", async (route) => await route.fulfill({ status: 204 }));
      const page = await context.newPage();
      pages.push(page);
      return page;
    };
  });
