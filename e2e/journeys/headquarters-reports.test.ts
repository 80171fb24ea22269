import { text } from "node:stream/consumers";
import { describe, expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, type Retailer, screenshot, until } from "../src/index.ts";
import { dataSourcesOf, test } from "./headquarters.fixture.ts";

const LOW = looksOf("hq").map((look) => ({ ...look, size: { width: 1280, height: 720 } }));

const FIFTEEN = ["visits", "visitors", "orders", "units", "revenue"].flatMap((metric) => [metric, `${metric}.before`, `${metric}.before.percent`]);

describe("an analyst who reads reports", () => {
  test("reads net revenue by campaign in the report, and it takes the return into account", async ({ page, joined }) => {
    await page.goto(dataSourcesOf(joined));
    await page.getByRole("link", { name: "Reports" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Reports" }));
    await page.getByLabel("Report suite").selectOption(joined.suite.name);
    await page.getByRole("combobox", { name: "By", exact: true }).fill("tracking");
    await page.getByRole("option", { name: "Tracking code" }).click();
    const table = page.getByRole("table", { name: /^Report/ });
    const row = table.getByRole("row", { name: /Spring letter/ });
    await expectToSee(row);
    // 2 x 49.90 + 32.50, less the returned throw.
    await expectToSee(row.getByText("€82.40"));
    await expectToSee(row.getByText("€49.90"));
    await page.getByRole("combobox", { name: "Add a column" }).fill("units");
    await page.getByRole("option", { name: "Units", exact: true }).click();
    await expectToSee(table.getByRole("columnheader", { name: "Units" }));
    await expectToSee(page.locator(".hq-chart svg"));
    await expectNoAxeViolations(page);
  });

  test("sees what participation leaves out, and that it adds up", async ({ page, joined }) => {
    await page.goto(reportOf(joined, { by: "campaign" }));
    await page.getByLabel("Attribution").selectOption({ label: "Every value in the visit" });
    const adds = page.getByRole("table", { name: "How these totals add up" });
    await expectToSee(adds);
    const [credited = 0, left = 0, whole = 0] = (
      await adds
        .getByRole("row", { name: /^Net revenue/ })
        .getByRole("cell")
        .allTextContents()
    ).map(amount);
    expect({ sum: Number((credited + left).toFixed(2)), isNegative: left < 0 }).toEqual({ sum: whole, isNegative: true });
    await expectNoAxeViolations(page);
  });

  test("AT9 gives credit by a model, and sees that it adds up to the conversions", async ({ page, joined }) => {
    await page.goto(reportOf(joined, { by: "campaign" }));
    await page.getByLabel("Attribution").selectOption({ label: "Linear" });
    await page.getByLabel("Lookback").selectOption({ label: "30 days before" });
    const adds = page.getByRole("table", { name: "How these totals add up" });
    await expectToSee(adds.getByRole("row", { name: /^Net revenue/ }).getByText("Yes, exactly"));
    const [credited, whole] = await adds
      .getByRole("row", { name: /^Net revenue/ })
      .getByRole("cell")
      .allTextContents();
    expect(credited).toBe(whole);
    await page.getByLabel("Touch points").selectOption({ label: "In the same visit" });
    await until(async () => (await page.getByLabel("Lookback").count()) === 0, "a visit has no lookback");
    await expectNoAxeViolations(page);
  });

  test("is told that days are in the wrong order, and when the data end", async ({ page, joined }) => {
    await page.goto(reportOf(joined, { range: "custom", from: "2026-03-31", to: "2026-03-01" }));
    await expectToSee(page.getByText("The last day lies before the first"));
    await page.getByRole("button", { name: "Swap the two days" }).click();
    await expectToSee(page.getByText("Nothing happened in this period"));
    // The next button is where the last one was. Pressed at once, it would be the second tap of a double tap.
    await page.waitForTimeout(400);
    await page
      .getByRole("button", { name: /^Show / })
      .first()
      .click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    await page.goto(reportOf(joined, { page: "50" }));
    await page.getByRole("button", { name: "To the last page" }).click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    await page.goto(`${joined.product.url}/hq/reports?suite=nobody`);
    await expectToSee(page.getByText("There is no report suite nobody"));
  });

  test("keeps the chosen report suite from page to page, even one chosen while the next page loads", async ({ page, joined, retailer }) => {
    const { product, suite } = retailer;
    const picker = page.getByLabel("Report suite");
    const shown = async () => await picker.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.label);
    const openPage = async (name: string) => {
      await page.getByRole("link", { name, exact: true }).click();
      await expectToSee(page.getByRole("heading", { level: 1, name }));
    };
    await page.goto(dataSourcesOf(joined));
    await page.getByRole("link", { name: "Organisation" }).click();
    await openPage("Stores");
    await openPage("Report suites");
    await openPage("Quarantine");
    expect(await shown()).toBe(joined.suite.name);
    let go = (): void => undefined;
    const gone = new Promise<void>((resolve) => (go = resolve));
    const asked = new Promise<void>((resolve) => {
      void page.route(/\/report-page-[^/]*\.js$/, async (route) => {
        resolve();
        await gone;
        await route.continue();
      });
    });
    await page.getByRole("link", { name: "Reports" }).click();
    await asked;
    await picker.selectOption(suite.name);
    go();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Reports" }));
    expect(await shown()).toBe(suite.name);
    expect(new URL(page.url()).searchParams.get("suite")).toBe(suite.rsid);
    await openPage("Data sources");
    await expectToSee(page.getByRole("heading", { name: `Data sources of ${suite.name}` }));
    await page.goto(`${product.url}/hq/stores?suite=nobody&legalEntity=nobody`);
    await expectToSee(page.getByText("There is no legal entity nobody"));
    await openPage("Reports");
    await expectToSee(page.getByText("There is no report suite nobody"));
    await page.getByRole("main").getByRole("link", { name: joined.suite.name, exact: true }).click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    expect(await shown()).toBe(joined.suite.name);
  });

  test("U9 a shared link to a report says what in it is unknown, shows no other report, and keeps the rest", async ({ page, joined }) => {
    await page.goto(reportOf(joined, { by: "colour", range: "last14months", credit: "sessions" }));
    await expectToSee(page.getByText("This link has an unknown part"));
    await expectToSee(page.getByText("Dimension: colour"));
    await expectToSee(page.getByText("Period: last14months"));
    expect(await page.getByRole("table").count()).toBe(0);
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Show the report without it" }).click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    expect(await page.getByLabel("Attribution").inputValue()).toBe("sessions");
    await page.goto(`${joined.product.url}/hq/reports?suite=123`);
    await expectToSee(page.getByText("There is no report suite 123"));
  });

  test("U18 searches a report, hides Unspecified, breaks a breakdown down again and downloads the result", async ({ page, joined }) => {
    await page.goto(reportOf(joined, { by: "product" }));
    const table = page.getByRole("table", { name: /^Report/ });
    const names = () => table.locator("tbody th").allTextContents();
    await expectToSee(table);
    expect(await names()).toEqual(expect.arrayContaining(["Linen throw", "Teapot", "Unspecified"]));
    await page.getByRole("checkbox", { name: "Hide Unspecified" }).check();
    await until(async () => !(await names()).includes("Unspecified"), "Unspecified is hidden");
    await page.getByRole("searchbox", { name: "Search in Product" }).fill("THROW linen");
    await until(async () => (await names()).join() === "Linen throw", "the name is found");
    await expectToSee(table.getByText("Total of these"));
    await expectNoAxeViolations(page);
    await page.getByRole("searchbox", { name: "Search in Product" }).fill("nobody's *");
    await expectToSee(page.getByText("No value matches"));
    expect(await page.getByRole("searchbox", { name: "Search in Product" }).evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Show all values" }).click();
    await until(async () => (await names()).includes("Teapot"), "all values are back");

    await table.getByRole("button", { name: "Break down Linen throw" }).click();
    await page.getByRole("menuitem", { name: "Tracking code", exact: true }).click();
    await table.getByRole("button", { name: "Break down Spring letter" }).click();
    await page.getByRole("menuitem", { name: "Category", exact: true }).click();
    await until(async () => (await table.locator("tr[data-depth='2'] th").allTextContents()).join() === "Home", "the second level is there");
    expect(await names()).toEqual(expect.arrayContaining(["Linen throw", "Spring letter", "Home", "Teapot"]));
    await table.getByRole("button", { name: "Open by itself: Spring letter, Category" }).click();
    await until(async () => (await names()).join() === "Home", "it is a report of its own");
    const trail = page.getByRole("navigation", { name: "Broken down inside" });
    expect((await trail.textContent())?.replaceAll("\u203a", ">")).toBe("ProductLinen throw>Tracking codeSpring letter>Category");
    await expectNoAxeViolations(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
    expect((await text(await download.createReadStream())).split("\r\n").slice(0, 2)).toEqual([
      "Product,Tracking code,Category,Visits,Orders,Net revenue,Returned",
      "Linen throw,Spring letter,Home,1,1,49.9,49.9",
    ]);
    await trail.getByRole("button", { name: "Back to Tracking code, without Spring letter" }).click();
    await until(async () => (await names()).includes("Spring letter"), "one level less");
  });

  test("U11 the table of a report is in sight on a low screen, the chart folds, limits are told, heads stay, and print has no menus", async ({
    open,
    joined,
  }) => {
    for (const look of LOW) {
      const page = await open(look);
      await enterHeadquarters(page, joined.product);
      await page.goto(reportOf(joined, { by: "product" }));
      const row = page.getByRole("table").first().locator("tbody tr").first();
      await expectToSee(row);
      await page.waitForLoadState("networkidle");
      const seen = await row.boundingBox();
      expect((seen?.y ?? 9999) + (seen?.height ?? 0), "the first row ends").toBeLessThanOrEqual(look.size.height);
      await screenshot(page, { name: "report-low", look });
      if (look.language === "nl") continue;
      const chart = page.getByRole("button", { name: "Show the chart" });
      expect(await chart.getAttribute("aria-expanded")).toBe("false");
      await chart.click();
      await expectToSee(page.locator(".hq-chart svg"));
      await expectNoAxeViolations(page);
      await screenshot(page, { name: "report-low-chart", look });
      await page.reload();
      await expectToSee(page.getByRole("button", { name: "Hide the chart" }));
      await page.goto(reportOf(joined, { by: "daterangeday", range: "last90", metrics: FIFTEEN.join(",") }));
      await expectToSee(page.getByText("15 columns at most. Remove one to add another."));
      const table = page.getByRole("table").first();
      await table.locator("tbody tr").last().scrollIntoViewIfNeeded();
      const [head, last] = [await table.locator("thead th").first().boundingBox(), await table.locator("tbody tr").last().boundingBox()];
      expect(Math.abs((last?.y ?? 0) - (head?.y ?? 0)), "the head is near the last row").toBeLessThan(look.size.height);
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2 * look.size.height + 400);
      await screenshot(page, { name: "report-days", look });
      await page.emulateMedia({ media: "print" });
      expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
      expect(await page.getByRole("button").evaluateAll((all) => all.filter((one) => one.checkVisibility() && !one.closest("th")).length)).toBe(0);
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--surface").trim())).toMatch(/^#fff(fff)?$/);
      await screenshot(page, { name: "report-paper", look });
    }
  });

  test("DM2 DM8 reads by entry page, hour and day of week what visits have, in the words of their language", async ({ open, joined }) => {
    for (const look of LOW) {
      const page = await open(look);
      await enterHeadquarters(page, joined.product);
      const isDutch = look.language === "nl";
      await page.goto(reportOf(joined, { by: "entrypage", metrics: "visits,entries,exits,bounces,timespent,pageevents" }));
      const table = page.getByRole("table").first();
      await expectToSee(table.getByRole("columnheader", { name: isDutch ? "Instappen" : "Entries" }));
      const rows = await table
        .locator("tbody tr")
        .evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent.trim())));
      const counted = rows.filter(([visits]) => visits !== "0");
      expect(counted.length).toBeGreaterThan(0);
      for (const [visits, entries, exits] of counted) expect([entries, exits]).toEqual([visits, visits]);
      await expectNoAxeViolations(page);
      await screenshot(page, { name: "report-entry-page", look });
      await page.goto(reportOf(joined, { by: "timepartdayofweek", metrics: "visits,bounces" }));
      const days = isDutch ? /^(maan|dins|woens|donder|vrij|zater|zon)dag$/ : /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/;
      await expectToSee(page.getByRole("table").first().getByText(days).first());
      await page.goto(reportOf(joined, { by: "daterangehour", range: "last7", metrics: "visits,timespent" }));
      await expectToSee(
        page
          .getByRole("table")
          .first()
          .getByText(/, \d{2}:00$/)
          .first(),
      );
      await screenshot(page, { name: "report-hours", look });
    }
  });
});

function reportOf({ product, suite }: Retailer, search: Record<string, string>): string {
  return `${product.url}/hq/reports?${new URLSearchParams({ suite: suite.rsid, ...search })}`;
}

/** `−€49.90` as a number. */
function amount(text: string): number {
  return Number(text.replace("\u2212", "-").replaceAll(/[^\d.-]/g, ""));
}
