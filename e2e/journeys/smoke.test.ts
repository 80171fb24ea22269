import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contextFor, expectNoAxeViolations, expectToSee, launchBrowser, looksOf, type Product, screenshot, startProduct } from "../src/index.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

describe.each(["pos", "hq"] as const)("the %s app of an empty product", (app) => {
  test.each(looksOf(app))("opens at its sign-in in $theme and $language at $size.width, without axe violations or errors on the console", async (look) => {
    const context = await contextFor(browser, look);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // The browser itself reports "nobody is signed in" as a failed request.
      if (message.type() === "error" && !message.text().includes("401")) complaints.push(message.text());
    });
    await page.goto(`${product.url}/${app}/`);
    await expectToSee(page.getByRole("heading", { level: 1 }));
    await expectToSee(page.getByRole("button").first());
    // Nobody was signed in on this new device, so no session can have ended.
    expect(page.url()).not.toContain("expired");
    expect(await page.locator("html").getAttribute("lang")).toBe(look.language);
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "sign-in", look });
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test.each(looksOf("pos"))("the first page leads to both apps in $theme and $language at $size.width, without axe violations", async (look) => {
  const context = await contextFor(browser, look);
  const page = await context.newPage();
  await page.goto(`${product.url}/`);
  for (const door of look.language === "en" ? ["Shop floor", "Headquarters", "API reference"] : ["Winkelvloer", "Hoofdkantoor", "API-beschrijving"])
    await expectToSee(page.getByRole("link", { name: door }));
  // The apps' own paper, not a browser's white or black.
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(look.theme === "light" ? "rgb(250, 248, 245)" : "rgb(20, 18, 16)");
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
  await context.close();
});
