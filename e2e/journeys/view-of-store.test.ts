import { putClientBookEntries, putParameters } from "@rapport/contract/clienteling";
import { putWorker } from "@rapport/contract/organisation";
import { expect } from "vitest";
import { enterRegister, expectNoAxeViolations, expectToSee, looksOf, makeRetailer, screenshot, test as journey, type Retailer } from "../src/index.ts";

const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;

/** Clara and Noor are Sanne's clients, Tom is Bram's. Ines has no book. */
async function withColleagues(shop: Retailer): Promise<Retailer> {
  const params = { legalEntity: shop.legalEntity };
  for (const [operatorId, name] of [
    ["1002", "Bram Visser"],
    ["1003", "Ines Kaya"],
  ] as const)
    await shop.product.call(putWorker, {
      params: { ...params, operatorId },
      body: { name, employeeAddressBooks: ["AMS"], operations: [712, 713, 714, 715], password: `journey-${operatorId}` },
    });
  await shop.product.call(putClientBookEntries, { params: { ...params, operatorId: "1002" }, body: { accountNumbers: ["C-3"] } });
  return shop;
}

const test = journey.extend("shop", { scope: "file" }, async ({ product }) => await withColleagues(await makeRetailer(product)));

test("R42 R46 R47 case 9 the store's books are filtered by associate, and all of a filter are reassigned together", async ({ open, product }) => {
  const shop = await withColleagues(await makeRetailer(product));
  const page = await open(TABLET);
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/client-book`);
  await page.getByRole("navigation", { name: "Client books" }).getByRole("link", { name: "Store" }).click();
  const clients = page.getByRole("list", { name: "Clients", exact: true });
  await expectToSee(page.getByText("3 clients"));
  expect(await clients.getByRole("heading").allTextContents()).toEqual(["Noor Bakker", "Tom Jansen", "Clara Vermeer"]);
  await page
    .getByRole("complementary", { name: "Filters" })
    .getByRole("button", { name: /^Sanne de Wit/ })
    .click();
  await expectToSee(page.getByText("2 clients"));
  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page.getByRole("button", { name: "Select all 2" }).click();
  await page.getByRole("button", { name: "Reassign", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Reassign 2 clients" });
  await expectToSee(dialog.getByText("The clients leave the book of Sanne de Wit."));
  await dialog.getByRole("combobox", { name: "To whom" }).fill("Ines");
  await page.getByRole("option", { name: /Ines Kaya/ }).click();
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: "Reassign" }).click();
  await expectToSee(page.getByText("2 clients are with Ines Kaya now."));
  await expectToSee(page.getByText("No client matches"));
  await page.getByRole("button", { name: "Clear all" }).first().click();
  await expectToSee(clients.getByText("Client of Ines Kaya").first());
});

test("R11 BK1 a colleague's client names the owner and can be reassigned; under a higher limit both have them", async ({ open, product }) => {
  const shop = await withColleagues(await makeRetailer(product));
  const page = await open(TABLET);
  await enterRegister(page, shop);
  await page.goto(`${shop.product.url}/pos/store-books`);
  await page.getByRole("link", { name: "Tom Jansen" }).click();
  await expectToSee(page.getByText("Client of Bram Visser"));
  await expectToSee(page.getByRole("button", { name: "Reassign" }));
  await shop.product.call(putParameters, { params: { legalEntity: shop.legalEntity }, body: { booksPerCustomer: 2 } });
  await page.reload();
  await page.getByRole("button", { name: "Add to my client book" }).click();
  await expectToSee(page.getByText("primary owner Bram Visser"));
  await page.goto(`${shop.product.url}/pos/client-book`);
  await expectToSee(page.getByText("Primary owner: Bram Visser"));
});

for (const look of looksOf("pos"))
  test(`the store's books in ${look.language}, ${look.theme}, ${look.size.width} wide`, async ({ open, shop }) => {
    const page = await open(look);
    await enterRegister(page, shop);
    await page.goto(`${shop.product.url}/pos/store-books`);
    await expectToSee(page.getByRole("link", { name: "Tom Jansen" }));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "store-books", look });
    await page.getByRole("button", { name: look.language === "nl" ? "Selecteren" : "Select", exact: true }).click();
    await page.getByRole("button", { name: /Tom Jansen/ }).click();
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "store-books-select", look });
    await page.getByRole("button", { name: look.language === "nl" ? "Overdragen" : "Reassign", exact: true }).click();
    await expectToSee(page.getByRole("combobox"));
    await screenshot(page, { name: "store-books-reassign", look });
  });
