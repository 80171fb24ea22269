import { putNumberSequence, putWorker } from "@rapport/contract/organisation";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterRegister, expectNoAxeViolations, expectToSee, looksOf, type Retailer, screenshot, test } from "../src/index.ts";

const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;

test("CC1 CC10 OF7 an associate makes a client of a search that found nobody; what was typed survives a reload, and who is alike is shown", async ({
  open,
  retailer,
}) => {
  const page = await searchFor(await open(TABLET), retailer, "Ada de Bos");
  await page.getByRole("button", { name: "Create customer" }).first().click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "New customer" }));
  expect([await page.getByLabel("First name").inputValue(), await page.getByLabel("Last name").inputValue()]).toEqual(["Ada", "de Bos"]);
  await page.getByLabel("E-mail").fill("clara@example.com");
  await expectToSee(page.getByText("Is this the same person?"));
  await expectToSee(page.getByText("Amsterdam · same e-mail"));
  await page.reload();
  await expectToSee(page.getByText("You began this earlier."));
  expect(await page.getByLabel("E-mail").inputValue()).toBe("clara@example.com");
  await page.getByRole("link", { name: "Open Clara Vermeer" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  await page.goBack();
  await expectToSee(page.getByRole("button", { name: "Create anyway" }));
  await page.getByRole("button", { name: "More fields" }).click();
  await page.getByLabel("City").first().fill("Gent");
  await page.getByRole("button", { name: "Create anyway" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Ada de Bos" }));
  await expectToSee(page.getByText("In your client book").first());
  await expectToSee(page.getByText("Gent").first());
  await page.goto(`${retailer.product.url}/pos/customers/new`);
  await expectToSee(page.getByRole("heading", { level: 1, name: "New customer" }));
  expect(await page.getByLabel("Last name").inputValue()).toBe("");
});

test.for(looksOf("pos"))("the form of a new client in $theme, $language, $size.width", async (look, { open, retailer }) => {
  const page = await searchFor(await open(look), retailer, "Ada de Bos");
  await page
    .getByRole("button", { name: look.language === "nl" ? "Klant aanmaken" : "Create customer" })
    .first()
    .click();
  await expectToSee(page.getByRole("heading", { level: 1, name: look.language === "nl" ? "Nieuwe klant" : "New customer" }));
  await page.getByLabel("E-mail").fill("clara@example.com");
  await expectToSee(page.getByRole("link", { name: "Clara Vermeer" }));
  await screenshot(page, { name: "customer-create", look });
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
});

async function searchFor(page: Page, retailer: Retailer, query: string): Promise<Page> {
  const { product, legalEntity, operatorId } = retailer;
  await product.call(putWorker, { params: { legalEntity, operatorId }, body: { operations: [612, 712, 713, 714, 715] } });
  await product.call(putNumberSequence, { params: { legalEntity, reference: "customer" }, body: { format: "K-####" } });
  await enterRegister(page, retailer);
  await page.goto(`${product.url}/pos/search`);
  await page.getByRole("searchbox").fill(query);
  return page;
}
