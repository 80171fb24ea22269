import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, screenshot, test } from "../src/index.ts";

const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;
const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

test("SI10 SI11 a device becomes a register with a code from headquarters, asks for no register any more, and is none after it is deactivated", async ({
  open,
  product,
  retailer,
}) => {
  const administrator = await open(DESKTOP);
  await enterHeadquarters(administrator, product);
  await administrator.goto(`${product.url}/hq/registers/of/${retailer.register}?legalEntity=${retailer.legalEntity}`);
  await expectToSee(administrator.getByText(/Never activated/));
  await administrator.getByRole("button", { name: "Make a code" }).click();
  const dialog = administrator.getByRole("dialog");
  const code = await dialog.getByRole("textbox", { name: "Code" }).inputValue();
  await expectNoAxeViolations(administrator);
  await dialog.getByRole("button", { name: "I have saved it" }).click();

  const page = await open(TABLET);
  await page.goto(`${product.url}/pos/`);
  await page.getByRole("button", { name: "This device has a code from headquarters" }).click();
  await page.getByLabel("Code", { exact: true }).fill("wrong-code");
  await page.getByRole("button", { name: "Activate this device" }).click();
  await expectToSee(page.getByText(/This code was used, has expired, or was replaced/));
  await expectNoAxeViolations(page);
  await page.getByLabel("Code", { exact: true }).fill(code.toUpperCase());
  await page.getByRole("button", { name: "Activate this device" }).click();
  await expectToSee(page.getByText(retailer.register));
  expect(await page.getByLabel("Cash register").count()).toBe(0);
  await page.getByLabel("Operator id").fill(retailer.operatorId);
  await page.getByLabel("Password", { exact: true }).fill(retailer.password);
  await page.keyboard.press("Enter");
  await expectToSee(page.getByRole("heading", { level: 1, name: /Sanne/ }));

  await administrator.reload();
  await expectToSee(administrator.getByText(/Activated on a device/));
  await administrator.getByRole("button", { name: "Deactivate the device" }).click();
  await administrator.getByRole("alertdialog").getByRole("button", { name: "Deactivate the device" }).click();
  await expectToSee(administrator.getByText(/Nobody can sign in at this register/));
  await page.reload();
  await expectToSee(page.getByText(/Sign in/));
  expect(await page.getByRole("heading", { level: 1, name: /Sanne/ }).count()).toBe(0);
});

test.for(looksOf("pos").map((look) => [`${look.size.width} ${look.theme} ${look.language}`, look] as const))(
  "the page that takes a code is readable in %s",
  async ([, look], { open, product, retailer: _ }) => {
    const page = await open(look);
    await page.goto(`${product.url}/pos/`);
    await page.getByRole("button", { name: look.language === "nl" ? /code van het hoofdkantoor/ : /code from headquarters/ }).click();
    await expectToSee(page.getByLabel("Code", { exact: true }));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "activation", look });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  },
);

test.for(looksOf("hq").map((look) => [`${look.theme} ${look.language}`, look] as const))(
  "a register's page is readable in %s",
  async ([, look], { open, product, retailer }) => {
    const page = await open(look);
    await enterHeadquarters(page, product);
    await page.goto(`${product.url}/hq/registers/of/${retailer.register}?legalEntity=${retailer.legalEntity}`);
    await expectToSee(page.getByRole("button", { name: look.language === "nl" ? "Code maken" : "Make a code" }));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "register", look });
  },
);
