import { expect } from "vitest";
import {
  becomeRegister,
  enterHeadquarters,
  enterRegister,
  expectNoAxeViolations,
  expectToSee,
  looksOf,
  screenshot,
  signInAtRegister,
  test,
} from "../src/index.ts";

const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;
const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

test("SI8 a worker with a password from headquarters chooses their own before anything else, and changes it later from the menu", async ({
  open,
  product,
  retailer,
}) => {
  const administrator = await open(DESKTOP);
  await enterHeadquarters(administrator, product);
  await administrator.goto(`${product.url}/hq/workers/of/${retailer.operatorId}?legalEntity=${retailer.legalEntity}`);
  await administrator.getByLabel("New password", { exact: true }).fill("from the office");
  await administrator.getByRole("checkbox", { name: /choose a password of their own/ }).check();
  await administrator.getByRole("button", { name: "Save" }).click();
  await expectToSee(administrator.getByText("Saved."));

  const page = await open(TABLET);
  await becomeRegister(page, retailer);
  await page.goto(`${product.url}/pos/client-book`);
  await signInAtRegister(page, { ...retailer, password: "from the office" });
  await expectToSee(page.getByRole("heading", { name: "Choose your own password" }));
  await expectNoAxeViolations(page);
  await page.goto(`${product.url}/pos/`);
  await expectToSee(page.getByRole("heading", { name: "Choose your own password" }));
  await page.getByLabel("The password you were given", { exact: true }).fill("not this one");
  await page.getByLabel("New password", { exact: true }).fill("only I know this");
  await page.getByRole("button", { name: "Change password" }).click();
  await expectToSee(page.getByText(/is not your password/i));
  await page.getByLabel("The password you were given", { exact: true }).fill("from the office");
  await page.getByRole("button", { name: "Change password" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: /Sanne/ }));

  await page.getByRole("button", { name: /account and settings/ }).click();
  await page.getByRole("menuitem", { name: "Change password" }).click();
  await page.getByLabel("Current password", { exact: true }).fill("only I know this");
  await page.getByLabel("New password", { exact: true }).fill("now something else");
  await page.getByRole("button", { name: "Change password" }).click();
  await expectToSee(page.getByText("Your password is changed."));
  await expectToSee(page.getByRole("heading", { level: 1, name: /Sanne/ }));
});

test.for(looksOf("pos").map((look) => [`${look.size.width} ${look.theme} ${look.language}`, look] as const))(
  "the page for the own password is readable in %s",
  async ([, look], { open, product, retailer }) => {
    const page = await open(look);
    await enterRegister(page, retailer);
    await page.goto(`${product.url}/pos/password`);
    await expectToSee(page.getByLabel(look.language === "nl" ? "Nieuw wachtwoord" : "New password", { exact: true }));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "own-password", look });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  },
);
