import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contextFor, expectToSee, launchBrowser, makeRetailer, type Product, SHOP, startProduct } from "../src/index.ts";

let product: Product;
let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  await makeRetailer(product);
  context = await contextFor(browser, { app: "pos", theme: "light", language: "en", size: { width: 390, height: 844 } });
  page = await context.newPage();
  await page.goto(`${product.url}/pos/client-book`);
  await signIn();
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test("OF3 a note written without network waits on the screen and is stored once when it is back", async () => {
  await context.setOffline(true);
  await expectToSee(page.getByText(/^No network\./));
  await write("Written in the cellar.");
  await expectToSee(page.getByText("Waiting for the network; keep this page open"));
  await context.setOffline(false);
  await expectToSee(page.getByText("Note saved."));
  expect(await notesStored("Written in the cellar.")).toBe(1);
});

test("OF3 a note whose answer was lost keeps its text, and sending it again is the same note", async () => {
  const notes = "**/api/pos/customers/*/notes";
  await page.route(notes, async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await write("The answer to this one is lost.");
  await expectToSee(page.getByText(/^Not saved\./));
  await expectToSee(page.getByText("1 note could not be saved."));
  await page.unroute(notes);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(/^Not saved\./).waitFor({ state: "detached" });
  expect(await notesStored("The answer to this one is lost.")).toBe(1);
});

test("the end of the session leads to sign-in, and back to the same client with what was typed", async () => {
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByLabel("What should a colleague know?").fill("Typed before the session ended.");
  await context.clearCookies();
  await page.getByRole("button", { name: "Save note" }).click();
  await expectToSee(page.getByText("Your session has ended. Sign in to continue where you left off."));
  await signIn();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(/^Not saved\./).waitFor({ state: "detached" });
  expect(await notesStored("Typed before the session ended.")).toBe(1);
});

test("a search without network says so, and is answered by itself when it is back", async () => {
  await page.getByRole("link", { name: "Search" }).click();
  await expectToSee(page.getByRole("searchbox"));
  await context.setOffline(true);
  await page.getByRole("searchbox").fill("vermeer");
  await expectToSee(page.getByText("No connection", { exact: true }));
  await context.setOffline(false);
  await expectToSee(page.getByRole("link", { name: "Clara Vermeer" }));
});

async function write(text: string): Promise<void> {
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByLabel("What should a colleague know?").fill(text);
  await page.getByRole("button", { name: "Save note" }).click();
}

/** How many notes with this text the history holds after it was read anew from the server. */
async function notesStored(text: string): Promise<number> {
  await page.reload();
  await expectToSee(page.getByText(text));
  return page.getByRole("listitem").filter({ hasText: text }).count();
}

async function signIn(): Promise<void> {
  await page.getByLabel("Operator id").fill(SHOP.operatorId);
  await page.getByLabel("Password", { exact: true }).fill(SHOP.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
