import { getScreenLayout, putScreenLayout } from "@rapport/contract/layouts";
import { putRegister } from "@rapport/contract/organisation";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { enterHeadquarters, enterRegister, expectNoAxeViolations, expectReadableAtEveryWidth, expectToSee, type Retailer, test } from "../src/index.ts";

/** High enough for all of the designer, so that nothing has to be scrolled while it is dragged. */
const HIGH = { width: 1440, height: 1200 };
const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

const address = ({ product, legalEntity }: Retailer, path: string) => `${product.url}/hq/${path}?legalEntity=${legalEntity}`;
const stored = async ({ product, legalEntity }: Retailer, code: string) => {
  const { sizes } = await product.call(getScreenLayout, { params: { legalEntity, code } });
  return sizes.map(({ grids }) =>
    grids.map(({ buttons }) =>
      buttons.map((one) => [one.operation, one.row, one.column, one.rowSpan, one.columnSpan, one.colour, ...(one.icon === null ? [] : [one.icon])]),
    ),
  );
};
const said = (page: Page, text: RegExp) => page.getByRole("status").filter({ hasText: text });

/** Drags with the mouse from the middle of one thing to a part of another. */
async function drag(page: Page, from: Locator, { over, x, y }: { over: Locator; x: number; y: number }): Promise<void> {
  await over.scrollIntoViewIfNeeded();
  const [start, end] = [await from.boundingBox(), await over.boundingBox()];
  if (start === null || end === null) throw new Error("what is dragged is not on the screen");
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 8, start.y + start.height / 2 + 8, { steps: 3 });
  await page.mouse.move(end.x + end.width * x, end.y + end.height * y, { steps: 6 });
  await page.mouse.up();
}

test("case 43 a layout is designed by mouse: what cannot stand there says why, and a register shows what was made", async ({ open, retailer }) => {
  const { product, register } = retailer;
  const page = await open({ ...DESKTOP, size: HIGH });
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "screen-layouts"));
  await page.getByRole("link", { name: "New screen layout" }).first().click();
  await page.getByLabel("Code").fill("floor");
  await page.getByLabel("Name in English").fill("Shop floor");
  const grid = page.getByRole("group", { name: /^Grid 1/ });
  const operation = (name: string) => page.getByRole("button", { name: new RegExp(`^${name} \\d`) });
  const button = (name: string) => grid.getByRole("button", { name: new RegExp(`^${name}, row`) });
  await page.getByRole("button", { name: "More: Rows" }).click();
  await drag(page, operation("Sign out"), { over: grid, x: 0.25, y: 0.75 });
  await expectToSee(button("Sign out"));
  await drag(page, operation("Change password"), { over: grid, x: 0.25, y: 0.25 });
  await expectToSee(page.getByText("Not possible: it overlaps the button in row 1, column 1.").last());
  const corner = await page.locator(".r-placed-corner").boundingBox();
  const box = await grid.boundingBox();
  await page.mouse.move(corner!.x + 11, corner!.y + 11);
  await page.mouse.down();
  await page.mouse.move(corner!.x + 11 + box!.width / 2, corner!.y + 11, { steps: 5 });
  await page.mouse.up();
  await said(page, /Sign out is in row 2, column 1, 1 high and 2 wide/).waitFor({ state: "attached" });
  // Two buttons of one size change places.
  await drag(page, button("My client book"), { over: grid, x: 0.75, y: 0.25 });
  await said(page, /My client book is in row 1, column 2/).waitFor({ state: "attached" });
  await page.getByRole("combobox", { name: "Screen of grid 1" }).selectOption("Sale");
  await expectToSee(page.getByText("Not possible: it starts operation 712, which may not stand on the screen of a sale").last());
  await button("Sign out").click();
  await page.getByLabel("Text in English").fill("Until tomorrow");
  await page.getByTitle("Sage").click();
  await page.getByTitle("Letter").click();
  expect(await page.getByRole("radio", { name: "Letter" }).isChecked()).toBe(true);
  await expectReadableAtEveryWidth(page, { name: "layout-designer", look: DESKTOP });
  await page.setViewportSize(HIGH);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Redo" }).click();
  await page.getByRole("button", { name: "Dark" }).click();
  await page.getByRole("button", { name: "Dutch" }).click();
  await expectToSee(page.getByRole("img", { name: "Preview at 1024 by 768: Klant zoeken, Mijn klantenboek, Until tomorrow" }));
  // A phone has its own size, which has not got that button.
  await expectToSee(page.getByRole("img", { name: /^Preview at 390 by 844: / }));
  expect(await page.getByRole("img", { name: /^Preview at 390 by 844: .*Until tomorrow/ }).count()).toBe(0);
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectToSee(page.getByRole("row", { name: /Shop floor.*floor.*Nobody/ }));
  expect((await stored(retailer, "floor"))[0]).toEqual([
    [
      [712, 1, 2, 1, 1, "plain"],
      [602, 1, 1, 1, 1, "plain"],
      [701, 2, 1, 1, 2, "sage", "mail"],
    ],
  ]);

  await page.goto(address(retailer, `registers/of/${register}`));
  await page.getByRole("combobox", { name: "Screen layout" }).selectOption("Shop floor (floor)");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectToSee(page.getByRole("table").getByRole("link", { name: register }));
  const till = await open({ ...DESKTOP, app: "pos", size: { width: 1024, height: 768 } });
  await enterRegister(till, retailer);
  await till.goto(`${product.url}/pos/`);
  const welcome = till.getByRole("navigation", { name: "What you can do here" });
  await expectToSee(welcome.getByRole("button", { name: /^Until tomorrow/ }));
  expect(await welcome.getByRole("listitem").locator(".r-tile-name").allTextContents()).toEqual(["Customer search", "My client book", "Until tomorrow"]);
  await expectNoAxeViolations(till);
  await welcome.getByRole("button", { name: /^Until tomorrow/ }).click();
  await expectToSee(till.getByLabel("Operator id"));
});

test("a layout is designed by keyboard alone: a button is added, moved, enlarged, given words and removed, and each step is said", async ({
  open,
  retailer,
}) => {
  const page = await open(DESKTOP);
  await enterHeadquarters(page, retailer.product);
  await page.goto(address(retailer, "screen-layouts/new"));
  await page.getByLabel("Code").focus();
  await page.keyboard.type("keys");
  await page.keyboard.press("Tab");
  await page.keyboard.type("By keyboard");
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses += 1) {
      const focused = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
      if (name.test(focused)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${String(name)}`);
  };
  const press = async (key: string, says: RegExp) => {
    await page.keyboard.press(key);
    await said(page, says).waitFor({ state: "attached" });
  };
  await tabTo(/^Change password/);
  // The grid is full, so it gets a row.
  await press("Enter", /Change password is added in row 2, column 1/);
  await tabTo(/^Change password, row 2/);
  await press("Shift+ArrowRight", /Change password is in row 2, column 1, 1 high and 2 wide/);
  await press("ArrowUp", /Not possible: it overlaps the button in row 1, column 1/);
  await press("Shift+ArrowLeft", /1 high and 1 wide/);
  await press("ArrowUp", /Change password is in row 1, column 1/);
  await press("Control+z", /Undone/);
  await press("Control+y", /Done again/);
  await page.keyboard.press("Enter");
  await tabTo(/^$/);
  await page.keyboard.type("New password");
  await page.keyboard.press("Escape");
  await tabTo(/^New password, row 1/);
  await page.keyboard.press("Shift+Tab");
  await press("Delete", /Customer search is removed/);
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("row", { name: /By keyboard/ }));
  expect((await stored(retailer, "keys"))[0]).toEqual([
    [
      [712, 2, 1, 1, 1, "plain"],
      [1215, 1, 1, 1, 1, "plain"],
    ],
  ]);
});

test("OG2 a file of a layout shows what is wrong before anything is stored, and somebody else's change is told", async ({ open, retailer }) => {
  const { product, legalEntity, register } = retailer;
  const of = { params: { legalEntity, code: "floor" } };
  const grids = [{ screen: "welcome" as const, rows: 1, columns: 2, buttons: [{ operation: 712, row: 1, column: 1 }] }];
  const sizes = [{ kind: "full" as const, width: 1024, height: 768, grids }];
  await product.call(putScreenLayout, { ...of, body: { name: { en: "Shop floor" }, sizes } });
  await product.call(putRegister, { params: { legalEntity, register }, body: { screenLayout: "floor" } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "screen-layouts/of/floor"));
  const overlapping = [
    {
      ...sizes[0]!,
      grids: [
        {
          ...grids[0]!,
          buttons: [
            { operation: 712, row: 1, column: 1 },
            { operation: 602, row: 1, column: 1 },
          ],
        },
      ],
    },
  ];
  const file = (content: object) => ({ name: "floor.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(content)) });
  const chooser = page.getByLabel("Import a file");
  await chooser.setInputFiles(file({ kind: "something else" }));
  await expectToSee(page.getByText("floor.json is no file of a screen layout."));
  await chooser.setInputFiles(file({ kind: "rapport-screen-layout", name: { en: "Floor" }, sizes: overlapping }));
  await expectToSee(page.getByRole("button", { name: /grid 1, Customer search: it overlaps the button in row 1, column 1/ }));
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: /Customer search: it overlaps/ }).click();
  await page.getByLabel("Column", { exact: true }).fill("2");
  await page.getByRole("button", { name: /it overlaps/ }).waitFor({ state: "detached" });
  await product.call(putScreenLayout, { ...of, body: { name: { en: "Renamed" } } });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectToSee(page.getByRole("button", { name: "Keep mine" }));
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expectToSee(page.getByRole("row", { name: /Renamed.*floor.*1 register/ }));
  expect((await stored(retailer, "floor"))[0]?.[0]?.map(([operation, row, column]) => [operation, row, column])).toEqual([
    [712, 1, 1],
    [602, 1, 2],
  ]);
  await page.goto(address(retailer, "screen-layouts/of/floor"));
  await expectToSee(page.getByRole("heading", { level: 1, name: "Renamed" }));
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const asked = page.getByRole("alertdialog");
  await asked.getByRole("button", { name: "Delete" }).click();
  await expectToSee(asked.getByText("It is the layout of 1 register."));
});
