import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Fails with every violation of WCAG 2.2 level A and AA on the page as it stands: rule, what it says, where. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(LEVELS).analyze();
  const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
  expect(found, [page.url(), ...found].join("\n")).toEqual([]);
  // A blank page has no violations either.
  expect(passes.length, `rules that found something to check on ${page.url()}`).toBeGreaterThan(0);
}
