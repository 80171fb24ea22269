import { getCustomerByNumber } from "@rapport/contract/customers";
import { putWorker, type Operation } from "@rapport/contract/organisation";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { becomeRegister, enterRegister, expectNoAxeViolations, expectToSee, looksOf, screenshot, test, type Retailer } from "../src/index.ts";

const LOOKS = looksOf("pos").map((look) => [`${look.size.width} ${look.theme} ${look.language}`, look] as const);
const WORDS = {
  en: {
    operator: "Operator id",
    password: "Password",
    signIn: "Sign in",
    ask: "Ask a manager",
    managers: "Operator id of the manager",
    managersPassword: "Password of the manager",
    endWait: "End the wait",
    again: "You can try again now.",
    add: "Add to my client book",
    once: "Approve once",
    cancel: "Cancel",
    added: "Tom Jansen is in your client book.",
  },
  nl: {
    operator: "Medewerkernummer",
    password: "Wachtwoord",
    signIn: "Inloggen",
    ask: "Vraag een manager",
    managers: "Medewerkernummer van de manager",
    managersPassword: "Wachtwoord van de manager",
    endWait: "Wachttijd beëindigen",
    again: "Je kunt het nu opnieuw proberen.",
    add: "In mijn klantenboek zetten",
    once: "Eén keer goedkeuren",
    cancel: "Annuleren",
    added: "Tom Jansen staat in je klantenboek.",
  },
} as const;

test.for(LOOKS)("SI9 a manager at the register ends the wait after wrong passwords, in %s", async ([, look], { open, product, retailer }) => {
  const words = WORDS[look.language];
  const manager = await addManager(retailer, [1216]);
  const page = await open(look);
  await becomeRegister(page, retailer);
  await page.goto(`${product.url}/pos/`);
  await page.getByLabel(words.operator, { exact: true }).fill(retailer.operatorId);
  await page.getByLabel(words.password, { exact: true }).fill(retailer.password);
  await refuseOnce(page);
  await page.getByRole("button", { name: words.signIn }).click();
  await page.getByRole("button", { name: words.ask }).click();
  await expectToSee(page.getByLabel(words.managers));
  await page.getByLabel(words.managers).fill(manager.operatorId);
  await page.getByLabel(words.managersPassword, { exact: true }).fill("not the password");
  await page.getByRole("button", { name: words.endWait }).click();
  await screenshot(page, { name: "end-wait", look });
  await expectToSee(page.getByText(/do not fit|passen niet/));
  await expectNoAxeViolations(page);
  await page.getByLabel(words.managersPassword, { exact: true }).fill(manager.password);
  await page.getByRole("button", { name: words.endWait }).click();
  await expectToSee(page.getByText(words.again).first());
  await page.getByRole("button", { name: words.signIn }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: /Sanne/ }));
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test.for(LOOKS)("R50 RI3 a manager lends a right in place for one request, in %s", async ([, look], { open, product, retailer }) => {
  const words = WORDS[look.language];
  const { legalEntity, operatorId } = retailer;
  const manager = await addManager(retailer, [714]);
  await product.call(putWorker, { params: { legalEntity, operatorId }, body: { operations: [712] } });
  const { customerId } = await product.call(getCustomerByNumber, { params: { legalEntity, accountNumber: "C-3" } });
  const page = await open(look);
  await enterRegister(page, retailer);
  await page.goto(`${product.url}/pos/customers/${customerId}`);
  await page.getByRole("button", { name: words.add }).click();
  await page.getByRole("dialog").getByRole("button", { name: words.cancel }).click();
  await page.getByRole("button", { name: words.add }).click();
  await page.getByLabel(words.managers).fill(manager.operatorId);
  await page.getByLabel(words.managersPassword, { exact: true }).fill("not the password");
  await page.getByRole("button", { name: words.once }).click();
  await expectToSee(page.getByText(/do not fit|passen niet/));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "approve-once", look });
  await page.getByLabel(words.managersPassword, { exact: true }).fill(manager.password);
  await page.getByRole("button", { name: words.once }).click();
  await expectToSee(page.getByText(words.added).first());
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

/** The next sign-in is answered as after many wrong passwords, which really to try would take minutes of waiting. */
async function refuseOnce(page: Page): Promise<void> {
  const body = { type: "about:blank", title: "Too Many Requests", status: 429, detail: "Wait.", code: "request.too_many", params: { seconds: 512 } };
  let isRefused = false;
  await page.route("**/api/pos/session", async (route) => {
    // The page also asks who is signed in.
    if (isRefused || route.request().method() !== "POST") return await route.fallback();
    isRefused = true;
    await route.fulfill({ status: 429, contentType: "application/problem+json", body: JSON.stringify(body) });
  });
}

async function addManager({ product, legalEntity }: Retailer, operations: Operation[]) {
  const manager = { operatorId: "9001", password: "manager-9001" };
  await product.call(putWorker, {
    params: { legalEntity, operatorId: manager.operatorId },
    body: { name: "Mila Bakker", employeeAddressBooks: ["AMS"], operations, password: manager.password },
  });
  return manager;
}
