import { listReportSuites } from "@rapport/contract/report-suites";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, screenshot, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

test("AC1 AC2 a key is made at headquarters, shown once, used, and refused as soon as it is revoked", async ({ open, product, retailer }) => {
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/api-keys`);
  const name = `Exports of ${retailer.legalEntity}`;
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make key" }).click();
  await expectToSee(dialog.getByText("Choose at least one."));
  await expectNoAxeViolations(page);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("checkbox", { name: "See report suites" }).check();
  await dialog.getByLabel("Legal entities").selectOption("some");
  await dialog.getByRole("checkbox", { name: `(${retailer.legalEntity})` }).check();
  await page.keyboard.press("Control+Enter");
  const shown = page.getByRole("dialog", { name: "Your new key" });
  await expectToSee(shown);
  await expectNoAxeViolations(page);
  const key = await shown.getByRole("textbox", { name: "Key" }).inputValue();
  const suites = async () => await fetch(product.url + listReportSuites.path, { headers: { authorization: `Bearer ${key}` } });
  const found = (await (await suites()).json()) as { reportSuites: { rsid: string }[] };
  expect(found.reportSuites.map(({ rsid }) => rsid)).toEqual([retailer.suite.rsid]);
  await shown.getByRole("button", { name: "I have saved it" }).click();
  await page.reload();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expectToSee(row.getByText("Active"));
  expect(await page.content()).not.toContain(key.slice(12));
  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expectToSee(row.getByText("Revoked"));
  expect((await suites()).status).toBe(401);
});

test.for(looksOf("hq").map((look) => [`${look.theme} ${look.language}`, look] as const))("the keys are readable in %s", async ([, look], { open, product }) => {
  const page = await open(look);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/api-keys`);
  await expectToSee(page.getByRole("table"));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "api-keys", look });
});
