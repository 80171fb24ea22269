import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  contextFor,
  expectNoAxeViolations,
  expectToSee,
  fileDate,
  fileOf,
  launchBrowser,
  looksOf,
  makeRetailer,
  orderOnline,
  type Product,
  screenshot,
  startProduct,
  until,
} from "../src/index.ts";
import type { ReportSuite } from "@rapport/contract/report-suites";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
let product: Product;
let browser: Browser;
let suite: ReportSuite;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  suite = await makeRetailer(product);
  await orderOnline({ product, suite, customer: "C-1", orderId: "W-1001", campaign: "Spring letter" });
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

describe("an analyst at headquarters", () => {
  let page: Page;
  beforeAll(async () => {
    const context = await contextFor(browser, DESKTOP);
    page = await context.newPage();
  });
  const file = () => ({
    name: "returns.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(
      fileOf([
        ["Date", "transactionID", "Product", "Quantity", "Price"],
        [fileDate({ daysAgo: 1 }), "W-1001", "Linen throw", "-1", "-49.90"],
        [fileDate({ daysAgo: 1 }), "W-1002", "Teapot", "-1", "-32.50"],
        [fileDate({ daysAgo: 1 }), "", "Teapot", "-1", "-32.50"],
        [fileDate({ daysAgo: 1 }), "W-1001", "Teapot", "one", "-32.50"],
      ]),
    ),
  });

  test("T3 signs in and sees that transaction ids are recorded", async () => {
    await page.goto(`${product.url}/hq/`);
    await signIn(page);
    await expectToSee(page.getByText("Transaction ID recording is enabled"));
  });

  test("DEC5 creates a data source, uploads a file with good, late, summary and bad rows, and reads each row's fate", async () => {
    await page.getByRole("button", { name: "New data source" }).first().click();
    await page.getByRole("dialog").getByLabel("Name").fill("Store returns");
    await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Store returns" }));
    await page.locator("input[type=file]").setInputFiles(file());
    await expectToSee(page.getByText("4 rows read, every one accounted for"));
    expect(await fates(page)).toEqual({ "linked by transaction": "1", unlinked: "1", "summary rows": "1", rejected: "1" });
    const rejected = page.getByRole("table", { name: "Rejected rows" }).getByRole("row").nth(1);
    expect(await rejected.getByRole("cell").or(rejected.getByRole("rowheader")).allTextContents()).toEqual(
      expect.arrayContaining(["5", "Quantity", "one", "metric.not_a_number"]),
    );
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "receipt", look: DESKTOP });
  });

  test("DEC6 uploads the same file again and is told that nothing changed", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Data sources" }).click();
    await page.getByRole("link", { name: "Store returns" }).click();
    await page.locator("input[type=file]").setInputFiles(file());
    await expectToSee(page.getByText("This file was loaded before"));
    await page.getByRole("link", { name: "See that upload" }).click();
    await expectToSee(page.getByText("4 rows read, every one accounted for"));
  });

  test("LL1 sees the late row become linked when its order arrives", async () => {
    await orderOnline({ product, suite, customer: "C-2", orderId: "W-1002", campaign: "Garden party" });
    await until(async () => {
      await page.reload();
      await expectToSee(page.getByText("4 rows read, every one accounted for"));
      return (await fates(page))["linked by transaction"] === "2";
    }, "the late row was linked");
    expect(await fates(page)).toEqual({ "linked by transaction": "2", "summary rows": "1", rejected: "1" });
  });

  test("reads net revenue by campaign in the report, and it takes the return into account", async () => {
    await page.getByRole("link", { name: "Reports" }).click();
    await page.getByRole("combobox", { name: "By", exact: true }).fill("tracking");
    await page.getByRole("option", { name: "Tracking code" }).click();
    const table = page.getByRole("table", { name: /^Report/ });
    const row = table.getByRole("row", { name: /Spring letter/ });
    await expectToSee(row);
    // 2 x 49.90 + 32.50, less the returned throw.
    await expectToSee(row.getByText("€82.40"));
    await expectToSee(row.getByText("€49.90"));
    await page.getByRole("button", { name: "Add a metric" }).click();
    await page.getByRole("menuitem", { name: "Units" }).click();
    await expectToSee(table.getByRole("columnheader", { name: "Units" }));
    await expectToSee(page.locator("svg").first());
    await expectNoAxeViolations(page);
  });

  test("sees what credit for taking part leaves out, and that it adds up", async () => {
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

  test("is told that days are reversed, and when the data end", async () => {
    await page.goto(`${product.url}/hq/reports?range=custom&from=2026-03-31&to=2026-03-01`);
    await expectToSee(page.getByText("The last day lies before the first"));
    await page.getByRole("button", { name: "Swap the two days" }).click();
    await expectToSee(page.getByText("Nothing happened in this period"));
    await page
      .getByRole("button", { name: /^Show / })
      .first()
      .click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    await page.goto(`${product.url}/hq/reports?page=50`);
    await page.getByRole("button", { name: "To the last page" }).click();
    await expectToSee(page.getByRole("table", { name: /^Report/ }));
    await page.goto(`${product.url}/hq/reports?suite=nobody`);
    await expectToSee(page.getByText("There is no report suite nobody"));
  });

  test("BH2 reads why a hit is in quarantine", async () => {
    const sent = await page.request.post(`${product.url}/v1/track`, {
      headers: { authorization: `Basic ${Buffer.from(`${suite.writeKey}:`).toString("base64")}` },
      data: { event: "", userId: "C-1" },
    });
    expect(sent.status()).toBe(200);
    await until(async () => {
      await page.goto(`${product.url}/hq/quarantine`);
      await page.waitForLoadState("networkidle");
      return (await page.getByText("1 hit in quarantine").count()) === 1;
    }, "the hit is in quarantine");
    await expectToSee(page.getByRole("table", { name: "Hits by reason" }).getByRole("row", { name: /It names no event/ }));
    await expectNoAxeViolations(page);
  });

  test("T3 is asked before recording stops, and can keep it", async () => {
    await page.getByRole("link", { name: "Data sources" }).click();
    await page.getByRole("switch", { name: "Record transaction ids" }).click();
    await page.getByRole("button", { name: "Keep recording" }).click();
    await expectToSee(page.getByText("Transaction ID recording is enabled"));
  });

  test("undoes the upload", async () => {
    await page.getByRole("link", { name: "Store returns" }).click();
    await page.getByRole("link", { name: "returns.txt" }).last().click();
    await page.getByRole("button", { name: "Undo upload" }).click();
    await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "Undo upload" }).click();
    await expectToSee(page.getByText(/This upload was undone/));
  });
});

describe("every screen of headquarters", () => {
  test.each(looksOf("hq"))("has no axe violations and fits in $theme and $language", async (look) => {
    const context = await contextFor(browser, look);
    const { status, text } = await context.request
      .post(`${product.url}/api/hq/session`, { headers: { origin: product.url }, data: { email: product.adminEmail, password: product.adminPassword } })
      .then(async (answer) => ({ status: answer.status(), text: await answer.text() }));
    expect(status, text).toBe(200);
    const page = await context.newPage();
    for (const [name, path] of [
      ["data-sources", "/hq/data-sources"],
      ["reports", "/hq/reports"],
      ["quarantine", "/hq/quarantine"],
    ] as const) {
      await page.goto(product.url + path);
      await expectToSee(page.getByRole("heading", { level: 1 }));
      await page.waitForLoadState("networkidle");
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} scrolls sideways`).toBeLessThanOrEqual(look.size.width);
      await screenshot(page, { name, look });
    }
    await context.close();
  });
});

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("E-mail").fill(product.adminEmail);
  await page.getByLabel("Password", { exact: true }).fill(product.adminPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** `−€49.90` as a number. */
function amount(text: string): number {
  return Number(text.replace("\u2212", "-").replaceAll(/[^\d.-]/g, ""));
}

/** The receipt's table: fate to number of rows. */
async function fates(page: Page): Promise<Record<string, string>> {
  const rows = await page.getByRole("table", { name: "What happened to the rows" }).locator("tbody tr").all();
  const entries = await Promise.all(
    rows.map(async (row) => [((await row.locator("th").textContent()) ?? "").trim(), ((await row.locator("td").first().textContent()) ?? "").trim()] as const),
  );
  return Object.fromEntries(entries);
}
