import { text } from "node:stream/consumers";
import { getStore, listStores } from "@rapport/contract/organisation";
import { getCustomerByNumber } from "@rapport/contract/customers";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectReadableAtEveryWidth, expectToSee, looksAtEveryWidth, type Retailer, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
const address = ({ product, legalEntity }: Retailer, path: string) => `${product.url}/hq/${path}?legalEntity=${legalEntity}`;

async function give(page: Page, { name, content }: { name: string; content: string }): Promise<void> {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

const saved = async (page: Page, button: string) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText(button, { exact: true }).click()]);
  return { name: download.suggestedFilename(), text: await text(await download.createReadStream()) };
};

test("IE5 a list is downloaded, changed, checked, mended and stored; wrong rows come back as a file with their reasons", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "stores"));
  await page.getByRole("link", { name: "Import" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Import stores" }));
  const list = await saved(page, "Download the list");
  expect(list.name).toBe(`${legalEntity}-stores.csv`);
  const [header = "", row = ""] = list.text.split("\r\n");
  expect(row).toContain("AMS,Amsterdam");

  await give(page, { name: "same.csv", content: list.text });
  await expectToSee(page.getByText("Every row says what is stored already."));
  const cells = (of: Record<string, string>) => header.split(",").map((column) => of[column] ?? "");
  const rotterdam = cells({ number: "ROT", name: "Rotterdam" }).join(",");
  const utrecht = cells({ number: "UTR", name: "Utrecht", customerAddressBooks: "AMS", employeeAddressBooks: "away", active: "yes" }).join(",");
  await give(page, { name: "stores.csv", content: `${header},colour\r\n${row},red\r\n${rotterdam},\r\n${utrecht},\r\n` });
  await expectToSee(page.getByRole("heading", { name: "What stores.csv would do" }));
  await expectToSee(page.getByText("These columns are not read: colour."));
  expect((await page.getByRole("definition").allTextContents()).map(Number)).toEqual([1, 0, 1, 1]);
  await expectToSee(page.getByRole("row", { name: /4.*UTR.*employeeAddressBooks there is no address book away/ }));
  await expectNoAxeViolations(page);
  const problems = await saved(page, "Download these rows");
  expect(problems.text).toBe(`${header},colour,#line,#reason\r\n${utrecht},,4,employeeAddressBooks there is no address book away\r\n`);

  await page.getByRole("button", { name: "Store the good rows" }).click();
  await expectToSee(page.getByText("Stored."));
  const { stores } = await product.call(listStores, { params: { legalEntity }, query: {} });
  expect(stores.map(({ number, name }) => `${number} ${name}`)).toEqual(["AMS Amsterdam", "ROT Rotterdam"]);
  // The rows that came back, mended: the notes beside them are not read.
  await give(page, { name: "mended.csv", content: problems.text.replace("away,", "AMS,").replace("there is no address book away", "?") });
  await page.getByRole("button", { name: "Store all" }).click();
  await expectToSee(page.getByText("Stored."));
  expect(await product.call(getStore, { params: { legalEntity, store: "UTR" } })).toMatchObject({ employeeAddressBooks: ["AMS"], active: true });
  await page.reload();
  await expectToSee(page.getByRole("heading", { name: "What mended.csv did" }));
  await page.getByRole("link", { name: "To the list" }).click();
  await expectToSee(page.getByRole("row", { name: /Utrecht.*UTR/ }));
});

test("IE2 a file that is no list says what to do, and customers are imported on screen", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "lists/customers"));
  await give(page, { name: "photo.csv", content: "PK\u0003\u0004" });
  await expectToSee(page.getByRole("alert").getByText("This is a workbook or a zip file"));
  await expectNoAxeViolations(page);
  await give(page, { name: "customers.csv", content: "accountnumber;lastname;attributes.birthday\n9001;Vermeer;1990-02-29\n9002;Bos;1990-02-28\n" });
  await expectToSee(page.getByRole("row", { name: /2.*9001.*attributes\.birthday/ }));
  await page.getByRole("button", { name: "Store the good rows" }).click();
  await expectToSee(page.getByText("Stored."));
  const customer = await product.call(getCustomerByNumber, { params: { legalEntity, accountNumber: "9002" } });
  expect(customer).toMatchObject({ lastName: "Bos", attributes: { birthday: "1990-02-28" } });
});

test.for(looksAtEveryWidth().map((look) => [`${look.theme} ${look.language}`, look] as const))(
  "an import is readable at every width in %s",
  async ([, look], { open, retailer }) => {
    const page = await open(look);
    await enterHeadquarters(page, retailer.product);
    await page.goto(address(retailer, "lists/workers"));
    await give(page, { name: "workers.csv", content: "operatorId,name,language,hobby\n2001,Ann,nl,\n2002,,fr,\n2003,Bo,de,\nnot an id,Cy,,\n" });
    await expectToSee(page.getByRole("table").getByText("2002"));
    await expectReadableAtEveryWidth(page, { name: "import", look });
  },
);
