import type { Page } from "playwright-core";
import { expect } from "vitest";
import { becomeRegister, expectToSee, type Retailer, signInAtRegister, test } from "../src/index.ts";

const PHONE = { app: "pos", theme: "light", language: "en", size: { width: 390, height: 844 } } as const;

test("OF3 a note written without a network waits on the screen and is stored once when the network is back", async ({ open, retailer }) => {
  const page = await openClient(await open(PHONE), retailer);
  await page.context().setOffline(true);
  await expectToSee(page.getByText(/^No network\./));
  await write(page, "Written in the cellar.");
  await expectToSee(page.getByText("Waiting to be sent; kept on this device"));
  await page.context().setOffline(false);
  await expectToSee(page.getByText("Note saved."));
  expect(await notesStored(page, "Written in the cellar.")).toBe(1);
});

test("OF3 a note whose answer was lost keeps its text, is sent again by itself, and stays one note", async ({ open, retailer }) => {
  const page = await openClient(await open(PHONE), retailer);
  const notes = "**/api/pos/customers/*/notes";
  await page.route(notes, async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await write(page, "The answer to this one is lost.");
  await expectToSee(page.getByText("Waiting to be sent; kept on this device"));
  await page.unroute(notes);
  await expectToSee(page.getByText("Note saved."));
  expect(await notesStored(page, "The answer to this one is lost.")).toBe(1);
});

test("the end of the session leads to sign-in, and back to the same client with the typed text", async ({ open, retailer }) => {
  const page = await openClient(await open(PHONE), retailer);
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByLabel("What should a colleague know?").fill("Typed before the session ended.");
  await page.context().clearCookies({ name: "rapport_pos" });
  await page.getByRole("button", { name: "Save note" }).click();
  await expectToSee(page.getByText("Your session has ended. Sign in to continue where you left off."));
  await signInAtRegister(page, retailer);
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  await expectToSee(page.getByText("Note saved."));
  expect(await notesStored(page, "Typed before the session ended.")).toBe(1);
});

test("a search without a network says so, and runs by itself when the network is back", async ({ open, retailer }) => {
  const page = await openClient(await open(PHONE), retailer);
  await page.getByRole("link", { name: "Search" }).click();
  await expectToSee(page.getByRole("searchbox"));
  await page.context().setOffline(true);
  await page.getByRole("searchbox").fill("vermeer");
  await expectToSee(page.getByText("No connection", { exact: true }));
  await page.context().setOffline(false);
  await expectToSee(page.getByRole("link", { name: "Clara Vermeer" }));
});

/** Signs in, which leads back to the client book, and opens a client in it. */
async function openClient(page: Page, retailer: Retailer): Promise<Page> {
  await becomeRegister(page, retailer);
  await page.goto(`${retailer.product.url}/pos/client-book`);
  await signInAtRegister(page, retailer);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  return page;
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByLabel("What should a colleague know?").fill(text);
  await page.getByRole("button", { name: "Save note" }).click();
}

/** How many notes with this text the timeline has after reading it again from the server. */
async function notesStored(page: Page, text: string): Promise<number> {
  await page.reload();
  await expectToSee(page.getByText(text));
  return page.getByRole("listitem").filter({ hasText: text }).count();
}
