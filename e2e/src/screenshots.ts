import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";

export type App = "pos" | "hq";
export type Theme = "light" | "dark";
export type Language = "en" | "nl";

export interface Look {
  readonly app: App;
  readonly theme: Theme;
  readonly language: Language;
  readonly size: { readonly width: number; readonly height: number };
  /** The device's time zone; Amsterdam by default. */
  readonly timeZone?: string;
}

const SIZES = {
  pos: [
    { width: 1024, height: 768 },
    { width: 390, height: 844 },
  ],
  hq: [
    { width: 1440, height: 900 },
    { width: 1024, height: 768 },
  ],
} as const;

/**
 * The looks in which a screen is tried. With `RAPPORT_TEST_LOOKS=all` each size, theme and language with each other. Otherwise some of
 * these: each size, each theme and each language, and at the POS any two of them together.
 */
export function looksOf(app: App): Look[] {
  const all = SIZES[app].flatMap((size, sizeAt) =>
    (["light", "dark"] as const).flatMap((theme, themeAt) =>
      (["en", "nl"] as const).map((language, languageAt) => ({ look: { app, theme, language, size }, at: sizeAt + themeAt + languageAt })),
    ),
  );
  const isTried = (at: number) => triesAllLooks || (app === "pos" ? at % 2 === 0 : at % 3 === 0);
  return all.filter(({ at }) => isTried(at)).map(({ look }) => look);
}
export const triesAllLooks = process.env["RAPPORT_TEST_LOOKS"] === "all";

/** A new browser context with that look: the theme and the language for which a new device asks. */
export function contextFor(browser: Browser, look: Look): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { ...look.size },
    colorScheme: look.theme,
    locale: look.language === "nl" ? "nl-NL" : "en-GB",
    timezoneId: look.timeZone ?? "Europe/Amsterdam",
    reducedMotion: "reduce",
    hasTouch: look.app === "pos",
  });
}

/** Writes `e2e/screenshots/<app>/<name>-<width>-<theme>-<language>.png`, which git ignores, and returns its path. */
export async function screenshot(page: Page, { name, look }: { name: string; look: Look }): Promise<string> {
  const folder = fileURLToPath(new URL(`../screenshots/${look.app}`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}-${look.size.width}-${look.theme}-${look.language}.png`);
  await page.screenshot({ path });
  return path;
}
