import { putCustomers } from "@rapport/contract/customers";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, screenshot, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

test("AU5 the log says who changed a customer from what to what, by filters that stand in the address", async ({ open, product, retailer }) => {
  const { legalEntity } = retailer;
  const accountNumber = `audited-${legalEntity}`;
  for (const city of ["Delft", "Utrecht"])
    await product.call(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber, lastName: "Audited", city }] } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/audit`);
  await page.getByRole("searchbox", { name: "Customer: Account number" }).fill(accountNumber);
  await page.getByRole("combobox", { name: "What", exact: true }).fill("customer sav");
  await page.getByRole("option", { name: "Customer saved", exact: true }).click();
  await expectToSee(page.getByText("2 entries shown"));
  await page.reload();
  await expectToSee(page.getByText("2 entries shown"));
  await page
    .getByRole("button", { name: /^Details of Customer saved/ })
    .first()
    .click();
  const details = page.getByRole("dialog", { name: "Customer saved" });
  await expectToSee(details.getByRole("row", { name: "City Delft Utrecht" }));
  await expectNoAxeViolations(page);
  await details.getByRole("button", { name: "Close" }).last().click();
  await page.getByLabel("Legal entity", { exact: true }).selectOption(legalEntity);
  await expectToSee(page.getByText("2 entries shown"));
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export as CSV" }).click()]);
  const [header = "", ...file] = (await text(await download.createReadStream())).split("\r\n");
  expect(header).toContain("Entry,When,Who,By way of,From,Approved by,What,What (code),Legal entity,About,Name,Field,Field (code),Before,After");
  const changed = (before: string, after: string) =>
    expect.stringContaining(`,Customer saved,customer.saved,${legalEntity},Customer,${accountNumber},City,city,${before},${after}`) as string;
  expect(file.filter((line) => line.includes(",city,"))).toEqual([changed("Delft", "Utrecht"), changed("–", "Delft")]);
  await expectToSee(page.getByText(/rows exported\./));
  const dutch = await open({ ...DESKTOP, language: "nl" });
  await enterHeadquarters(dutch, product);
  await dutch.goto(`${product.url}/hq/audit?customer=${accountNumber}`);
  const [inDutch] = await Promise.all([dutch.waitForEvent("download"), dutch.getByRole("button", { name: "Exporteren als CSV" }).click()]);
  expect(await text(await inDutch.createReadStream())).toContain(
    `;Klant opgeslagen;customer.saved;${legalEntity};Klant;${accountNumber};Plaats;city;Delft;Utrecht`,
  );
});

test.for(looksOf("hq").map((look) => [`${look.theme} ${look.language} ${look.size.width}`, look] as const))(
  "the audit log is readable in %s",
  async ([, look], { open, product }) => {
    const page = await open(look);
    await enterHeadquarters(page, product);
    await page.goto(`${product.url}/hq/audit`);
    await expectToSee(page.getByRole("table"));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "audit-log", look });
    await page.getByRole("combobox").first().click();
    await expectToSee(page.getByRole("listbox").getByRole("option").nth(5));
    await screenshot(page, { name: "audit-log-actions", look });
  },
);
