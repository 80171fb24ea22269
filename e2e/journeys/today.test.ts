import { putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { expect } from "vitest";
import {
  enterRegister,
  expectNoAxeViolations,
  expectToSee,
  fileDate,
  looksOf,
  makeRetailer,
  orderOnline,
  screenshot,
  test as journey,
  uploadRows,
} from "../src/index.ts";

const NAMES = [
  ["T-1", "Anna", "Visser"],
  ["T-2", "Bartholomeus Johannes", "van der Meer-Oosterhuis"],
  ["T-3", "Cem", "Yıldız"],
  ["T-4", "ليلى", "منصور"],
  ["T-5", "Dirk", "Bos"],
] as const;

/** A book of five: one ordered online today, others bought in the store, brought something back, or stayed away. */
const test = journey.extend("shop", { scope: "file" }, async ({ product }) => {
  const retailer = await makeRetailer(product);
  const { legalEntity, operatorId } = retailer;
  const customers = NAMES.map(([accountNumber, firstName, lastName]) => ({ accountNumber, firstName, lastName, addressBooks: ["AMS"] }));
  await product.call(putCustomers, { params: { legalEntity }, body: { customers } });
  await product.call(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: NAMES.map(([account]) => account) } });
  const bought = (account: string, daysAgo: number, sign = 1) => [fileDate({ daysAgo }), account, "Boot", `${sign}`, `${sign * 80}`, sign > 0 ? "1" : "0"];
  await uploadRows(retailer, {
    type: "visitorid",
    source: "Store sales",
    filename: "store.txt",
    rows: [
      ["Date", "VisitorID", "Product", "Quantity", "Price", "Orders"],
      ...[200, 170, 140, 110].map((days) => bought("T-1", days)),
      ...[300, 260, 220, 150].map((days) => bought("T-2", days)),
      bought("T-3", 20),
      bought("T-3", 3, -1),
      bought("T-4", 9, -1),
    ],
  });
  await orderOnline(retailer, { customer: "T-5", orderId: "T-5-1", campaign: "Autumn" });
  return retailer;
});

test.for(looksOf("pos"))("TD1 Today says whom to think of and why, in $theme and $language at $size.width", async (look, { open, shop }) => {
  const page = await open(look);
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/`);
  await expectToSee(page.getByRole("heading", { name: look.language === "nl" ? "Vandaag" : "Today", exact: true }));
  await expectToSee(page.getByRole("link", { name: /Anna Visser/ }));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "today", look });
});

test("TD3 a reason is finished, put off and taken back in place, and what is finished stays away", async ({ open, shop }) => {
  const page = await open({ app: "pos", theme: "light", language: "en", size: { width: 390, height: 844 } });
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/`);
  const lapsing = page.getByRole("region", { name: /Away longer than usual/ });
  await lapsing.getByRole("button", { name: "Done: Anna Visser" }).click();
  // By the keyboard, which goes on from the control that took the place of the pressed one.
  await expectToSee(lapsing.getByRole("button", { name: "Undo" }));
  await page.keyboard.press("Enter");
  await expectToSee(lapsing.getByRole("button", { name: "Done: Anna Visser" }));
  await page.keyboard.press("Enter");
  await expectToSee(lapsing.getByText("Done", { exact: true }));
  await lapsing.getByRole("button", { name: /Later, or not at all: Bartholomeus/ }).click();
  await page.getByRole("menuitem", { name: "Remind me in a week" }).click();
  await expectToSee(lapsing.getByText("Comes back in a week"));
  await page.reload();
  await expectToSee(page.getByRole("region", { name: /Brought something back/ }));
  await expect.poll(() => lapsing.count(), { timeout: 20_000 }).toBe(0);
});
