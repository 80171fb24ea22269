import { text } from "node:stream/consumers";
import {
  getLegalEntity,
  getStore,
  getWorker,
  listAddressBooks,
  listNumberSequences,
  putAddressBook,
  putLegalEntity,
  putStore,
  putWorker,
} from "@rapport/contract/organisation";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import {
  enterHeadquarters,
  enterRegister,
  expectNoAxeViolations,
  expectReadableAtEveryWidth,
  expectToSee,
  looksAtEveryWidth,
  type Retailer,
  test,
} from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

const address = ({ product, legalEntity }: Retailer, path: string, search = "") => `${product.url}/hq/${path}?legalEntity=${legalEntity}${search}`;
const names = async (page: Page) => await page.getByRole("table").getByRole("rowheader").allTextContents();
/** Takes the first thing that what is typed finds, once it is there to be found. */
const choose = async (page: Page, { field, typed }: { field: string; typed: string }) => {
  await page.getByRole("combobox", { name: field }).fill(typed);
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
};
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

test("an address book and a store are set up on screen: errors show beside their fields, Ctrl+Enter saves, and what is in use is not deleted", async ({
  open,
  retailer,
}) => {
  const page = await open(DESKTOP);
  await enterHeadquarters(page, retailer.product);
  await page.goto(address(retailer, "address-books"));
  await page.getByRole("link", { name: "New address book" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "New address book" }));
  await page.getByLabel("Name").fill("Utrecht");
  await page.getByLabel("Code").fill("not a code");
  await page.keyboard.press("Control+Enter");
  await page.locator("[aria-invalid=true]").waitFor();
  expect(await page.locator("[aria-invalid=true]").getAttribute("name")).toBe("code");
  await page.getByLabel("Code").fill("AMS");
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByText("AMS is there already."));
  expect(await page.getByLabel("Name").inputValue()).toBe("Utrecht");
  await page.getByLabel("Code").fill("UTR");
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("link", { name: "Utrecht" }));

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Stores" }).click();
  await page.getByRole("link", { name: "New store" }).click();
  await page.getByLabel("Number").fill("UTR");
  await page.getByLabel("Name").fill("Utrecht");
  await choose(page, { field: "Customer address books", typed: "utr" });
  await page.keyboard.press("Escape");
  await expectToSee(page.getByRole("button", { name: "Remove: Utrecht (UTR)" }));
  await expectNoAxeViolations(page);
  await save(page).click();
  await expectToSee(page.getByRole("row", { name: /Utrecht.*UTR.*In use/ }));
  const { product, legalEntity } = retailer;
  expect(await product.call(getStore, { params: { legalEntity, store: "UTR" } })).toMatchObject({ customerAddressBooks: ["UTR"], language: null });

  await page.goto(address(retailer, "address-books/of/UTR"));
  await page.getByRole("button", { name: "Delete" }).click();
  const asked = page.getByRole("alertdialog", { name: "Delete Utrecht?" });
  await asked.getByRole("button", { name: "Delete" }).click();
  await expectToSee(asked.getByText("It is used by 1 store."));
  await expectNoAxeViolations(page);
  await asked.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Put out of use" }).click();
  await expectToSee(page.getByRole("button", { name: "Take into use again" }));
  await page.getByRole("navigation", { name: "Pages above this one" }).getByRole("link").click();
  await expectToSee(page.getByRole("row", { name: /Utrecht.*Out of use/ }));
  const { addressBooks } = await product.call(listAddressBooks, { params: { legalEntity }, query: { active: "false" } });
  expect(addressBooks.map(({ code }) => code)).toEqual(["UTR"]);
});

test("OG7 a worker is made with a permission group, lacks what was taken away, and signs in at a new register", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "permission-groups/new"));
  await page.getByLabel("Code").fill("sellers");
  await page.getByLabel("Name").fill("Sellers");
  for (const operation of [712, 714, 715]) await page.getByRole("checkbox", { name: new RegExp(`^${operation}`) }).check();
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("row", { name: /Sellers.*712, 714, 715/ }));

  await page.goto(address(retailer, "registers/new"));
  await page.getByLabel("Number").fill("UTR-1");
  await choose(page, { field: "Store", typed: "amst" });
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("row", { name: /UTR-1.*Amsterdam \(AMS\)/ }));

  await page.goto(address(retailer, "workers/new"));
  await page.getByLabel("Operator id").fill("2002");
  await page.getByLabel("Name", { exact: true }).fill("Els Smit");
  await choose(page, { field: "Employee address books", typed: "ams" });
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Permission group" }).selectOption("sellers");
  const remove = page.getByRole("combobox", { name: /^715/ });
  expect(await remove.locator("option:checked").textContent()).toBe("Allowed (by the group)");
  await remove.selectOption("taken");
  await page.getByLabel("New password", { exact: true }).fill("short");
  await page.keyboard.press("Control+Enter");
  await page.locator("[aria-invalid=true][name=password]").waitFor();
  await page.getByLabel("New password", { exact: true }).fill("plum-harbour-58");
  await page.getByRole("group", { name: "Employed to" }).getByRole("spinbutton").first().click();
  await page.keyboard.type("3112");
  await page.keyboard.press("Control+Enter");
  // A day without a year is no day, and not none either.
  await expectToSee(page.getByText("This is not a date."));
  await page.keyboard.type("2099");
  await page.keyboard.press("Escape");
  await expectNoAxeViolations(page);
  await save(page).click();
  await expectToSee(page.getByRole("row", { name: /Els Smit.*2002.*Sellers.*712, 714.*to 31 Dec 2099/ }));
  const params = { legalEntity, operatorId: "2002" };
  expect(await product.call(getWorker, { params })).toMatchObject({ employedFrom: null, employedTo: "2099-12-31", holds: [712, 714], withheld: [715] });

  const till = await open({ ...DESKTOP, app: "pos", size: { width: 1024, height: 768 } });
  await enterRegister(till, { ...retailer, register: "UTR-1", operatorId: "2002", password: "plum-harbour-58" });
  await till.goto(`${product.url}/pos/`);
  // SI8: the password that headquarters gave is for the first sign-in alone.
  await till.getByLabel("The password you were given", { exact: true }).fill("plum-harbour-58");
  await till.getByLabel("New password", { exact: true }).fill("lantern-meadow-19");
  await till.keyboard.press("Enter");
  await expectToSee(till.getByRole("heading", { level: 1, name: /Els/ }));
});

test("a legal entity is made and put out of use; it cannot name the report suite of another", async ({ open, retailer }) => {
  const { product, legalEntity, suite } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/legal-entities/new`);
  const code = `${legalEntity}2`.slice(-20);
  await page.getByLabel("Code").fill(code);
  await page.getByLabel("Name", { exact: true }).fill("Second BV");
  await choose(page, { field: "Country", typed: "(NL)" });
  await choose(page, { field: "Report suite", typed: suite.rsid });
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByText(`is that of legal entity ${legalEntity}`));
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Second BV");
  await expectNoAxeViolations(page);
  await choose(page, { field: "Report suite", typed: "None" });
  await save(page).click();
  await page.getByRole("searchbox", { name: "Search" }).fill(code);
  await expectToSee(page.getByRole("row", { name: new RegExp(`Second BV.*${code}.*EUR.*NL.*In use`) }));
  await page.getByRole("link", { name: "Second BV" }).click();
  await page.getByRole("button", { name: "Put out of use" }).click();
  await expectToSee(page.getByRole("button", { name: "Take into use again" }));
  expect(await product.call(getLegalEntity, { params: { legalEntity: code } })).toMatchObject({ active: false, country: "NL", rsid: null });
});

test("OG8 Home tells what needs attention, and leads to where it is mended", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const name = `Shop of ${legalEntity}`;
  await product.call(putLegalEntity, { params: { legalEntity }, body: { name } });
  await product.call(putWorker, { params: { legalEntity, operatorId: "3003" }, body: { name: "Jan Visser", employeeAddressBooks: ["AMS"] } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/`);
  const line = page.getByRole("listitem").filter({ hasText: `1 worker of ${name} has no password` });
  await expectToSee(line);
  await expectNoAxeViolations(page);
  await line.getByRole("link", { name: "Jan Visser" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Jan Visser" }));
  await page.getByRole("combobox", { name: /^712/ }).selectOption("given");
  await page.getByLabel("New password", { exact: true }).fill("plum-harbour-58");
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("row", { name: /Jan Visser/ }));
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Home" }));
  await line.waitFor({ state: "detached" });
});

test("OG8 what client books lack is set up where Home leads to", async ({ open, retailer: { product, legalEntity } }) => {
  const code = `${legalEntity}9`.slice(-20);
  const params = { legalEntity: code };
  await product.call(putLegalEntity, { params, body: { name: `Empty ${code}`, currency: "EUR" } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/`);
  await expectToSee(page.getByRole("link", { name: `Empty ${code} shows no attributes of clients` }));
  await page.getByRole("link", { name: `Empty ${code} has no number sequence for client books` }).click();
  await expectToSee(page.getByRole("heading", { level: 2, name: `Commerce parameters of Empty ${code}` }));
  const books = page.getByRole("region", { name: "Client book identifier" });
  await books.getByLabel("Number format").fill("CB");
  await page.keyboard.press("Control+Enter");
  await page.locator("[aria-invalid=true][name=format]").waitFor();
  await expectNoAxeViolations(page);
  await books.getByLabel("Number format").fill("CB-####");
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByText("Saved."));
  const { numberSequences } = await product.call(listNumberSequences, { params });
  expect(numberSequences).toMatchObject([{ reference: "clientBook", format: "CB-####", next: 1 }]);
  await books.getByLabel("Number format").fill("");
  await page.keyboard.press("Control+Enter");
  await page.locator("[aria-invalid=true][name=format]").waitFor();
  await books.getByLabel("Number format").fill("CB-####");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expectToSee(page.getByRole("link", { name: `Empty ${code} shows no attributes of clients` }));
  await page.getByRole("link", { name: `Empty ${code} has no number sequence for client books` }).waitFor({ state: "detached" });
});

test("a list is searched, filtered, sorted and paged in its address, its columns are chosen, and what is shown becomes a file", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  for (let n = 1; n <= 60; n += 1) {
    const name = n === 7 ? "=Seven" : `Book ${String(n).padStart(2, "0")}`;
    await product.call(putAddressBook, { params: { legalEntity, code: `B-${n}` }, body: { name, active: n % 20 !== 0 } });
  }
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "address-books", "&sort=name"));
  await expectToSee(page.getByText("1 to 50 of 61"));
  await page.getByRole("button", { name: "Next" }).click();
  await expectToSee(page.getByText("51 to 61 of 61"));
  expect((await names(page)).at(-1)).toBe("Book 60");
  await page.getByRole("button", { name: "Name" }).click();
  await expectToSee(page.getByText("1 to 50 of 61"));
  await expect.poll(async () => (await names(page))[0]).toBe("Book 60");
  await page.getByRole("searchbox", { name: "Search" }).fill("0");
  await expectToSee(page.getByText("14 rows"));
  await page.getByRole("combobox", { name: "Show" }).selectOption("no");
  await expectToSee(page.getByText("3 rows"));
  await page.reload();
  await expectToSee(page.getByText("3 rows"));
  expect(await names(page)).toEqual(["Book 60", "Book 40", "Book 20"]);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "State" }).click();
  await page.keyboard.press("Escape");
  expect(await page.getByRole("columnheader").allTextContents()).toEqual(["Name", "Code"]);
  await page.getByRole("combobox", { name: "Show" }).selectOption("");
  await page.getByRole("searchbox", { name: "Search" }).fill("seven");
  await expectToSee(page.getByText("1 row"));
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export as CSV" }).click()]);
  expect(await text(await download.createReadStream())).toBe("Name,Code\r\n'=Seven,B-7\r\n");
  await page.getByRole("link", { name: "=Seven" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  // Back in the list as it was.
  await expectToSee(page.getByText("1 row"));
  expect(await page.getByRole("searchbox", { name: "Search" }).inputValue()).toBe("seven");
  await page.getByRole("searchbox", { name: "Search" }).fill("nowhere");
  await expectToSee(page.getByText("Nothing matches"));
  await expectNoAxeViolations(page);
  await page.goto(address(retailer, "address-books", "&page=9"));
  await expectToSee(page.getByText("Page 9 is past the last of 61 rows"));
});

test("OG2 a person who saves after somebody else sees both versions and chooses; nothing that either typed is lost in silence", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const params = { legalEntity, store: "AMS" };
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  const change = async (city: string) => {
    await page.goto(address(retailer, "stores/of/AMS"));
    await page.getByLabel("City").fill(city);
  };
  await change("Mine");
  await product.call(putStore, { params, body: { name: "Theirs", city: "Theirs" } });
  await save(page).click();
  await expectToSee(page.getByText(/^A program changed this at/));
  const rows = page.getByRole("region", { name: "Yours beside what was saved meanwhile" }).getByRole("row");
  expect((await rows.allTextContents()).slice(1)).toEqual(["NameNot changed by youTheirs", "CityMineTheirs"]);
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expectToSee(page.getByRole("row", { name: /Theirs.*Mine/ }));
  expect(await product.call(getStore, { params })).toMatchObject({ name: "Theirs", city: "Mine", saved: { version: 3 } });

  await change("Mine again");
  await product.call(putStore, { params, body: { city: "Theirs again" } });
  await save(page).click();
  await page.getByRole("button", { name: "Take theirs" }).click();
  expect(await page.getByLabel("City").inputValue()).toBe("Theirs again");
  await page.getByRole("link", { name: "Stores" }).last().click();
  await expectToSee(page.getByRole("row", { name: /Theirs again/ }));
});

test("leaving unsaved changes asks first", async ({ open, retailer }) => {
  const page = await open(DESKTOP);
  await enterHeadquarters(page, retailer.product);
  await page.goto(address(retailer, "stores/of/AMS"));
  await page.getByLabel("City").fill("Haarlem");
  const away = () => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Address books" }).click();
  await away();
  const asked = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await expectNoAxeViolations(page);
  await asked.getByRole("button", { name: "Stay here" }).click();
  expect(await page.getByLabel("City").inputValue()).toBe("Haarlem");
  await away();
  await asked.getByRole("button", { name: "Leave" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Address books" }));
  await page.goBack();
  await page.getByLabel("City").waitFor();
  expect(await page.getByLabel("City").inputValue()).toBe("Amsterdam");
});

const PAGES = [
  ["", "home"],
  ["stores", "stores"],
  ["stores/of/AMS", "store"],
  ["address-books", "address-books"],
  ["address-books/new", "address-book-new"],
  ["registers", "registers"],
  ["workers", "workers"],
  ["workers/of/1001", "worker"],
  ["permission-groups/new", "permission-group-new"],
  ["legal-entities", "legal-entities"],
  ["legal-entities/new", "legal-entity-new"],
] as const;

test.for(looksAtEveryWidth().map((look) => [`${look.theme} ${look.language}`, look] as const))(
  "the organisation is readable at every width in %s",
  async ([, look], { open, retailer }) => {
    const page = await open(look);
    await enterHeadquarters(page, retailer.product);
    for (const [path, name] of PAGES) {
      await page.setViewportSize(look.size);
      await page.goto(address(retailer, path));
      await expectToSee(page.getByRole("main").locator("table, form, li, .r-state"));
      await expectReadableAtEveryWidth(page, { name, look });
    }
  },
);
