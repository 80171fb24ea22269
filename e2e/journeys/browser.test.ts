import { expect, test } from "vitest";
import { expectNoAxeViolations, launchBrowser } from "../src/index.ts";

test("the browser outlives a page that closes, and the accessibility check reports a planted violation", async () => {
  const browser = await launchBrowser();
  try {
    const first = await browser.newPage();
    await first.close();
    const page = await (await browser.newContext()).newPage();
    await page.setContent(`<html lang="en"><head><title>Planted</title></head><body><main><h1>Planted</h1><img src="data:,"></main></body></html>`);
    await expect(expectNoAxeViolations(page)).rejects.toThrow("image-alt");
    expect((await page.getByRole("heading").boundingBox())?.width).toBeGreaterThan(10);
  } finally {
    await browser.close();
  }
});
