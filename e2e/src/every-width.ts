import type { Page } from "playwright-core";
import { expect } from "vitest";
import { expectNoAxeViolations } from "./axe.ts";
import { type Look, screenshot, triesAllLooks } from "./screenshots.ts";

const WIDTHS = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const;

/** The looks of headquarters for a journey that tries every width by itself. */
export function looksAtEveryWidth(): Look[] {
  const size = { width: 1440, height: 900 };
  const looks = (["light", "dark"] as const).flatMap((theme) => (["en", "nl"] as const).map((language) => ({ app: "hq" as const, theme, language, size })));
  return looks.filter(({ theme, language }) => triesAllLooks || (theme === "light") === (language === "en"));
}

const widthsOf = ({ theme }: Look) => WIDTHS.map(([width]) => width).filter((width) => width > 390 || theme === "light" || triesAllLooks);

/**
 * At every width of headquarters nothing is wider than the page, and there is a picture. axe looks at all widths, or at those that are named; in the dark
 * at the narrowest one only where all looks are tried.
 */
export async function expectReadableAtEveryWidth(
  page: Page,
  { name, look, axeAt = widthsOf(look) }: { name: string; look: Look; axeAt?: readonly number[] },
): Promise<void> {
  for (const [width, height] of WIDTHS) {
    await page.setViewportSize({ width, height });
    if (axeAt.includes(width)) await expectNoAxeViolations(page);
    const isWithin = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect([page.url(), width, isWithin]).toEqual([page.url(), width, true]);
    await screenshot(page, { name, look: { ...look, size: { width, height } } });
  }
}
