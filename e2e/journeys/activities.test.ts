import { putActivityType } from "@rapport/contract/clienteling";
import { putWorker } from "@rapport/contract/organisation";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterRegister, expectNoAxeViolations, expectToSee, looksOf, type Retailer, screenshot, signInAtRegister, test } from "../src/index.ts";

const PHONE = { app: "pos", theme: "light", language: "en", size: { width: 390, height: 844 } } as const;

test("R55 R57b R61 an associate logs an activity, finds it by its type, changes and deletes it", async ({ open, retailer }) => {
  await newTypes(retailer);
  const page = await openClient(await open(PHONE), retailer);
  await page.getByRole("button", { name: "Log activity" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Log activity" }).click();
  await expectToSee(sheet.getByText("Choose what it was."));
  await sheet.getByRole("button", { name: "Store visit" }).click();
  await sheet.getByLabel("Title").fill("Looked at sandals");
  // What was typed is still there after a reload.
  await page.waitForTimeout(200);
  await page.reload();
  await page.getByRole("button", { name: "Continue activity" }).click();
  expect(await sheet.getByRole("button", { name: "Store visit" }).getAttribute("aria-pressed")).toBe("true");
  await sheet.getByLabel("What was said or done?").fill("Wants them in size 38.");
  await sheet.getByRole("button", { name: "Log activity" }).click();
  await expectToSee(page.getByText("Activity logged."));
  await expectToSee(page.getByText("Wants them in size 38."));

  await page
    .getByRole("link", { name: "Call Clara Vermeer", exact: true })
    .evaluate((link) => link.addEventListener("click", (event) => event.preventDefault()));
  await page.getByRole("link", { name: "Call Clara Vermeer", exact: true }).click();
  await expectToSee(page.getByText("You called Clara Vermeer."));
  await page.getByRole("button", { name: "With details" }).click();
  expect(await sheet.getByRole("button", { name: "Phone call" }).getAttribute("aria-pressed")).toBe("true");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Call Clara Vermeer", exact: true }).click();
  await page.getByRole("button", { name: "Log Phone call" }).click();
  const types = page.getByRole("group", { name: "Activities of one type" });
  await types.getByRole("button", { name: /^Phone call/ }).click();
  await expectToSee(page.getByText("by Sanne de Wit").first());
  await page.getByText("Looked at sandals").waitFor({ state: "hidden" });
  await types.getByRole("button", { name: /^Store visit/ }).click();

  await page.getByRole("button", { name: "More about Store visit" }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  await sheet.getByLabel("Title").fill("Bought sandals");
  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog").getByRole("button", { name: "Stay" }).click();
  await sheet.getByRole("button", { name: "Save" }).click();
  await expectToSee(page.getByText(/changed .* by Sanne/));
  await expectToSee(page.getByText("Bought sandals"));
  await page.getByRole("button", { name: "More about Store visit" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expectToSee(page.getByText("Activity deleted."));
  await page.getByText("Bought sandals").waitFor({ state: "hidden" });
});

test("R61 R50 a manager approves the change of a colleague's activity, and what was typed stays meanwhile", async ({ open, retailer }) => {
  await newTypes(retailer);
  const { product, legalEntity } = retailer;
  const joost = { ...retailer, operatorId: "joost", password: "shop-floor-joost" };
  const manager = { operatorId: "manager", password: "shop-floor-manager" };
  for (const [who, operations] of [
    [joost, [712]],
    [manager, [9002]],
  ] as const) {
    const params = { legalEntity, operatorId: who.operatorId };
    await product.call(putWorker, {
      params,
      body: { name: `Name of ${who.operatorId}`, employeeAddressBooks: ["AMS"], operations: [...operations], password: who.password },
    });
  }
  const page = await openClient(await open(PHONE), retailer);
  await page.getByRole("button", { name: "Log activity" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Store visit" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Log activity" }).click();
  await expectToSee(page.getByText("Activity logged."));
  await page.context().clearCookies({ name: "rapport_pos" });
  await page.reload();
  await signInAtRegister(page, joost);
  await page.getByRole("button", { name: "More about Store visit" }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  await page.getByRole("dialog").getByLabel("Title").fill("With her sister");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByLabel("Operator id of the manager").fill(manager.operatorId);
  await page.getByLabel("Password of the manager").fill(manager.password);
  await page.getByRole("button", { name: "Approve once" }).click();
  await expectToSee(page.getByText("With her sister"));
  await expectToSee(page.getByText(/changed .* by Name of joost/));
});

test.for(looksOf("pos"))("the sheet of an activity in $theme, $language, $size.width", async (look, { open, retailer }) => {
  await newTypes(retailer);
  const page = await openClient(await open(look), retailer);
  const isDutch = look.language === "nl";
  await page.getByRole("button", { name: isDutch ? "Activiteit vastleggen" : "Log activity" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: isDutch ? "Winkelbezoek" : "Store visit" }).click();
  await sheet.getByRole("button", { name: isDutch ? "Eerder" : "Earlier" }).click();
  await sheet.getByLabel(isDutch ? "Titel" : "Title").fill("Sandals");
  await screenshot(page, { name: "activity-sheet", look });
  await expectNoAxeViolations(page);
  await sheet.getByRole("button", { name: isDutch ? "Nu" : "Now", exact: true }).click();
  await sheet.getByRole("button", { name: isDutch ? "Activiteit vastleggen" : "Log activity" }).click();
  const call = page.getByRole("link", { name: isDutch ? "Clara Vermeer bellen" : "Call Clara Vermeer", exact: true });
  await call.evaluate((link) => link.addEventListener("click", (event) => event.preventDefault()));
  await call.click();
  await expectToSee(page.getByText(isDutch ? "Je belde Clara Vermeer." : "You called Clara Vermeer."));
  await expectToSee(page.getByText("Sandals"));
  await screenshot(page, { name: "activity-logged", look });
  await expectNoAxeViolations(page);
});

async function newTypes({ product, legalEntity }: Retailer): Promise<void> {
  await product.call(putActivityType, {
    params: { legalEntity, code: "visit" },
    body: { name: { en: "Store visit", nl: "Winkelbezoek" }, order: 1 },
  });
  await product.call(putActivityType, { params: { legalEntity, code: "phone" }, body: { name: { en: "Phone call", nl: "Telefoongesprek" }, order: 2 } });
  await product.call(putActivityType, { params: { legalEntity, code: "mail" }, body: { name: { en: "E-mail", nl: "E-mail" }, order: 3 } });
}

async function openClient(page: Page, retailer: Retailer): Promise<Page> {
  await enterRegister(page, retailer);
  await page.goto(`${retailer.product.url}/pos/client-book`);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  return page;
}
