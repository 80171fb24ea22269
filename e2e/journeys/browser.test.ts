import { expect } from "vitest";
import { expectNoAxeViolations, test } from "../src/index.ts";

test("the browser survives a page that closes, and the accessibility check reports a planted violation", async ({ browser }) => {
  const first = await browser.newPage();
  await first.close();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.setContent(`<html lang="en"><head><title>Planted</title></head><body><main><h1>Planted</h1><img src="data:,"></main></body></html>`);
    await expect(expectNoAxeViolations(page)).rejects.toThrow("image-alt");
    expect((await page.getByRole("heading").boundingBox())?.width).toBeGreaterThan(10);
  } finally {
    await context.close();
  }
});
