import { putStore } from "@rapport/contract/organisation";
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

test("SI17 SI18 a register that is locked shows nothing without the password, also without a network and after a reload; the writer goes on where they were", async ({
  open,
  product,
  retailer,
}) => {
  const page = await open({ ...TABLET, size: { width: 390, height: 844 } });
  await becomeRegister(page, retailer);
  await page.clock.install();
  await page.goto(`${product.url}/pos/client-book`);
  await signInAtRegister(page, retailer);
  await page.getByRole("link", { name: "Clara Vermeer" }).click();
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByLabel("What should a colleague know?").fill("Half a no");
  await page.keyboard.press("Escape");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Lock" }).click();
  const locked = page.getByRole("heading", { level: 1, name: "Locked" });
  await expectToSee(locked);
  await page.goBack();
  await expectToSee(locked);
  expect(await page.getByText("Vermeer").count()).toBe(0);
  await page.context().setOffline(false);
  await page.reload();
  await expectToSee(locked);
  await page.getByLabel("Your password", { exact: true }).fill("not this one");
  await page.getByRole("button", { name: "Unlock" }).click();
  await expectToSee(page.getByText("This is not the password of the person who is signed in here."));
  await page.getByLabel("Your password", { exact: true }).fill(retailer.password);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  await page.getByRole("button", { name: /note/i }).first().click();
  expect(await page.getByLabel("What should a colleague know?").inputValue()).toBe("Half a no");

  await product.call(putStore, { params: { legalEntity: retailer.legalEntity, store: "AMS" }, body: { idleMinutes: 2 } });
  // What watches for touches is loaded after the page; until then the minutes do not run.
  const watching = page.waitForEvent("requestfinished", (request) => request.url().includes("/watch-touches-"));
  await page.reload();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  await watching;
  await page.clock.runFor(100_000);
  await page.keyboard.press("Shift");
  await page.clock.runFor(100_000);
  expect(await locked.count()).toBe(0);
  await page.clock.runFor(30_000);
  await expectToSee(locked);
});

test.for(looksOf("pos").map((look) => [`${look.size.width} ${look.theme} ${look.language}`, look] as const))(
  "the pages for the own password and for unlocking are readable in %s",
  async ([, look], { open, product, retailer }) => {
    const page = await open(look);
    await enterRegister(page, retailer);
    await page.goto(`${product.url}/pos/password`);
    await expectToSee(page.getByLabel(look.language === "nl" ? "Nieuw wachtwoord" : "New password", { exact: true }));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "own-password", look });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.goto(`${product.url}/pos/client-book`);
    await page.getByRole("button", { name: look.language === "nl" ? "Vergrendelen" : "Lock" }).click();
    await expectToSee(page.getByRole("heading", { level: 1, name: look.language === "nl" ? "Vergrendeld" : "Locked" }));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "locked", look });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  },
);
