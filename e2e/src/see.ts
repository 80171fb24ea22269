import type { Locator } from "playwright-core";

const PATIENCE_MS = 15_000;

/** Fails when what is described does not come to be visible on the page in good time. */
export async function expectToSee(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: "visible", timeout: PATIENCE_MS });
}
