import type { Locator, Page } from "playwright-core";
import { expectNoAxeViolations, expectToSee } from "../src/index.ts";

/** What the guide says of a step. */
type State = "Done" | "To do" | "Optional";

/** The set-up guide on Home, and the way to a step: by the link that stands there, and from nowhere else. */
export function guideOf(page: Page) {
  const link = (step: string) => page.getByRole("main").getByRole("link", { name: step });
  const home = async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
    await expectToSee(page.getByRole("heading", { name: "Set up clienteling" }));
  };
  return {
    says: async (step: string, state: State) => {
      await home();
      await expectToSee(
        page
          .getByRole("listitem")
          .filter({ has: page.getByRole("link", { name: step }) })
          .filter({ hasText: `${state}:` }),
      );
    },
    open: async (step: string) => {
      await home();
      await link(step).click();
    },
  };
}

/** Eight of the nine steps of the guide, from no number sequence to a start screen with a button of its own; publishing is left. */
export async function setUpClienteling(page: Page): Promise<void> {
  const guide = guideOf(page);
  const main = page.getByRole("main");
  const save = async (seen: Locator) => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expectToSee(seen);
  };
  /** Of the parameters, which stay open. What was saved elsewhere a moment ago says the same words. */
  const saveParameters = async () => {
    const written = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await written;
    await page.locator("button[aria-busy=true]").waitFor({ state: "detached" });
  };
  const row = (name: RegExp) => page.getByRole("row", { name });

  // An empty product has the feature on.
  await guide.says("Turn on the feature Clienteling", "Done");
  await guide.open("Number the client books");
  await page.getByRole("region", { name: "Client book identifier" }).getByLabel("Number format").fill("CB-####");
  await saveParameters();
  await guide.says("Number the client books", "Done");

  const attributes: readonly (readonly [code: string, name: string, type: string, look: string])[] = [
    ["birthday", "Birthday", "Date", "Dates in the next days"],
    ["interest", "Interest", "Fixed list", "A list with several choices"],
    ["ringSize", "Ring size", "Decimal number", "Ranges"],
  ];
  await guide.open("Define attributes, and those to filter by");
  for (const [code, name, type, look] of attributes) {
    await main.getByRole("link", { name: "New attribute" }).first().click();
    await page.getByLabel("Code").fill(code);
    await page.getByLabel("Name in English").fill(name);
    await page.getByLabel("Type").selectOption(type);
    if (type === "Fixed list") {
      await page.getByRole("textbox", { name: "Value 1", exact: true }).fill("Home");
      await page.getByRole("button", { name: "Add a value" }).click();
      await page.getByRole("textbox", { name: "Value 2", exact: true }).fill("Garden");
    }
    await page.getByLabel("The filter is").selectOption(look);
    if (look === "Ranges") await page.getByLabel("Thresholds").fill("16; 18");
    await page.getByLabel("Can be refined").check();
    await save(row(new RegExp(`${name}.*${code}`)));
  }

  const group = "Choose the attributes of client books, and their order";
  await guide.open(group);
  await main.getByRole("link", { name: "New attribute group" }).click();
  await page.getByLabel("Code").fill("clientBook");
  await page.getByLabel("Name in English").fill("Clients");
  for (const [code, name] of attributes) {
    await page.getByRole("combobox", { name: "Add an attribute" }).fill(name);
    await page.getByRole("option", { name: `${name} (${code})` }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expectToSee(row(new RegExp(name)));
  }
  await expectNoAxeViolations(page);
  await save(row(/Clients.*clientBook.*3/));
  await guide.open(group);
  await page.getByLabel("Client book attribute group").selectOption("Clients");
  await saveParameters();
  await guide.says(group, "Done");
  // Three attributes fill the card, so nothing is missing.
  await guide.says("Choose measures for the card", "Optional");

  await guide.open("Name the types of activities");
  await main.getByRole("link", { name: "New activity type" }).first().click();
  await page.getByLabel("Code").fill("visit");
  await page.getByLabel("Name in English").fill("Visit");
  await save(row(/Visit.*visit/));

  await guide.open("Let workers use client books");
  await page.getByRole("link", { name: "Sellers" }).click();
  await page.getByRole("checkbox", { name: /^714/ }).check();
  await save(row(/Sellers.*714/));
  await guide.says("Let workers use client books", "Done");

  await guide.open("Put client books on the start screen");
  await main.getByRole("link", { name: "New screen layout" }).first().click();
  await page.getByLabel("Code").fill("floor");
  await page.getByLabel("Name in English").fill("Shop floor");
  for (const size of ["Full", "Compact"]) {
    await page
      .getByRole("button", { name: new RegExp(size) })
      .first()
      .click();
    await page
      .getByRole("group", { name: /^Grid 1/ })
      .getByRole("button", { name: /^My client book, row/ })
      .click();
    await page.getByLabel("Text in English").fill("My clients");
  }
  await save(row(/Shop floor.*floor.*Nobody/));
  await guide.open("Give stores a screen layout");
  await page.getByRole("link", { name: "Amsterdam" }).click();
  await page.getByRole("combobox", { name: "Screen layout" }).selectOption("Shop floor (floor)");
  await save(row(/Amsterdam.*AMS/));
  await guide.says("Put client books on the start screen", "Done");
}
