import { putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import {
  enterRegister,
  expectNoAxeViolations,
  expectToSee,
  fileDate,
  looksOf,
  makeRetailer,
  orderOnline,
  type Retailer,
  screenshot,
  test as journey,
  uploadRows,
} from "../src/index.ts";

const NAME = "Bartholomea van der Meer-Oosterhuis";
const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;

/** A client with a history in both channels, in sizes, with a return; and somebody who has bought nothing. Only for tests that do not change it. */
const test = journey.extend("shop", { scope: "file" }, async ({ product }) => {
  const retailer = await makeRetailer(product);
  const { legalEntity, operatorId } = retailer;
  await product.call(putCustomers, {
    params: { legalEntity },
    body: {
      customers: [
        { accountNumber: "P-1", firstName: "Bartholomea", lastName: "van der Meer-Oosterhuis", addressBooks: ["AMS"], phone: "06 20394858" },
        { accountNumber: "P-2", firstName: "Nora", lastName: "Nieuw", addressBooks: ["AMS"] },
      ],
    },
  });
  await product.call(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: ["P-1", "P-2"] } });
  await uploadRows(retailer, {
    type: "visitorid",
    source: "Store sales",
    filename: "store.txt",
    rows: [
      ["Date", "VisitorID", "Category", "Product", "Quantity", "Price", "Orders"],
      ...[200, 150, 95, 40].map((daysAgo, at) => [
        fileDate({ daysAgo }),
        "P-1",
        "Shoes",
        `Ankle boot with a rather long name, ${at === 3 ? "39" : "38"}`,
        "1",
        "129.95",
        "1",
      ]),
      ...Array.from({ length: 60 }, (_, at) => [fileDate({ daysAgo: 300 }), "P-1", "Craft", `Bead ${at + 1}`, "2", "1.20", at === 0 ? "1" : "0"]),
      [fileDate({ daysAgo: 35 }), "P-1", "Shoes", "Ankle boot with a rather long name, 39", "-1", "-129.95", "0"],
    ],
  });
  await orderOnline(retailer, { customer: "P-1", orderId: "W-77", campaign: "Autumn letter" });
  return retailer;
});

test.for(looksOf("pos"))("PU1 RC1 SM1 a client's page in $theme and $language at $size.width", async (look, { open, shop }) => {
  const page = await openClient(await open(look), shop, NAME);
  const nl = look.language === "nl";
  await expectToSee(page.getByRole("button", { name: nl ? /^Klant sinds/ : /^Customer since/ }));
  await expectToSee(page.getByText("W-77").first());
  await looked(page, "client-page", look);
  await page.getByRole("tab", { name: nl ? "Aankopen" : "Purchases" }).click();
  await expectToSee(page.getByText("Bead 1", { exact: true }).or(page.getByText("Linen throw")));
  await looked(page, "client-purchases", look);
  await page.getByRole("button", { name: nl ? /^Alle regels van Online/ : /^All lines of Ordered online/ }).click();
  await expectToSee(page.getByRole("dialog").getByText("Teapot"));
  await looked(page, "client-sale", look);
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: nl ? "Aanbevolen" : "Recommended" }).click();
  await expectToSee(page.getByText(nl ? "Nog niets om aan te bevelen" : "Nothing to recommend yet"));
  await looked(page, "client-recommended", look);
});

test("PU2 PU3 PU5 purchases are searched, narrowed to a size, and open their lines and why; Back finds them again", async ({ open, shop }) => {
  const page = await openClient(await open(TABLET), shop, NAME);
  await page.getByRole("tab", { name: "Purchases" }).click();
  await expectToSee(page.getByText("67 lines in 6 purchases"));
  await page.getByRole("button", { name: /^Size 38 · Shoes/ }).click();
  await expectToSee(page.getByText("3 lines in 3 purchases"));
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("button", { name: "Came back" }).click();
  await expectToSee(page.getByText("2 lines in 1 purchase"));
  await expectToSee(page.getByText("1 came back"));
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByLabel("Product, store, receipt or order").fill("teapot");
  await expectToSee(page.getByText("1 line in 1 purchase"));
  await page.getByRole("button", { name: /^All lines of Ordered online/ }).click();
  await expectToSee(page.getByRole("dialog").getByText("Linen throw"));
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Why is order W-77/ })
    .click();
  await expectToSee(page.getByRole("dialog").getByText("Autumn letter").first());
  await page.keyboard.press("Escape");
  await page.reload();
  await expectToSee(page.getByText("1 line in 1 purchase"));
});

test("SM3 a sentence opens the rows it was made from, by the keyboard too", async ({ open, shop }) => {
  const page = await openClient(await open(TABLET), shop, NAME);
  const likes = page.getByRole("button", { name: /^Buys Shoes most often: 3 purchases, 3 of them with size 38/ });
  await likes.focus();
  await page.keyboard.press("Enter");
  await expectToSee(page.getByText("3 lines in 3 purchases"));
  expect(await page.getByRole("tab", { name: "Purchases" }).getAttribute("aria-selected")).toBe("true");
});

test("SM1 somebody who bought nothing has a summary too", async ({ open, shop }) => {
  const page = await openClient(await open({ ...TABLET, size: { width: 390, height: 844 } }), shop, "Nora Nieuw");
  await expectToSee(page.getByText("Has bought nothing yet."));
  await page.getByRole("tab", { name: "Purchases" }).click();
  await expectToSee(page.getByText("No purchases yet"));
});

async function looked(page: Page, name: string, look: Parameters<typeof screenshot>[1]["look"]): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} scrolls sideways`).toBeLessThanOrEqual(look.size.width);
  await screenshot(page, { name, look });
}

async function openClient(page: Page, shop: Retailer, name: string): Promise<Page> {
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/client-book`);
  await page.getByRole("link", { name }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name }));
  return page;
}
