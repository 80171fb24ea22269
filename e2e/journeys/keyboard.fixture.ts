import type { Locator, Page } from "playwright-core";
import { expectNoAxeViolations, expectToSee } from "../src/index.ts";

/** Presses Tab until the focus is there, as a person without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  // An open list of choices hides everything else, so the element is found once.
  const element = await target.elementHandle();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await page.evaluate((wanted) => wanted === document.activeElement, element)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${String(target)}`);
}

/** Tab until it is there, then Enter. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** Opens a page by the command palette. */
export async function go(page: Page, { typed, option }: { typed: string; option: string }): Promise<void> {
  const palette = page.getByRole("dialog", { name: "Go to" });
  await page.keyboard.press("Control+k");
  await palette.waitFor();
  await page.keyboard.type(typed);
  await palette.getByRole("option", { name: option }).first().waitFor();
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "detached" });
}

/** The page where something new is made. */
export async function goToNew(page: Page, what: string): Promise<void> {
  await go(page, { typed: `New ${what}`, option: `New ${what}` });
  await expectToSee(page.getByRole("heading", { level: 1, name: `New ${what}` }));
}

export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  }
}

export async function choose(page: Page, { field, typed }: { field: string; typed: string }): Promise<void> {
  await tabTo(page, page.getByRole("combobox", { name: field }));
  await page.keyboard.type(typed);
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
}

export async function save(page: Page, row: RegExp): Promise<void> {
  await expectNoAxeViolations(page);
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("row", { name: row }));
}

/** What was pressed in a page with a mouse or a finger from now on. */
export async function pointedAt(page: Page): Promise<readonly string[]> {
  const pressed: string[] = [];
  await page.exposeFunction("rapportPointed", (what: string) => void pressed.push(what));
  await page.addInitScript(() => {
    const tell = (window as unknown as { rapportPointed: (what: string) => void }).rapportPointed;
    addEventListener("pointerdown", ({ target }) => tell(target instanceof Element ? target.outerHTML : "the page"), true);
  });
  return pressed;
}
