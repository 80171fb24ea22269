import { buffer } from "node:stream/consumers";
import { choosePassword, inviteUser } from "@rapport/contract/access";
import { putActivityType } from "@rapport/contract/clienteling";
import { getCustomerByNumber } from "@rapport/contract/customers";
import { addCustomerNote } from "@rapport/contract/timeline";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import {
  enterHeadquarters,
  enterRegister,
  expectNoAxeViolations,
  expectToSee,
  type Look,
  looksOf,
  orderOnline,
  type Retailer,
  screenshot,
  test,
} from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
const LOOKS = looksOf("hq");

const address = ({ product, legalEntity }: Retailer, path: string) => `${product.url}/hq/${path}?legalEntity=${legalEntity}`;
const names = async (page: Page) => await page.getByRole("table").getByRole("rowheader").allTextContents();

/** The associate of the retailer logs a visit of Clara's at the register. */
async function logVisit(till: Page, retailer: Retailer): Promise<void> {
  const { product, legalEntity } = retailer;
  const { customerId } = await product.call(getCustomerByNumber, { params: { legalEntity, accountNumber: "C-1" } });
  await product.call(putActivityType, { params: { legalEntity, code: "visit" }, body: { name: { en: "Store visit", nl: "Winkelbezoek" } } });
  await enterRegister(till, retailer);
  const data = { id: crypto.randomUUID(), type: "visit", at: null, title: "Tried the linen throws" };
  const answer = await till.request.post(`${product.url}/api/pos/customers/${customerId}/activities`, { headers: { origin: product.url }, data });
  expect([answer.status(), await answer.text()]).toEqual([201, expect.stringContaining(data.title)]);
}

test("CS13 HC1 HC2 R99 headquarters finds customers, narrows the list, and opens one with activities, notes and attributes; the palette finds them too", async ({
  open,
  retailer,
}) => {
  const note = { id: crypto.randomUUID(), text: "Calls only after six." };
  await retailer.product.call(addCustomerNote, { params: { legalEntity: retailer.legalEntity, accountNumber: "C-1" }, body: note });
  await logVisit(await open({ ...DESKTOP, app: "pos" }), retailer);
  await orderOnline(retailer, { customer: "C-1", orderId: "W-1001", campaign: "Spring letter" });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, retailer.product);
  await page.goto(address(retailer, "customers"));
  await expectToSee(page.getByRole("link", { name: "Noor Bakker" }));
  expect(await names(page)).toEqual(["Noor Bakker", "Tom Jansen", "Clara Vermeer"]);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Client book").selectOption({ label: "In no book" });
  await expectToSee(page.getByText("1 row", { exact: true }));
  expect(await names(page)).toEqual(["Tom Jansen"]);
  await page.reload();
  await expectToSee(page.getByText("1 row", { exact: true }));
  await page.getByLabel("Client book").selectOption({ label: "Sanne de Wit" });
  await expectToSee(page.getByText("2 rows", { exact: true }));
  await page.getByLabel("Client book").selectOption({ label: "In a book or not" });
  await page.getByRole("searchbox", { name: "Search" }).fill("ver");
  await expectToSee(page.getByText("Type at least 4 letters or digits"));
  await page.getByRole("searchbox", { name: "Search" }).fill("verm clar");
  await expectToSee(page.getByText("1 row", { exact: true }));
  await expectNoAxeViolations(page);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  await page.getByRole("tab", { name: "Activities" }).click();
  await expectToSee(page.getByRole("tabpanel").getByText("Tried the linen throws"));
  await page.getByRole("tab", { name: "Notes" }).click();
  await expectToSee(page.getByRole("tabpanel").getByText(note.text));
  await page.getByRole("tab", { name: "Attributes" }).click();
  await expectToSee(page.getByText("17 May 1984"));
  await page.getByRole("tab", { name: "Online" }).click();
  await page.getByRole("button", { name: "Why is order W-1001 credited like this?" }).click();
  const why = page.getByRole("dialog", { name: "What was known at order W-1001" });
  await expectToSee(why.getByText("Spring letter").first());
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Client book" }).click();
  await expectToSee(page.getByRole("row", { name: /Sanne de Wit.*Now.*CB-0001/ }));
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Go to" }).waitFor();
  await page.keyboard.type("bakker");
  // Other retailers of this product have a customer of that name too.
  await page
    .getByRole("option", { name: /Noor Bakker/ })
    .first()
    .click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Noor Bakker" }));
  for (const look of LOOKS) {
    const own = await open(look);
    await enterHeadquarters(own, retailer.product);
    await own.goto(`${address(retailer, "customers")}&book=any`);
    await expectToSee(own.getByRole("link", { name: "Clara Vermeer" }));
    await expectNoAxeViolations(own);
    await screenshot(own, { name: "customers", look });
    await own.getByRole("link", { name: "Clara Vermeer" }).click();
    await expectToSee(own.getByRole("tab").first());
    await expectNoAxeViolations(own);
    await screenshot(own, { name: "customer", look });
    for (const tab of look.size.width === 1024 ? [1, 4, 5, 6] : []) {
      await own.getByRole("tab").nth(tab).click();
      await expectToSee(own.getByRole("tabpanel").getByRole("table").first());
      await expectNoAxeViolations(own);
      await screenshot(own, { name: `customer-${tab}`, look });
    }
  }
});

test("R58 R100 R102 HC3 the call center finds a customer, reads the notes first, adds one with a file, and downloads it", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const note = { id: crypto.randomUUID(), text: "Calls only after six.", pinned: true };
  await product.call(addCustomerNote, { params: { legalEntity, accountNumber: "C-1" }, body: note });
  const person = { email: `ada.${legalEntity.toLowerCase()}@example.com`, password: "a sentence of one's own" };
  const { link } = await product.call(inviteUser, {
    body: { email: person.email, name: "Ada of the phones", roles: [{ role: "callCenter", legalEntity: legalEntity as never }] },
  });
  await product.call(choosePassword, { body: { token: link.token, password: person.password } });
  const enter = async (page: Page) => {
    const answer = await page.request.post(`${product.url}/api/hq/session`, { headers: { origin: product.url }, data: person });
    expect(answer.ok()).toBe(true);
    await page.goto(`${product.url}/hq/`);
    await page.getByRole("link", { name: "Clara Vermeer" }).click();
  };
  const page = await open(DESKTOP);
  await enter(page);
  await expectToSee(page.getByRole("region", { name: "Read before contact" }).getByText("Calls only after six."));
  await page.getByLabel("What should a colleague know?").fill("Wants the teapot repaired.");
  const sent = Buffer.from("<script>alert(1)</script>");
  await page.getByLabel("Files", { exact: true }).setInputFiles({ name: "broken teapot.html", mimeType: "image/png", buffer: sent });
  // Another tab of the page keeps what is written, and so does leaving the page from there until the person says so.
  await page.getByRole("tab", { name: "General" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link").first().click();
  await page.getByRole("alertdialog", { name: "Leave without saving?" }).getByRole("button").first().click();
  await page.getByRole("tab", { name: "Notes" }).click();
  expect(await page.getByLabel("What should a colleague know?").inputValue()).toBe("Wants the teapot repaired.");
  await page.getByRole("button", { name: "Save note" }).click();
  const all = page.getByRole("region", { name: "Other notes" });
  await expectToSee(all.getByText("Wants the teapot repaired."));
  const [download] = await Promise.all([page.waitForEvent("download"), all.getByRole("link", { name: /broken teapot\.html/ }).click()]);
  expect(download.suggestedFilename()).toBe("broken teapot.html");
  expect(await buffer(await download.createReadStream())).toEqual(sent);
  // A file that failed, or was forgotten, is added to the note later.
  await all
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: "receipt.txt", mimeType: "text/plain", buffer: Buffer.from("receipt") });
  await expectToSee(all.getByRole("link", { name: /receipt\.txt/ }));
  await expectNoAxeViolations(page);
  const atStore: Look = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } };
  const store = await open(atStore);
  await enterRegister(store, retailer);
  const { customerId } = await product.call(getCustomerByNumber, { params: { legalEntity, accountNumber: "C-1" } });
  await store.goto(`${product.url}/pos/customers/${customerId}`);
  await expectToSee(store.getByText("Wants the teapot repaired."));
  const file = store.getByRole("link", { name: /broken teapot\.html/ });
  const [saved] = await Promise.all([store.waitForEvent("download"), file.click()]);
  expect(await buffer(await saved.createReadStream())).toEqual(sent);
  await expectNoAxeViolations(store);
  await screenshot(store, { name: "note-with-files", look: atStore });
  for (const look of LOOKS) {
    const own = await open(look);
    await enter(own);
    await expectToSee(own.getByText("Wants the teapot repaired."));
    await expectNoAxeViolations(own);
    await screenshot(own, { name: "customer-notes", look });
  }
  await all
    .getByRole("button", { name: /Delete the note/ })
    .first()
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expectToSee(page.getByText("Note deleted."));
  await all.getByText("Wants the teapot repaired.").waitFor({ state: "detached" });
});
