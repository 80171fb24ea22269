import type { Locator } from "playwright-core";

const PATIENCE_MS = 15_000;

/** Fails when the element does not become visible in time. */
export async function expectToSee(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: "visible", timeout: PATIENCE_MS });
}
