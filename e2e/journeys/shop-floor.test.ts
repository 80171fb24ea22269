import { putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { changeReportSuite } from "@rapport/contract/report-suites";
import { enterRegister, expectToSee, fileDate, type Retailer, screenshot, test, uploadRows } from "../src/index.ts";

const PHONE = { app: "pos", theme: "light", language: "en", size: { width: 390, height: 844 } } as const;
const LONG_CITY = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";

test("U10 a toast on a phone covers neither the client's name nor the actions", async ({ open, retailer }) => {
  const page = await openBook(await open(PHONE), retailer);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByRole("textbox").fill("Likes linen.");
  await page.getByRole("button", { name: "Save note" }).click();
  const news = page.getByText("Note saved.");
  await expectToSee(news);
  await screenshot(page, { name: "news", look: PHONE });
  const covered = await boxOf(news.locator("xpath=.."));
  for (const part of [
    page.getByRole("heading", { level: 1 }),
    page.getByRole("button", { name: "Back" }),
    page.getByRole("button", { name: "Add note" }),
    page.getByRole("navigation", { name: "Main" }),
  ])
    expect(overlap(covered, await boxOf(part))).toBe(false);
});

test("U10 every active filter, and Clear all, is in sight on a phone", async ({ open, retailer }) => {
  const page = await openBook(await open(PHONE), retailer);
  await page.getByRole("button", { name: "Filters" }).click();
  for (const name of [/^Home/, /^Garden/, /^Next 90 days/]) await page.getByRole("dialog").getByRole("button", { name }).click();
  await page.getByRole("button", { name: /^Show/ }).click();
  const chips = page.getByRole("list", { name: "Active filters" });
  await expectToSee(chips.getByRole("button", { name: "Clear all" }));
  await screenshot(page, { name: "filter-chips", look: PHONE });
  for (const chip of await chips.getByRole("button").all()) expectInside(await boxOf(chip));
});

test("U10 a notice with an action leaves room for its text on a phone", async ({ open, retailer }) => {
  const page = await openBook(await open(PHONE), retailer);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await page.route("**/api/pos/customers/*/notes", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "about:blank",
        title: "Forbidden",
        status: 403,
        detail: "No.",
        code: "permission.missing",
        params: { permission: "note.write" },
      }),
    }),
  );
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByRole("textbox").fill("Likes linen.");
  await page.getByRole("button", { name: "Save note" }).click();
  const words = page.getByText("1 note or activity could not be saved.");
  await expectToSee(words);
  await screenshot(page, { name: "notice", look: PHONE });
  expect((await boxOf(words)).width).toBeGreaterThan(200);
  expectInside(await boxOf(page.getByRole("link", { name: "Show", exact: true })));
});

test("U10 a long city name stays inside every page of a phone", async ({ open, retailer }) => {
  await addClient(retailer, { city: LONG_CITY, attributes: {} });
  const page = await openBook(await open(PHONE), retailer);
  await fits(page);
  await page.getByRole("link", { name: "Ann Ward" }).click();
  await expectToSee(page.getByText(new RegExp(LONG_CITY)));
  await fits(page);
  await screenshot(page, { name: "long-city", look: PHONE });
  await page.goto(`${retailer.product.url}/pos/search`);
  await page.getByRole("searchbox").fill("ward");
  const city = page.getByText(LONG_CITY);
  await expectToSee(city);
  await fits(page);
  const row = await boxOf(page.getByRole("listitem").filter({ has: page.getByRole("link", { name: "Ann Ward" }) }));
  const box = await boxOf(city);
  expect(box.x + box.width).toBeLessThanOrEqual(row.x + row.width);
  expect(overlap(box, await boxOf(page.getByRole("link", { name: "Ann Ward" })))).toBe(false);
  await screenshot(page, { name: "long-city-search", look: PHONE });
});

test("U15 C19 a store purchase shows its store and receipt number, and all its articles open", async ({ open, retailer }) => {
  const { product, suite } = retailer;
  await product.call(changeReportSuite, { params: { rsid: suite.rsid }, body: { storeVariable: "evar5", receiptVariable: "evar6" } });
  await uploadRows(retailer, {
    type: "visitorid",
    source: "Store sales",
    filename: "store.txt",
    rows: [
      ["Date", "VisitorID", "Product", "Quantity", "Price", "Orders", "Evar 5", "Evar 6"],
      ...Array.from({ length: 48 }, (_, n) => [fileDate({ daysAgo: 1 }), "C-1", `Bead ${n + 1}`, "1", "2.50", n === 0 ? "1" : "0", "AMS", "B-17"]),
      [fileDate({ daysAgo: 1 }), "C-1", "Sock", "1", "5", "1", "Outlet", "B-17"],
    ],
  });
  const page = await openBook(await open(PHONE), retailer);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  const purchase = page.getByRole("listitem").filter({ hasText: "Bead" });
  await expectToSee(purchase.getByText("Store Amsterdam"));
  await expectToSee(purchase.getByText("Receipt B-17"));
  await expectToSee(page.getByText("Store Outlet"));
  await purchase.first().scrollIntoViewIfNeeded();
  await screenshot(page, { name: "store-purchase", look: PHONE });
  expect(await page.getByText("Bead 48", { exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "and 43 more articles" }).click();
  await expectToSee(page.getByText("Bead 48", { exact: true }));
  expect(await page.getByRole("button", { name: /more articles/ }).count()).toBe(0);
  await fits(page);
});

// At every moment, one of these zones has another date than Amsterdam.
test.for(["Pacific/Kiritimati", "Pacific/Pago_Pago"])(
  "C24 a birthday is today's by the legal entity's day, on the card as in the filter, on a device in %s",
  async (timeZone, { open, retailer }) => {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Amsterdam", month: "2-digit", day: "2-digit", year: "numeric" }).format(Date.now());
    await addClient(retailer, { city: "Amsterdam", attributes: { birthday: `1984-${today.slice(5)}` } });
    const page = await openBook(await open({ ...PHONE, timeZone }), retailer);
    const card = page.getByRole("article").filter({ hasText: "Ann Ward" });
    await expectToSee(card.getByText("today"));
    await page.getByRole("link", { name: "Home" }).click();
    await expectToSee(
      page.getByText(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Amsterdam", weekday: "long", day: "numeric", month: "long" }).format(Date.now())),
    );
  },
);

/** Ann Ward, in the associate's book. */
async function addClient({ product, legalEntity, operatorId }: Retailer, values: { city: string; attributes: Record<string, string> }): Promise<void> {
  const params = { legalEntity };
  const ann = { accountNumber: "C-9", firstName: "Ann", lastName: "Ward", phone: "020 555 0109", country: "United Kingdom", addressBooks: ["AMS"] };
  await product.call(putCustomers, { params, body: { customers: [{ ...ann, ...values }] } });
  await product.call(putClientBookEntries, { params: { ...params, operatorId }, body: { accountNumbers: ["C-9"] } });
}

async function openBook(page: Page, retailer: Retailer): Promise<Page> {
  await enterRegister(page, retailer);
  await page.goto(`${retailer.product.url}/pos/client-book`);
  await expectToSee(page.getByRole("link", { name: "Clara Vermeer" }));
  return page;
}

async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.size.width);
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

async function boxOf(part: Locator): Promise<Box> {
  const box = await part.first().boundingBox();
  if (box === null) throw new Error("it is not on the page");
  return box;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function expectInside({ x, width }: Box): void {
  expect([x >= 0, x + width <= PHONE.size.width]).toEqual([true, true]);
}
