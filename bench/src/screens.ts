import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { browserToLaunch } from "@rapport/e2e/browser";
import { chromium, type Browser, type Page } from "playwright-core";
import { ASSOCIATE, LONG, makeRetailer, signIn } from "./book/retailer.ts";
import { median, quantile, type Figure } from "./figures.ts";
import { startProduct, type Product } from "./product.ts";

const SLOWER = 4;
const AIM_FIRST_LOAD_KB = 220;
const AIM_FIRST_CARD_MS = 1_000;
const AIM_INTERACTION_MS = 100;
const OPENED = 5;
const SCROLL_SECONDS = 10;
const PX_A_FRAME = 60;
const POS = fileURLToPath(new URL("../../apps/pos/dist", import.meta.url));
const SIZES = [
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;

declare global {
  interface Window {
    /** What the page measures of itself. */
    measured: { firstCard: number | null; interactions: number[]; longTasks: number[]; frames: number[] };
  }
}

/** What an associate waits for at the POS with a book of 20,000 clients, in a real Chromium with the processor four times as slow. */
export async function benchScreens(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  // PostgreSQL never runs as root. When we are root, its own account must be able to enter.
  chmodSync(dataDir, 0o755);
  try {
    await makeRetailer(dataDir, { customers: 2 * LONG, books: 0 });
    const product = await startProduct(dataDir);
    const browser = await chromium.launch(browserToLaunch());
    try {
      const cookie = await signIn(product, { register: "1", operatorId: ASSOCIATE });
      const figures: Figure[] = [firstLoad()];
      for (const size of SIZES) figures.push(...(await atSize({ product, browser, cookie, size })));
      return figures;
    } finally {
      await browser.close();
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Scripts and styles that the document names, which are all that it waits for. */
function firstLoad(): Figure {
  const html = readFileSync(join(POS, "index.html"), "utf8");
  const files = [...html.matchAll(/(?:src|href)="\/pos\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file = ""]) => file);
  const kb = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(POS, file))).length, 0) / 1_000;
  return {
    name: "the POS's first load, gzipped",
    value: kb,
    unit: "kB",
    aim: `at most ${AIM_FIRST_LOAD_KB} kB`,
    met: files.length > 0 && kb <= AIM_FIRST_LOAD_KB,
  };
}

interface At {
  readonly product: Product;
  readonly browser: Browser;
  readonly cookie: string;
  readonly size: (typeof SIZES)[number];
}

async function atSize({ product, browser, cookie, size }: At): Promise<Figure[]> {
  const where = `at ${size.width}x${size.height}`;
  const context = async () => {
    const opened = await browser.newContext({ viewport: size, locale: "en-GB", hasTouch: true });
    const cookies = cookie.split("; ").map((pair) => ({ name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1) }));
    await opened.addCookies(cookies.map((one) => ({ ...one, url: product.url, httpOnly: true, sameSite: "Strict" as const })));
    // The runner of this program names functions by a function of its own, which pages lack.
    await opened.addInitScript({ content: "globalThis.__name = (named) => named;" });
    await opened.addInitScript(measureItself);
    const page = await opened.newPage();
    await (await opened.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    return page;
  };
  const open = async (page: Page) => {
    await page.goto(`${product.url}/pos/client-book`);
    await page.waitForFunction(() => window.measured.firstCard !== null);
    return await page.evaluate(() => window.measured.firstCard ?? Number.NaN);
  };
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let n = 0; n < OPENED; n++) {
    const page = await context();
    cold.push(await open(page));
    warm.push(await open(page));
    await page.context().close();
  }
  const page = await context();
  await open(page);
  await page.waitForTimeout(2_000);
  const typed = await typing(page);
  const scrolled = await scrolling(page);
  const end = await toTheEnd(page);
  const interactions = await interacting(page, size);
  await page.context().close();
  const figure = (name: string, value: number, aim: number, unit = "ms"): Figure => ({
    name: `${name}, ${where}`,
    value,
    unit,
    aim: `at most ${aim} ${unit}`,
    met: value <= aim,
  });
  return [
    figure("first card, first visit", median(cold), AIM_FIRST_CARD_MS),
    figure("first card, later visits", median(warm), AIM_FIRST_CARD_MS),
    { name: `a keyword narrows the list, after the last key, ${where}`, value: typed, unit: "ms" },
    { name: `scrolling, frames later than 25 ms, ${where}`, value: scrolled.lateShare * 100, unit: "%" },
    { name: `scrolling, slowest frame, ${where}`, value: scrolled.slowestMs, unit: "ms" },
    { name: `scrolling, long tasks in ${SCROLL_SECONDS} s, ${where}`, value: scrolled.longMs, unit: "ms" },
    { name: `from the first client to the last, until the card shows, ${where}`, value: end, unit: "ms" },
    figure("interaction to next paint, the slowest", Math.max(...interactions), AIM_INTERACTION_MS),
    { name: `interaction to next paint, p75, ${where}`, value: quantile(interactions, 0.75), unit: "ms" },
  ];
}

/** Runs in the page before everything else. */
function measureItself(): void {
  window.measured = { firstCard: null, interactions: [], longTasks: [], frames: [] };
  const watch = new MutationObserver(() => {
    if (document.querySelector(".client-card-link") === null) return;
    watch.disconnect();
    requestAnimationFrame(() => (window.measured.firstCard = performance.now()));
  });
  watch.observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if ((entry as PerformanceEventTiming).interactionId > 0) window.measured.interactions.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  new PerformanceObserver((list) => window.measured.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
    buffered: true,
  });
}

/** From the last key to the narrowed list. */
async function typing(page: Page): Promise<number> {
  const took: number[] = [];
  for (const keyword of ["jan", "mar", "dol"]) {
    const before = await page.locator(".page-head output").textContent();
    await page.getByRole("searchbox").first().pressSequentially(keyword, { delay: 60 });
    const from = performance.now();
    await page.waitForFunction((text) => {
      const now = document.querySelector(".page-head output")?.textContent;
      return now !== text && document.querySelector('.book-results[aria-busy="true"]') === null;
    }, before);
    took.push(performance.now() - from);
    await page.getByRole("searchbox").first().fill("");
    await page.waitForFunction((text) => document.querySelector(".page-head output")?.textContent === text, before);
  }
  return median(took);
}

async function scrolling(page: Page) {
  const { frames, longTasks } = await page.evaluate(
    async ({ seconds, px }) => {
      window.measured.longTasks = [];
      const times: number[] = [];
      const until = performance.now() + seconds * 1_000;
      await new Promise<void>((resolve) => {
        let last = performance.now();
        const step = (now: number) => {
          times.push(now - last);
          last = now;
          scrollBy({ top: px, behavior: "instant" });
          if (now < until) requestAnimationFrame(step);
          else resolve();
        };
        requestAnimationFrame(step);
      });
      return { frames: times, longTasks: window.measured.longTasks };
    },
    { seconds: SCROLL_SECONDS, px: PX_A_FRAME },
  );
  return {
    lateShare: frames.filter((ms) => ms > 25).length / frames.length,
    slowestMs: Math.max(...frames),
    longMs: longTasks.reduce((sum, ms) => sum + ms, 0),
  };
}

/** To the end of the whole list, until its last card is there. */
async function toTheEnd(page: Page): Promise<number> {
  const from = performance.now();
  await page.waitForFunction((clients) => {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
    return document.querySelector(`[aria-posinset="${clients}"] .client-card-link`) !== null;
  }, LONG);
  return performance.now() - from;
}

/** Taps and keys of an ordinary minute; each is one interaction. */
async function interacting(page: Page, { width }: { width: number }): Promise<number[]> {
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await page.waitForTimeout(1_000);
  await page.evaluate(() => (window.measured.interactions = []));
  const tap = async (name: string | RegExp, role: "button" | "menuitemradio" = "button") => {
    await page.getByRole(role, { name }).first().click();
    await page.waitForTimeout(400);
  };
  await tap("Select");
  for (let n = 0; n < 4; n++) {
    await page.locator(".card-choice").nth(n).click();
    await page.waitForTimeout(300);
  }
  await tap(/^Select all/);
  await tap("Cancel");
  await tap(/^Sorted by/);
  await tap("Compact", "menuitemradio");
  await tap(/^Sorted by/);
  await tap("Cards", "menuitemradio");
  if (width < 800) await tap("Filters");
  await page
    .getByRole("button", { name: /^Shoes/ })
    .first()
    .click();
  await page.waitForTimeout(1_000);
  if (width < 800) await tap(/^Show [\d,]+ clients?$/);
  await page.locator(".client-card-link").first().click();
  await page.waitForTimeout(2_000);
  await page.goBack();
  await page.waitForTimeout(1_000);
  return await page.evaluate(() => window.measured.interactions);
}
