import { getClientBook, putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomer } from "@rapport/contract/customers";
import { putWorker } from "@rapport/contract/organisation";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectReadableAtEveryWidth, expectToSee, looksAtEveryWidth, type Retailer, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
const address = ({ product, legalEntity }: Retailer, path: string) => `${product.url}/hq/${path}?legalEntity=${legalEntity}`;
const NAMES = ["Abel Aarts", "Bas Boer", "Coba Claes", "Dirk Dekker"];

/** Two associates, one of them with three clients, and a customer in nobody's book. */
async function filled({ product, legalEntity }: Retailer): Promise<void> {
  for (const [operatorId, name] of [
    ["anna", "Anna Adam"],
    ["bo", "Bo Berg"],
  ] as const)
    await product.call(putWorker, { params: { legalEntity, operatorId }, body: { name, employedTo: null } });
  for (const [n, name] of NAMES.entries()) {
    const [firstName = "", lastName = ""] = name.split(" ");
    await product.call(putCustomer, { params: { legalEntity, accountNumber: `BOOK-${n}` }, body: { firstName, lastName, city: "Ghent" } });
  }
  const body = { accountNumbers: [0, 1, 2].map((n) => `BOOK-${n}`) };
  await product.call(putClientBookEntries, { params: { legalEntity, operatorId: "anna" }, body });
}

test("R101 clients of an associate are moved, added and removed at headquarters", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  await filled(retailer);
  const sizeOf = async (operatorId: string) => (await product.call(getClientBook, { params: { legalEntity, operatorId } })).clients;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "client-books"));
  await expectToSee(page.getByRole("row", { name: /Anna Adam.*anna.*3/ }));
  await page.getByRole("link", { name: "Anna Adam" }).click();
  await page.getByRole("checkbox", { name: "Choose Abel Aarts" }).check();
  await page.getByRole("checkbox", { name: "Choose Coba Claes" }).check();
  await page.getByRole("button", { name: "Move", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Move 2 clients" });
  await dialog.getByRole("button", { name: "Move" }).click();
  await expectToSee(dialog.getByText("Choose an associate."));
  await dialog.getByRole("combobox", { name: "To the book of" }).fill("Bo");
  await page.getByRole("option", { name: /Bo Berg/ }).click();
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: "Move" }).click();
  await expectToSee(page.getByText("2 clients are now with Bo Berg."));
  expect([await sizeOf("anna"), await sizeOf("bo")]).toEqual([1, 2]);

  await page.getByRole("button", { name: "Add clients" }).click();
  await page.getByRole("searchbox", { name: "Search customers" }).fill("dekker");
  await page.getByRole("checkbox", { name: /Dirk Dekker/ }).check();
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Add 1 client" }).click();
  await expectToSee(page.getByText("1 client added."));
  // The page shows the client before all on it are chosen.
  await expectToSee(page.getByRole("checkbox", { name: "Choose Dirk Dekker" }));
  await page.getByRole("button", { name: "Choose all on this page" }).click();
  await expectToSee(page.getByText("2 clients chosen"));
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expectToSee(page.getByText("No client in this book"));
  expect([await sizeOf("anna"), await sizeOf("bo")]).toEqual([0, 2]);
});

test("all clients of somebody who leaves are handed over at headquarters after a preview, and given back", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  await filled(retailer);
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "client-books/of/anna"));
  await page.getByRole("link", { name: "Hand over all clients" }).click();
  await page.getByLabel("Split").selectOption("Evenly");
  for (const name of ["Bo", "Sanne"]) {
    await page.getByRole("combobox", { name: "Among" }).fill(name);
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
  }
  await expectToSee(page.getByRole("row", { name: /Bo Berg.*0.*2.*2/ }));
  await expectToSee(page.getByRole("row", { name: /Sanne de Wit.*2.*1.*3/ }));
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Hand over 3 clients" }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "Hand over 3 clients" }).click();
  await expectToSee(page.getByText("3 clients handed over."));
  await expectToSee(page.getByText(/Bo Berg 2 · Sanne de Wit 1/));
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Undo" }).click();
  await expectToSee(page.getByText("3 clients are back."));
  expect(await product.call(getClientBook, { params: { legalEntity, operatorId: "anna" } })).toMatchObject({ clients: 3 });
});

const PAGES = [
  ["client-books", "client-books"],
  ["client-books/of/anna", "client-book"],
  ["client-books/of/anna/leave", "client-book-leave"],
] as const;

test.for(looksAtEveryWidth().map((look) => [`${look.theme} ${look.language}`, look] as const))(
  "client books are readable at every width in %s",
  async ([, look], { open, retailer }) => {
    await filled(retailer);
    const page = await open(look);
    await enterHeadquarters(page, retailer.product);
    for (const [path, name] of PAGES) {
      await page.setViewportSize(look.size);
      await page.goto(address(retailer, path));
      await expectToSee(page.getByRole("main").locator("table, form, .r-state, .hq-leave"));
      await expectReadableAtEveryWidth(page, { name, look });
    }
  },
);
