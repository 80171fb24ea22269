import {
  getAttribute,
  getAttributeGroup,
  getParameters,
  listAttributes,
  putActivityType,
  putAttribute,
  putAttributeGroup,
  putAttributeType,
  putParameters,
} from "@rapport/contract/clienteling";
import { putCustomer } from "@rapport/contract/customers";
import { listNumberSequences, putLegalEntity } from "@rapport/contract/organisation";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import {
  enterHeadquarters,
  enterRegister,
  expectNoAxeViolations,
  expectReadableAtEveryWidth,
  expectToSee,
  looksAtEveryWidth,
  screenshot,
  type Retailer,
  test,
} from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

const address = ({ product, legalEntity }: Retailer, path: string, search = "") => `${product.url}/hq/${path}?legalEntity=${legalEntity}${search}`;
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

test("R35 R36 R37 an attribute is made on screen: its type offers its filters, and it is refined only with filter settings", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "attributes"));
  await page.getByRole("link", { name: "New attribute" }).first().click();
  await page.getByLabel("Code").fill("ringSize");
  await page.getByLabel("Name in English").fill("Ring size");
  await page.getByLabel("Name in Dutch").fill("Ringmaat");
  await page.getByLabel("Type").selectOption("Decimal number");
  await page.getByLabel("Lowest value").fill("1.000");
  await page.getByLabel("Can be refined").check();
  await save(page).click();
  await expectToSee(page.getByText("Write a number without a separator for thousands"));
  await page.getByLabel("Lowest value").fill("12,5");
  await save(page).click();
  await expectToSee(page.getByText("set the filter settings before you make this attribute refinable"));
  await expectNoAxeViolations(page);
  const looks = page.getByLabel("The filter is");
  expect(await looks.locator("option").allTextContents()).toEqual([
    "Not set up",
    "A list with one choice",
    "A list with several choices",
    "Ranges",
    "A slider",
    "A slider with bars",
  ]);
  await looks.selectOption("Ranges");
  await page.getByLabel("Thresholds").fill("20; 16");
  await save(page).click();
  await expectToSee(page.getByText("Write ascending numbers between semicolons"));
  await page.getByLabel("Thresholds").fill("16; 18; 20");
  await expectToSee(page.getByText("Makes: less than 16 · 16 to 18 · 18 to 20 · 20 or more."));
  await save(page).click();
  await expectToSee(page.getByRole("row", { name: /Ring size.*ringSize.*Decimal number.*Yes/ }));
  expect(await product.call(getAttribute, { params: { legalEntity, code: "ringSize" } })).toMatchObject({
    name: { en: "Ring size", nl: "Ringmaat" },
    type: "decimal",
    lower: 12.5,
    refinable: true,
    filter: { kind: "range", thresholds: [16, 18, 20] },
  });

  await page.getByRole("link", { name: "Ring size" }).click();
  // The list has a field of that name too.
  await expectToSee(page.getByRole("heading", { level: 1, name: "Ring size" }));
  await page.getByLabel("Type").selectOption("Yes or no");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
  await page.getByRole("combobox", { name: "Type" }).selectOption("Date");
  await expectToSee(page.getByText("1 row"));
  await page.getByRole("link", { name: "Birthday" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expectToSee(page.getByText("This attribute cannot be deleted. It is in 1 attribute group."));
  await expectNoAxeViolations(page);
});

test("R30 a fixed list is made value by value; the type of an attribute with values stays, and the refusal says the way out", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "attributes/new"));
  await page.getByLabel("Code").fill("metal");
  await page.getByLabel("Name in English").fill("Metal");
  await page.getByLabel("Type").selectOption("Fixed list");
  await page.getByRole("textbox", { name: "English name of value 1" }).fill("Yellow gold");
  await save(page).click();
  await expectToSee(page.getByText("Fill in the value beside each name."));
  await page.getByRole("textbox", { name: "Value 1", exact: true }).fill("gold");
  await page.getByRole("button", { name: "Add a value" }).click();
  await page.getByRole("textbox", { name: "Value 2", exact: true }).fill("silver");
  await page.getByRole("button", { name: "Add a value" }).click();
  await page.getByRole("textbox", { name: "Value 3", exact: true }).fill("tin");
  await page.getByRole("button", { name: "Remove value 3" }).click();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("row", { name: /Metal.*metal.*Fixed list.*No/ }));
  const { attributes } = await product.call(listAttributes, { params: { legalEntity }, query: { search: "metal" } });
  expect(attributes[0]?.values).toEqual([
    { value: "gold", label: { en: "Yellow gold" } },
    { value: "silver", label: { en: "silver" } },
  ]);

  await page.getByRole("link", { name: "Birthday" }).click();
  // The list has a field of that name too.
  await expectToSee(page.getByRole("heading", { level: 1, name: "Birthday" }));
  await page.getByLabel("Type").selectOption("Text");
  await save(page).click();
  await expectToSee(page.getByText(/so its type cannot change\. Make a new attribute/));
  expect(await product.call(getAttribute, { params: { legalEntity, code: "birthday" } })).toMatchObject({ type: "date", saved: { version: 1 } });
});

test("R17 R23 an attribute joins the group of client books, moves up by keyboard, shows in the preview, and stands on the card at the POS", async ({
  open,
  retailer,
}) => {
  const { product, legalEntity } = retailer;
  const params = { legalEntity };
  await product.call(putAttribute, {
    params: { ...params, code: "ringSize" },
    body: { name: { en: "Ring size" }, type: "decimal", refinable: true, filter: { kind: "slider", bars: true } },
  });
  for (const [accountNumber, ringSize] of [
    ["C-1", 17.5],
    ["C-2", 20],
  ] as const)
    await product.call(putCustomer, { params: { ...params, accountNumber }, body: { attributes: { ringSize } } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "attribute-groups"));
  await expectToSee(page.getByRole("row", { name: /Client book.*clientBook.*2.*Client books/ }));
  await page.getByRole("link", { name: "Client book", exact: true }).click();
  const preview = page.getByRole("region", { name: "The card at the POS" });
  await expectToSee(preview.getByText("Birthday").first());
  await page.getByRole("combobox", { name: "Add an attribute" }).fill("ring");
  await page.getByRole("option", { name: "Ring size (ringSize)" }).click();
  const order = page.getByRole("grid", { name: "Attributes in their display order" }).getByRole("row");
  await expect.poll(async () => (await order.allTextContents()).at(2)).toMatch(/Ring size/);
  await page.getByRole("button", { name: "Move Ring size" }).focus();
  await page.keyboard.press("Enter");
  const place = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  for (let step = 0; step < 8 && (await place()) !== "Insert before Birthday"; step += 1) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await order.allTextContents())[0]).toMatch(/Ring size/);
  await expectToSee(preview.getByText("17.5"));
  await expectToSee(preview.getByText("The filters of the client book"));
  await preview.getByRole("searchbox", { name: /Show a real customer/ }).fill("vermeer");
  await preview.getByRole("button", { name: /Clara Vermeer/ }).click();
  await expectToSee(preview.locator("li[data-finds]").getByText("Home"));
  await expectNoAxeViolations(page);
  await save(page).click();
  await expectToSee(page.getByRole("row", { name: /Client book.*clientBook.*3/ }));
  const { members } = await product.call(getAttributeGroup, { params: { ...params, code: "clientBook" } });
  expect(members.map(({ attribute }) => attribute)).toEqual(["ringSize", "birthday", "interest"]);

  const till = await open({ ...DESKTOP, app: "pos", size: { width: 1024, height: 768 } });
  await enterRegister(till, retailer);
  await till.goto(`${product.url}/pos/client-book`);
  const card = till.getByRole("article").filter({ hasText: "Clara Vermeer" });
  await expectToSee(card.getByText("Ring size"));
  await expectToSee(card.getByText("17.5"));
  // R36: the slider begins at the smallest ring; one step further it leaves that client out.
  await till.getByRole("slider", { name: "Ring size: from" }).focus();
  await till.keyboard.press("ArrowRight");
  await card.waitFor({ state: "detached" });
  await expectToSee(till.getByRole("article").filter({ hasText: "Noor Bakker" }));
  await expectNoAxeViolations(till);
});

test("OG3 a group that the parameters name is not deleted, and an attribute taken out of it can be put back", async ({ open, retailer }) => {
  const page = await open(DESKTOP);
  await enterHeadquarters(page, retailer.product);
  await page.goto(address(retailer, "attribute-groups/of/clientBook"));
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expectToSee(page.getByText("This group cannot be deleted: the commerce parameters name it."));
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Take Interest out of the group" }).click();
  await page.getByRole("row", { name: /Interest/ }).waitFor({ state: "detached" });
  await page.getByRole("combobox", { name: "Add an attribute" }).fill("inter");
  await page.getByRole("option", { name: "Interest (interest)" }).click();
  await expectToSee(page.getByRole("row", { name: /Interest/ }));
});

test("R23 R24 R64 the commerce parameters are set in tabs: groups, the numbers of client books with a preview, and the measures of the card", async ({
  open,
  retailer,
}) => {
  const { product, legalEntity } = retailer;
  const params = { legalEntity };
  const members = [{ attribute: "interest", displayOrder: 1 }];
  await product.call(putAttributeGroup, { params: { ...params, code: "everybody" }, body: { name: { en: "Everybody" }, members } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "commerce-parameters"));
  await page.getByLabel("Customer attribute group").selectOption("Everybody");
  const tab = (name: string | RegExp) => page.getByRole("tab", { name });
  await tab("Number sequence").click();
  await expectToSee(page.getByText("The next client books: CB-0002, CB-0003, CB-0004."));
  const books = page.getByRole("region", { name: "Client book identifier" });
  await books.getByLabel("Next number").fill("1");
  await tab("Clienteling").click();
  await page.getByRole("button", { name: "Take Net spend, 365 days off the card" }).click();
  await save(page).click();
  // What is wrong stands in another tab, which says so.
  await tab("Number sequence (to mend)").click();
  await expectToSee(page.getByText("Write a whole number from 2 on."));
  await expectNoAxeViolations(page);
  await books.getByLabel("Number format").fill("KB-&##");
  await expectToSee(page.getByText("The next client books: KB-A01, KB-A02, KB-A03."));
  // Each segment is written by itself too; one that is emptied stays as it was.
  await books.getByLabel("Segment 1: fixed text").fill("");
  await books.getByLabel("Segment 1: fixed text").fill("BK#-");
  await books.getByLabel("Segment 2: #").fill("&#");
  await expectToSee(page.getByText("The next client books: BK-A1, BK-A2, BK-A3."));
  await tab("Clienteling").click();
  await page.getByLabel("Add a measure").selectOption("Last purchase");
  await page.getByLabel("Add a measure").selectOption("Orders, 365 days");
  const preview = page.getByRole("region", { name: "The card at the POS" });
  await expectToSee(preview.getByText("Last purchase"));
  await expectNoAxeViolations(page);
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByText("Saved."));
  expect(await product.call(getParameters, { params })).toMatchObject({
    clientBookAttributeGroup: "clientBook",
    customerAttributeGroup: "everybody",
    measures: ["lastPurchase", "orders365"],
  });
  const { numberSequences } = await product.call(listNumberSequences, { params });
  expect(numberSequences).toMatchObject([{ reference: "clientBook", format: "BK-&#", next: 1 }]);

  const till = await open({ ...DESKTOP, app: "pos", size: { width: 1024, height: 768 } });
  await enterRegister(till, retailer);
  await till.goto(`${product.url}/pos/client-book`);
  const slots = till.getByRole("article").filter({ hasText: "Clara Vermeer" }).getByRole("term");
  await expectToSee(slots.first());
  expect(await slots.allTextContents()).toEqual(["Last purchase", "Orders, 365 days", "Birthday"]);
});

test("CS8 headquarters chooses what the POS searches by, in order and with a shortcut, and the POS obeys", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const params = { legalEntity };
  await product.call(putAttribute, { params: { ...params, code: "card" }, body: { name: { en: "Loyalty card" }, type: "text", refinable: false } });
  await product.call(putAttributeGroup, {
    params: { ...params, code: "found" },
    body: { name: { en: "Found by" }, members: [{ attribute: "card", displayOrder: 1 }] },
  });
  await product.call(putParameters, { params, body: { customerAttributeGroup: "found" } });
  await product.call(putCustomer, { params: { ...params, accountNumber: "C-1" }, body: { attributes: { card: "GÖ 71" } } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "commerce-parameters", "&tab=search"));
  for (const property of ["Address", "Account number", "E-mail address", "Phone", "Name"]) {
    const remove = page.getByRole("button", { name: `Do not search by ${property}` });
    await remove.click();
    await remove.waitFor({ state: "detached" });
  }
  await save(page).click();
  await expectToSee(page.locator(".r-error").getByText("Choose at least one, or nobody is found."));
  await page.getByLabel("Search by more").selectOption("E-mail address");
  await page.getByLabel("Search by more").selectOption("Name");
  await page.getByLabel("Shortcut: E-mail address").check();
  await page.getByLabel("Add an attribute").selectOption("Loyalty card");
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "search-criteria", look: DESKTOP });
  await save(page).click();
  await expectToSee(page.getByText("Saved."));
  expect((await product.call(getParameters, { params: { legalEntity } })).searchCriteria).toEqual([
    { property: "email", shortcut: true },
    { property: "name", shortcut: false },
  ]);

  const look = { ...DESKTOP, app: "pos", size: { width: 1024, height: 768 } } as const;
  const till = await open(look);
  await enterRegister(till, retailer);
  await till.goto(`${product.url}/pos/search`);
  await till.getByRole("searchbox", { name: "Search by: E-mail address, Name" }).fill("vermeer");
  await expectToSee(till.getByRole("link", { name: "Clara Vermeer" }));
  await till.getByRole("button", { name: "E-mail address" }).click();
  await expectToSee(till.getByText("Nobody found for"));
  await till.getByRole("searchbox", { name: "E-mail address" }).fill("clara@");
  await expectToSee(till.getByRole("link", { name: "Clara Vermeer" }));
  await till.getByRole("button", { name: "Loyalty card" }).click();
  // Their values are prepared in the background.
  await expect
    .poll(
      async () => {
        await till.getByRole("searchbox", { name: "Loyalty card" }).fill("");
        await till.getByRole("searchbox", { name: "Loyalty card" }).fill("go 7");
        return await till
          .getByText(/Nobody found for|being prepared|customer found/)
          .first()
          .textContent();
      },
      { timeout: 30_000 },
    )
    .toContain("1 customer found");
  await expectToSee(till.getByRole("link", { name: "Clara Vermeer" }));
  await expectNoAxeViolations(till);
  await screenshot(till, { name: "search-by-attribute", look });
});

test("OG8 an empty group of client books is filled where Home leads to", async ({ open, retailer: { product, legalEntity } }) => {
  const params = { legalEntity };
  await product.call(putLegalEntity, { params, body: { name: `Shop ${legalEntity}` } });
  await product.call(putAttributeGroup, { params: { ...params, code: "clientBook" }, body: { members: [] } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/`);
  const line = page.getByRole("link", { name: `Shop ${legalEntity} shows no attributes of clients` });
  await line.click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Client book" }));
  await page.getByRole("combobox", { name: "Add an attribute" }).fill("birth");
  await page.getByRole("option", { name: "Birthday (birthday)" }).click();
  await save(page).click();
  await expectToSee(page.getByRole("row", { name: /Client book.*clientBook.*1/ }));
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Home" }));
  await line.waitFor({ state: "detached" });
});

const PAGES = [
  ["attribute-types", "attribute-types"],
  ["attribute-types/of/size", "attribute-type"],
  ["attributes", "attributes"],
  ["attributes/of/interest", "attribute"],
  ["attribute-groups", "attribute-groups"],
  ["attribute-groups/of/clientBook", "attribute-group"],
  ["activity-types", "activity-types"],
  ["activity-types/of/visit", "activity-type"],
  ["commerce-parameters", "commerce-parameters-search", "&tab=search"],
  ["commerce-parameters", "commerce-parameters-numbers", "&tab=numbers"],
  ["commerce-parameters", "commerce-parameters-clienteling", "&tab=clienteling"],
] as const satisfies readonly (readonly [path: string, name: string, search?: string])[];

test.for(looksAtEveryWidth().map((look) => [`${look.theme} ${look.language}`, look] as const))(
  "the set-up of clienteling is readable at every width in %s",
  async ([, look], { open, retailer }) => {
    const { product, legalEntity } = retailer;
    await product.call(putActivityType, { params: { legalEntity, code: "visit" }, body: { name: { en: "Visit", nl: "Bezoek" }, order: 1 } });
    const size = { params: { legalEntity, code: "size" } };
    await product.call(putAttributeType, { ...size, body: { name: { en: "Sizes", nl: "Maten" }, type: "integer", lower: 30, upper: 60, unit: { en: "cm" } } });
    await product.call(putAttribute, {
      params: { legalEntity, code: "ring" },
      body: { name: { en: "Ring" }, attributeType: "size" as never, refinable: false },
    });
    const page = await open(look);
    await enterHeadquarters(page, retailer.product);
    for (const [path, name, tab] of PAGES) {
      await page.setViewportSize(look.size);
      await page.goto(address(retailer, path, tab));
      await expectToSee(page.getByRole("main").locator("table, form, .r-state"));
      await expectReadableAtEveryWidth(page, { name, look });
    }
  },
);
