import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Fails with every violation of WCAG 2.2 level A and AA on the page: the rule, its text, and the place.
 * Run in the page itself: the engine's own package for Playwright opens a second page for each look, to join the results of frames.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  expect(page.frames().length, `frames of ${page.url()}, of which only the first is looked at`).toBe(1);
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(
    // One place is enough for a rule that passes. Naming all places takes as long as finding violations.
    async (levels) => await window.axe.run(document, { runOnly: levels, resultTypes: ["violations"] }),
    LEVELS,
  );
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
  expect(found, [page.url(), ...found].join("\n")).toEqual([]);
  // A blank page would have no violations either.
  expect(passes.length, `rules that found something to check on ${page.url()}`).toBeGreaterThan(0);
}
