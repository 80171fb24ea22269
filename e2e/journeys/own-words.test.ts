import { putWorker } from "@rapport/contract/organisation";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterRegister, expectNoAxeViolations, expectToSee, looksOf, type Retailer, screenshot, signInAtRegister, test } from "../src/index.ts";

const PHONE = { app: "pos", theme: "light", language: "en", size: { width: 390, height: 844 } } as const;
const NOTES = "**/api/pos/customers/*/notes";
const field = (page: Page) => page.getByLabel("What should a colleague know?");

test("C2 OF7 a half-written note survives Back, a reload, a crash and the end of the session, for its writer and nobody else", async ({ open, retailer }) => {
  const joost = await colleague(retailer);
  const page = await openClient(await open(PHONE), retailer);
  await page.getByRole("button", { name: "Add note" }).click();
  await field(page).fill("Her sister pays.");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("link", { name: "Home" }).click();
  await expectToSee(page.getByText("1 note begun"));
  const address = await page.getByRole("link", { name: /Clara Vermeer.*Her sister pays/ }).getAttribute("href");
  // The page disappears without any event, as when the browser crashes.
  const next = await page.context().newPage();
  await page.close({ runBeforeUnload: false });
  await next.goto(`${retailer.product.url}${address}`);
  await next.getByRole("button", { name: "Continue note" }).click();
  expect(await field(next).inputValue()).toBe("Her sister pays.");
  await field(next).fill("Her sister pays. Wrap it.");
  await next.context().clearCookies({ name: "rapport_pos" });
  await next.reload();
  await signInAtRegister(next, joost);
  await expectToSee(next.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  await expectToSee(next.getByRole("button", { name: "Add note" }));
  expect(await next.getByText("Her sister pays").count()).toBe(0);
  expect(await wordsOnDevice(next)).not.toContain("sister");
  await next.context().clearCookies({ name: "rapport_pos" });
  await next.reload();
  await signInAtRegister(next, retailer);
  await next.getByRole("button", { name: "Continue note" }).click();
  expect(await field(next).inputValue()).toBe("Her sister pays. Wrap it.");
  await next.getByRole("button", { name: "Discard" }).click();
  await next.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await expectToSee(next.getByRole("button", { name: "Add note" }));
  await next.reload();
  await expectToSee(next.getByRole("button", { name: "Add note" }));
});

test("U1 C2 a waiting note survives the closed tab, is not sent in another person's session, and is sent by itself in its writer's", async ({
  open,
  retailer,
}) => {
  const joost = await colleague(retailer);
  const page = await openClient(await open(PHONE), retailer);
  await page.route(NOTES, (route) => route.abort("connectionrefused"));
  await page.getByRole("button", { name: "Add note" }).click();
  await field(page).fill("Written in the cellar.");
  await page.getByRole("button", { name: "Save note" }).click();
  await expectToSee(page.getByText("Waiting to be sent; kept on this device"));
  await page.getByRole("link", { name: "Home" }).click();
  await expectToSee(page.getByText("1 note waiting"));
  await page.getByRole("button", { name: /account and settings/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expectToSee(page.getByText("It stays on this device, only for you"));
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  const next = await page.context().newPage();
  await page.close();
  await next.goto(`${retailer.product.url}/pos/`);
  await signInAtRegister(next, joost);
  await expectToSee(next.getByRole("heading", { level: 1, name: /Joost/ }));
  await next.waitForLoadState("networkidle");
  expect(await next.getByText("1 note waiting").count()).toBe(0);
  await next.context().clearCookies({ name: "rapport_pos" });
  await next.reload();
  await signInAtRegister(next, retailer);
  await expectToSee(next.getByText("Note saved."));
  await next.goto(`${retailer.product.url}/pos/client-book`);
  await next.getByRole("link", { name: "Clara Vermeer" }).click();
  const stored = next.getByRole("listitem").filter({ hasText: "Written in the cellar." });
  await expectToSee(stored.getByText("Sanne de Wit"));
  expect(await stored.count()).toBe(1);
});

test("C3 SI7 a page of one person does nothing after another has signed in in a second tab, says who that is, and keeps the note for its writer", async ({
  open,
  retailer,
}) => {
  const joost = await colleague(retailer);
  const page = await openClient(await open(PHONE), retailer);
  await page.getByRole("button", { name: "Add note" }).click();
  await field(page).fill("Only Sanne's words.");
  await enterRegister(page, joost);
  await page.getByRole("button", { name: "Save note" }).click();
  await expectToSee(page.getByRole("heading", { name: "You are signed in as Joost Bos" }));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "somebody-else", look: PHONE });
  await page.getByRole("button", { name: "Go on as Joost Bos" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  expect(await page.getByText("Only Sanne's words.").count()).toBe(0);
  await enterRegister(page, retailer);
  await page.reload();
  await expectToSee(page.getByText("Note saved."));
  const stored = page.getByRole("listitem").filter({ hasText: "Only Sanne's words." });
  await expectToSee(stored.getByText("Sanne de Wit"));
});

test.for(looksOf("pos"))("U1 Home names what waits and what is begun, in $theme and $language at $size.width", async (look, { open, retailer }) => {
  const page = await open(look);
  await enterRegister(page, retailer);
  await page.goto(`${retailer.product.url}/pos/client-book`);
  await page.route(NOTES, (route) => route.abort("connectionrefused"));
  for (const [client, isSaved] of [
    ["Clara Vermeer", true],
    ["Noor Bakker", false],
  ] as const) {
    await page.getByRole("link", { name: client }).click();
    await page.getByRole("button", { name: look.language === "nl" ? "Notitie maken" : "Add note" }).click();
    await page.getByRole("textbox").fill("Asks for the catalogue of the new season, by post, to the house in Haarlem.");
    if (isSaved) await page.getByRole("button", { name: look.language === "nl" ? "Notitie bewaren" : "Save note" }).click();
    else await page.keyboard.press("Escape");
    await page.goto(`${retailer.product.url}/pos/client-book`);
  }
  await page.goto(`${retailer.product.url}/pos/`);
  await expectToSee(page.getByRole("heading", { level: 2, name: look.language === "nl" ? "1 notitie wacht" : "1 note waiting" }));
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
  await screenshot(page, { name: "home-unsent", look });
});

/** Another associate of the same store. */
async function colleague(retailer: Retailer): Promise<Retailer> {
  const joost = { ...retailer, operatorId: "1002", password: "journey-1002", associate: "Joost Bos" };
  await retailer.product.call(putWorker, {
    params: { legalEntity: retailer.legalEntity, operatorId: joost.operatorId },
    body: { name: joost.associate, employeeAddressBooks: ["AMS"], operations: [712, 713, 714, 715], password: joost.password },
  });
  return joost;
}

async function openClient(page: Page, retailer: Retailer): Promise<Page> {
  await enterRegister(page, retailer);
  await page.goto(`${retailer.product.url}/pos/client-book`);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  return page;
}

/** Everything in the page's databases and storage, as text. */
async function wordsOnDevice(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const found: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const { name = "" } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        for (const row of rows) found.push(new TextDecoder().decode((row as { bytes: ArrayBuffer }).bytes), JSON.stringify(row));
      }
      db.close();
    }
    return found.join("\n");
  });
}
