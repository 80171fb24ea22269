import { getCustomerByNumber, putCustomer } from "@rapport/contract/customers";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, screenshot, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

test("CC1 CC10 a customer is made at headquarters, from the palette or the list; somebody with the same contacts is shown with a link, and the new page opens", async ({
  open,
  retailer,
}) => {
  const { product, legalEntity } = retailer;
  await product.call(putCustomer, {
    params: { legalEntity, accountNumber: "N-1" },
    body: { firstName: "Ada", lastName: "Bos", otherEmails: [{ address: "ada@office.example" }], phone: "+31 20 624 5555" },
  });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/customers?legalEntity=${legalEntity}`);
  await expectToSee(page.getByRole("link", { name: "New customer" }));
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to" });
  await palette.waitFor();
  await page.keyboard.type("new cust");
  await expectToSee(palette.getByRole("option", { name: "New customer" }));
  await page.keyboard.press("Enter");
  await expectToSee(page.getByRole("heading", { level: 1, name: "New customer" }));

  await page.getByLabel("E-mail", { exact: true }).fill("ADA@office.example");
  await expectToSee(page.getByText("(N-1): same e-mail address"));
  await page.getByLabel("Phone", { exact: true }).fill("0031 20 6245555");
  await expectToSee(page.getByText("(N-1): same e-mail address, same phone number"));
  expect(await page.getByRole("link", { name: "Ada Bos" }).getAttribute("href")).toContain("/hq/customers/of/N-1");
  await expectNoAxeViolations(page);

  // A number that is taken is refused, and what was typed stays.
  await page.getByLabel("Account number").fill("N-1");
  await page.getByLabel("Last name").fill("Arts");
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByText("N-1 is there already. Choose another, or open the one that is there."));
  await page.getByLabel("Account number").fill("N-2");
  await page.getByLabel("E-mail", { exact: true }).fill("bo@example.com");
  await page.keyboard.press("Control+Enter");
  await expectToSee(page.getByRole("heading", { level: 1, name: "Arts", exact: true }));
  expect(await product.call(getCustomerByNumber, { params: { legalEntity, accountNumber: "N-2" } })).toMatchObject({
    lastName: "Arts",
    phone: "0031 20 6245555",
    email: "bo@example.com",
    saved: { version: 1 },
  });

  for (const look of looksOf("hq")) {
    const seen = await open(look);
    await enterHeadquarters(seen, product);
    await seen.goto(`${product.url}/hq/customers/new?legalEntity=${legalEntity}`);
    await seen.locator("input[name=phone]").fill("+31 20 624 5555");
    await seen.locator("form").getByRole("link", { name: "Ada Bos" }).waitFor();
    await expectNoAxeViolations(seen);
    await screenshot(seen, { name: "new-customer", look });
  }
});
