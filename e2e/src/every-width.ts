import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectNoAxeViolations } from "./axe.ts";
import { type Look, screenshot } from "./screenshots.ts";

const WIDTHS = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const;

/** At every width of headquarters nothing is wider than the page, and there is a picture. axe looks at all widths, or at those that are named. */
export async function expectReadableAtEveryWidth(
  page: Page,
  { name, look, axeAt = WIDTHS.map(([width]) => width) }: { name: string; look: Look; axeAt?: readonly number[] },
): Promise<void> {
  for (const [width, height] of WIDTHS) {
    await page.setViewportSize({ width, height });
    if (axeAt.includes(width)) await expectNoAxeViolations(page);
    const isWithin = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect([page.url(), width, isWithin]).toEqual([page.url(), width, true]);
    await screenshot(page, { name, look: { ...look, size: { width, height } } });
  }
}
