import { putAttribute } from "@rapport/contract/clienteling";
import { getCustomerByNumber, putCustomer } from "@rapport/contract/customers";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, screenshot, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

test("OG2 a customer is edited: attributes by their type, errors beside their fields, and what somebody else saved meanwhile is told and kept", async ({
  open,
  retailer,
}) => {
  const { product, legalEntity } = retailer;
  const within = { legalEntity };
  const names = (en: string, nl: string) => ({ en, nl });
  await product.call(putAttribute, {
    params: { ...within, code: "size" },
    body: { name: names("Shoe size", "Schoenmaat"), type: "integer", upper: 50, refinable: false },
  });
  await product.call(putAttribute, { params: { ...within, code: "vip" }, body: { name: names("VIP", "Vip"), type: "boolean", refinable: false } });
  await product.call(putAttribute, { params: { ...within, code: "born" }, body: { name: names("Birthday", "Verjaardag"), type: "date", refinable: false } });
  const params = { ...within, accountNumber: "E-1" };
  await product.call(putCustomer, { params, body: { firstName: "Ada", lastName: "Bos", city: "Gent", attributes: { size: 39, born: "--12-05" } } });

  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/customers/of/E-1?legalEntity=${legalEntity}`);
  await page.getByRole("link", { name: "Edit" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Edit Ada Bos" }));
  await expectNoAxeViolations(page);
  await page.getByLabel("Phone", { exact: true }).fill("06-20394858");
  await page.getByLabel("VIP").selectOption({ label: "Yes" });
  await page.getByLabel("Shoe size").fill("60");
  await page.keyboard.press("Control+Enter");
  await page.locator("[aria-invalid=true]").waitFor();
  expect(await page.getByLabel("Shoe size").getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByLabel("Phone", { exact: true }).inputValue()).toBe("06-20394858");
  await page.getByLabel("Shoe size").fill("40");

  await product.call(putCustomer, { params, body: { city: "Brugge" } });
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByText(/A program changed this at/));
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Ada Bos", exact: true }));
  expect(await product.call(getCustomerByNumber, { params })).toMatchObject({
    phone: "06-20394858",
    city: "Brugge",
    attributes: { size: 40, vip: true, born: "--12-05" },
  });

  for (const look of looksOf("hq")) {
    const seen = await open(look);
    await enterHeadquarters(seen, product);
    await seen.goto(`${product.url}/hq/customers/of/E-1/edit?legalEntity=${legalEntity}`);
    await seen.locator("form").waitFor();
    await expectNoAxeViolations(seen);
    await screenshot(seen, { name: "edit-customer", look });
  }
});

test("HC4 a customer gets a second phone and address on the page of headquarters; another phone becomes the primary one", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const params = { legalEntity, accountNumber: "E-2" };
  await product.call(putCustomer, { params, body: { firstName: "Ada", lastName: "Bos", phone: "06-20394858", city: "Gent" } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/customers/of/E-2?legalEntity=${legalEntity}`);
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Add a phone" }).click();
  await page.getByLabel("Phone 2", { exact: true }).fill("020 555 0101");
  await page.getByLabel("Kind, Phone 2").fill("Work");
  await page.getByRole("button", { name: "More about Phone 2" }).click();
  await page.getByRole("menuitem", { name: "Make primary" }).click();
  await expect.poll(async () => await page.getByLabel("Phone", { exact: true }).inputValue()).toBe("020 555 0101");
  await page.getByRole("button", { name: "Add an address" }).click();
  await page.getByLabel("Street and number, Address 2").fill("Damrak 1 b");
  await page.getByRole("button", { name: "Add an e-mail address" }).click();
  await page.getByLabel("E-mail address 2", { exact: true }).fill("ada@example.com");
  await page.getByRole("button", { name: "More about E-mail address 2" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("heading", { level: 1, name: "Ada Bos", exact: true }));
  await expectToSee(page.getByText("Damrak 1 b"));
  expect(await product.call(getCustomerByNumber, { params })).toMatchObject({
    phone: "020 555 0101",
    phoneKind: "work",
    otherPhones: [{ kind: "", number: "06-20394858" }],
    email: "",
    otherEmails: [],
    otherAddresses: [{ street: "Damrak 1 b" }],
  });

  for (const look of looksOf("hq")) {
    const seen = await open(look);
    await enterHeadquarters(seen, product);
    await seen.goto(`${product.url}/hq/customers/of/E-2?legalEntity=${legalEntity}`);
    await seen.getByText("Damrak 1 b").waitFor();
    await expectNoAxeViolations(seen);
    await screenshot(seen, { name: "customer-contacts", look });
  }
});
