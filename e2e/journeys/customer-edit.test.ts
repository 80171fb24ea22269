import { putCustomers } from "@rapport/contract/customers";
import { putWorker } from "@rapport/contract/organisation";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterRegister, expectNoAxeViolations, expectToSee, looksOf, type Retailer, screenshot, test } from "../src/index.ts";

const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;

test("R26 OG2 an associate edits a client; what somebody else changed elsewhere is kept, and the same field is chosen", async ({ open, retailer }) => {
  await letEdit(retailer);
  const { product, legalEntity } = retailer;
  const page = await openClient(await open(TABLET), retailer);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Edit Clara Vermeer" }));
  await page.getByLabel("First name").fill("Klara");
  await product.call(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "C-1", city: "Haarlem" }] } });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectToSee(page.getByText("Saved, together with what"));
  await expectToSee(page.getByRole("heading", { level: 1, name: "Klara Vermeer" }));
  await expectToSee(page.getByText("Haarlem").first());

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("First name").fill("Clair");
  await page.getByLabel("Last name").fill("Vermeer-Bos");
  await product.call(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "C-1", firstName: "Clare" }] } });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Theirs: Clare" }).click();
  await screenshot(page, { name: "customer-clash", look: TABLET });
  await expectNoAxeViolations(page);
  // The form can still be typed in while the choice is open.
  await page.getByLabel("Last name").fill("Vermeer-Bosch");
  await page.getByRole("button", { name: "Save this choice" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clare Vermeer-Bosch" }));

  // The end of the session is not held up by a changed form (SI18).
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("First name").fill("Half a na");
  await page.getByRole("button", { name: /account and settings/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expectToSee(page.getByLabel("Operator id"));
  expect(await page.getByLabel("First name").count()).toBe(0);
});

test("OF7 a half-typed change survives Back, a reload, a lock and a crash, belongs to its writer, and merges with what others saved meanwhile", async ({
  open,
  retailer,
}) => {
  await letEdit(retailer);
  const { product, legalEntity } = retailer;
  const page = await openClient(await open(TABLET), retailer);
  const edit = page.getByRole("button", { name: "Edit", exact: true });
  const goOn = page.getByRole("button", { name: "Continue editing" });
  const first = page.getByLabel("First name");
  await edit.click();
  await first.fill("Klara");
  await page.goBack();
  // By keyboard: a second tap at the same place, this soon after the first, is no tap (C23).
  await goOn.press("Enter");
  await expectToSee(page.getByText("You began this change earlier."));
  expect(await first.inputValue()).toBe("Klara");

  await page.getByLabel("Last name").fill("Vermeer-Bos");
  await page.reload();
  await expectToSee(first);
  expect(await first.inputValue()).toBe("Klara");

  // As after a crash: another page of the same device.
  const address = page.url();
  const other = await page.context().newPage();
  await page.close({ runBeforeUnload: false });
  await other.goto(address);
  await expectToSee(other.getByText("You began this change earlier."));
  await other.getByRole("button", { name: "Lock" }).click();
  await expectToSee(other.getByRole("button", { name: "Unlock" }));
  expect(await other.getByText("Klara").count()).toBe(0);
  await other.getByLabel("Your password").fill(retailer.password);
  await other.getByRole("button", { name: "Unlock" }).click();
  await expectToSee(other.getByLabel("First name"));
  expect(await other.getByLabel("Last name").inputValue()).toBe("Vermeer-Bos");

  await product.call(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "C-1", city: "Haarlem" }] } });
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expectToSee(other.getByRole("heading", { level: 1, name: "Klara Vermeer-Bos" }));
  await expectToSee(other.getByText("Haarlem").first());
  await other.getByRole("button", { name: "Edit", exact: true }).click();
  await expectToSee(other.getByLabel("First name"));
  expect(await other.getByText("You began this change earlier.").count()).toBe(0);

  // Cancel throws away what was changed, after asking.
  await other.getByLabel("First name").fill("Nobody");
  await other.getByRole("button", { name: "Cancel", exact: true }).click();
  await other.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await expectToSee(other.getByRole("heading", { level: 1, name: "Klara Vermeer-Bos" }));
  await expectToSee(other.getByRole("button", { name: "Edit", exact: true }));
});

test.for(looksOf("pos"))("the form of a client in $theme, $language, $size.width", async (look, { open, retailer }) => {
  await letEdit(retailer);
  const page = await openClient(await open(look), retailer);
  await page.getByRole("button", { name: look.language === "nl" ? "Bewerken" : "Edit", exact: true }).click();
  await expectToSee(page.getByLabel(look.language === "nl" ? "Voornaam" : "First name"));
  await screenshot(page, { name: "customer-edit", look });
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.size.width);
});

test("HC9 what a client allows is saved with when and where, stands beside each channel, and asks before one that is not allowed is used", async ({
  open,
  retailer,
}) => {
  await letEdit(retailer);
  const { product, legalEntity } = retailer;
  const page = await openClient(await open(TABLET), retailer);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Preferred language").selectOption({ label: "Arabic" });
  await page.getByLabel("Preferred channel").selectOption({ label: "Text message" });
  const allows = page.getByRole("region", { name: "What they allow" });
  await allows.getByLabel("Consent to calls").selectOption({ label: "Not allowed" });
  await allows.getByLabel("Consent to e-mail").selectOption({ label: "Allowed" });
  // Somebody else changes another consent, and the same one.
  await product.call(putCustomers, {
    params: { legalEntity },
    body: {
      customers: [{ accountNumber: "C-1", consentPost: "allowed", consentPostAt: "2024-01-31", consentPostWhere: "a letter", consentEmail: "notAllowed" }],
    },
  });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectToSee(page.getByRole("group", { name: "Consent to e-mail" }).getByRole("button", { name: "Theirs: Not allowed" }));
  await page.getByRole("button", { name: "Save this choice" }).click();
  await expectToSee(page.getByText("Prefers: Text message, Arabic"));
  const card = page.getByRole("region", { name: "Contact wishes" });
  await expectToSee(card.getByText(/, Amsterdam$/).first());
  await expectToSee(card.getByText("31 January 2024, a letter"));
  await expectToSee(page.getByRole("link", { name: "E-mail Clara Vermeer. Allowed" }));
  await screenshot(page, { name: "customer-consents", look: TABLET });
  await expectNoAxeViolations(page);
  // No link to call her, which could be followed without being asked. Beside each further contact stands the answer too.
  expect(await page.locator('a[href^="tel:"]').count()).toBe(0);
  await expectToSee(page.getByRole("button", { name: "Call Clara Vermeer on 020 624 5555. Not allowed" }));
  await expectToSee(page.getByRole("link", { name: "E-mail Clara Vermeer at c.vermeer@studio.example. Allowed" }));
  const call = page.getByRole("button", { name: "Call Clara Vermeer. Not allowed" });
  await call.click();
  await expectToSee(page.getByRole("alertdialog", { name: "Call Clara Vermeer all the same?" }));
  await screenshot(page, { name: "hand-off", look: TABLET });
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  expect(await page.getByText("You started a call").count()).toBe(0);
  await call.click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Call", exact: true }).click();
  await expectToSee(page.locator(".contacted"));
});

test("R26 a name of two hundred signs in any script, a double tap and Back in the form lose nothing and double nothing", async ({ open, retailer }) => {
  await letEdit(retailer);
  const page = await openClient(await open({ ...TABLET, size: { width: 390, height: 844 } }), retailer);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const part = "ليلى 👩‍👩‍👧 名前 ";
  const name = part.repeat(Math.floor(200 / part.length)).padEnd(200, "Ω");
  await page.getByLabel("Last name").fill(name);
  await page.goBack();
  // By keyboard: a second tap at the same place, this soon after the first, is no tap (C23).
  await page.getByRole("button", { name: "Continue editing" }).press("Enter");
  expect(await page.getByLabel("Last name").inputValue()).toBe(name);
  await page.getByRole("button", { name: "Save", exact: true }).dblclick();
  await expectToSee(page.getByRole("heading", { level: 1, name: `Clara ${name}` }));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await screenshot(page, { name: "customer-long-name", look: { ...TABLET, size: { width: 390, height: 844 } } });
});

async function letEdit({ product, legalEntity, operatorId }: Retailer): Promise<void> {
  await product.call(putWorker, { params: { legalEntity, operatorId }, body: { operations: [623, 712, 713, 714, 715] } });
}

async function openClient(page: Page, retailer: Retailer): Promise<Page> {
  await enterRegister(page, retailer);
  await page.goto(`${retailer.product.url}/pos/client-book`);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  return page;
}
