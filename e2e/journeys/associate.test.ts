import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import {
  becomeRegister,
  enterRegister,
  expectNoAxeViolations,
  expectToSee,
  fileDate,
  looksOf,
  makeRetailer,
  orderOnline,
  type Retailer,
  screenshot,
  signInAtRegister,
  test as journey,
  uploadRows,
} from "../src/index.ts";

const CAMPAIGN = "Spring letter";
const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;
/** With a return of Clara Vermeer that joined her online order. Only for tests that do not change it. */
const test = journey.extend("shop", { scope: "file" }, async ({ product }) => {
  const shop = await makeRetailer(product);
  await orderOnline(shop, { customer: "C-1", orderId: "W-1001", campaign: CAMPAIGN });
  const { receipt } = await uploadRows(shop, {
    type: "transactionid",
    source: "Store returns",
    filename: "returns.txt",
    rows: [
      ["Date", "transactionID", "Product", "Quantity", "Price"],
      [fileDate({ daysAgo: 1 }), "W-1001", "Linen throw", "-1", "-49.90"],
    ],
  });
  if (receipt.linkedByTransaction !== 1) throw new Error(`the return was not joined: ${JSON.stringify(receipt)}`);
  return shop;
});

describe("an associate on a tablet", () => {
  test("is told when the password is wrong, and signs in with the right one", async ({ open, shop }) => {
    const page = await open(TABLET);
    await becomeRegister(page, shop);
    await page.goto(`${shop.product.url}/pos/`);
    await signInAtRegister(page, { ...shop, password: "not this one" });
    await expectToSee(page.getByText("The operator id or the password is not right."));
    await signInAtRegister(page, shop);
    await expectToSee(page.getByRole("heading", { level: 1, name: /Sanne/ }));
  });

  test("R31 finds a client by a filter with counts and by a keyword", async ({ open, shop }) => {
    const page = await open(TABLET);
    await enterRegister(page, shop);
    await page.goto(`${shop.product.url}/pos/`);
    await page.getByRole("link", { name: /My client book/ }).click();
    await expectToSee(page.getByText("2 clients"));
    await page.getByRole("button", { name: /^Garden/ }).click();
    await expectToSee(page.getByText("1 of 2"));
    expect(await page.getByRole("list", { name: "Clients" }).getByRole("heading").allTextContents()).toEqual(["Noor Bakker"]);
    await page
      .getByRole("button", { name: /^Garden/ })
      .first()
      .click();
    await page.getByLabel("Name, phone, e-mail").fill("verm");
    await expectToSee(page.getByText("1 of 2"));
    await page.getByRole("link", { name: "Clara Vermeer" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  });

  test("reads why the joined return counts for its campaign", async ({ open, shop }) => {
    const page = await openClient(await open(TABLET), shop);
    await expectToSee(page.getByText("Returned", { exact: true }));
    await page
      .getByRole("button", { name: /Why is order W-1001/ })
      .first()
      .click();
    const sheet = page.getByRole("dialog");
    await expectToSee(sheet.getByText(CAMPAIGN).first());
    await expectToSee(sheet.getByRole("listitem").filter({ hasText: "Linen throw" }));
    // File and line are headquarters' (U15).
    expect(await sheet.getByText(/returns\.txt|line 2/).count()).toBe(0);
    expect(await sheet.getByText("Visit number").isVisible()).toBe(false);
    await sheet.getByText("Every value fixed at the order, as headquarters names it").click();
    await expectToSee(sheet.getByText("Visit number"));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "why", look: TABLET });
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
  });

  test("R58 writes a note that is shown before contact, even after a reload", async ({ open, retailer }) => {
    const page = await openClient(await open(TABLET), retailer);
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("button", { name: "Save note" }).click();
    await expectToSee(page.getByRole("alert").getByText("Write the note first."));
    await page.getByLabel("What should a colleague know?").fill("Asks for gift wrapping.");
    await page.getByRole("switch", { name: /Show before contact/ }).click();
    await page.getByRole("button", { name: "Save note" }).click();
    await expectToSee(page.getByText("Note saved."));
    await page.reload();
    const before = page.getByRole("region", { name: "Before you contact" });
    await expectToSee(before.getByText("Asks for gift wrapping."));
    await expectToSee(before.getByText(retailer.associate));
  });

  test("R8 adds a customer to the book, and removes the customer again", async ({ open, retailer }) => {
    const page = await openClient(await open(TABLET), retailer);
    await page.getByRole("link", { name: "Search" }).click();
    await page.getByLabel("Name, phone, e-mail or account").fill("jansen");
    await page.getByRole("link", { name: /Tom Jansen/ }).click();
    await page.getByRole("button", { name: "Add to my client book" }).click();
    await expectToSee(page.getByText("In your client book"));
    await page.getByRole("button", { name: "More about this customer" }).click();
    await page.getByRole("menuitem", { name: "Remove from my client book" }).click();
    await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "Remove", exact: true }).click();
    await expectToSee(page.getByText("Not in a client book"));
  });
});

describe("every screen of the POS", () => {
  test.for(looksOf("pos"))("has no axe violations and fits in $theme and $language at $size.width", async (look, { open, shop }) => {
    const page = await open(look);
    await enterRegister(page, shop);
    const customerId = await clara(page, shop);
    // A text that a screen shows when it has its data, in either language.
    for (const [name, path, full] of [
      ["welcome", "/pos/", page.getByRole("heading", { name: /Sanne/ })],
      ["client-book", "/pos/client-book", page.getByText("Clara Vermeer")],
      ["search", "/pos/search", page.getByRole("searchbox")],
      ["customer", `/pos/customers/${customerId}`, page.getByText("Linen throw")],
    ] as const) {
      await page.goto(shop.product.url + path);
      await expectToSee(full);
      await page.waitForLoadState("networkidle");
      await expectNoAxeViolations(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} scrolls sideways`).toBeLessThanOrEqual(look.size.width);
      await screenshot(page, { name, look });
    }
  });
});

/** Signs in and opens the page of Clara Vermeer. */
async function openClient(page: Page, retailer: Retailer): Promise<Page> {
  await enterRegister(page, retailer);
  await page.goto(`${retailer.product.url}/pos/customers/${await clara(page, retailer)}`);
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  return page;
}

/** The id of Clara Vermeer, found in the page's own session. */
async function clara(page: Page, { product }: Retailer): Promise<string> {
  const headers = { origin: product.url };
  const book = await page.request.post(`${product.url}/api/pos/client-book/search`, { headers, data: { keyword: "vermeer" } });
  const { clients } = (await book.json()) as { clients: { customerId: string }[] };
  const [client] = clients;
  if (client === undefined) throw new Error(`no client was found: ${await book.text()}`);
  return client.customerId;
}
