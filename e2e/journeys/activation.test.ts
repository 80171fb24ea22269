import { putStore, putWorker } from "@rapport/contract/organisation";
import { expect } from "vitest";
import { becomeRegister, enterHeadquarters, expectNoAxeViolations, expectToSee, looksOf, screenshot, test } from "../src/index.ts";

const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;
const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

test("SI10 SI11 a device shows nothing but where its code goes, becomes a register with it, and is none after it is deactivated", async ({
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
  await expectToSee(page.getByRole("heading", { level: 1, name: "Activate this device" }));
  expect([await page.getByLabel("Password").count(), await page.getByText(retailer.store).count()]).toEqual([0, 0]);
  await page.getByLabel("Code", { exact: true }).fill("wrong-code");
  await page.getByRole("button", { name: "Activate this device" }).click();
  await expectToSee(page.getByText(/it may be mistyped, or was used, has expired, or was replaced/));
  await expectNoAxeViolations(page);
  await page.getByLabel("Code", { exact: true }).fill(code.toUpperCase());
  await page.getByRole("button", { name: "Activate this device" }).click();
  await expectToSee(page.getByText(retailer.register));
  await page.getByLabel("Operator id").fill(retailer.operatorId);
  await page.getByLabel("Password", { exact: true }).fill(retailer.password);
  await page.keyboard.press("Enter");
  await expectToSee(page.getByRole("heading", { level: 1, name: /Sanne/ }));

  await administrator.reload();
  await expectToSee(administrator.getByText(/Activated on a device/));
  await administrator.getByRole("button", { name: "Deactivate the device" }).click();
  await administrator.getByRole("alertdialog").getByRole("button", { name: "Deactivate the device" }).click();
  await expectToSee(administrator.getByText(/Nobody can sign in at this register/));
  // An open page is sent away by the next thing it asks.
  await page.getByRole("link", { name: "Search" }).first().click();
  // What the page of the search asks may send it away before anything is typed.
  const typing = page
    .getByRole("searchbox")
    .first()
    .fill("vermeer", { timeout: 5_000 })
    .catch(() => undefined);
  await expectToSee(page.getByRole("heading", { level: 1, name: "Activate this device" }));
  await typing;
  await page.reload();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Activate this device" }));
  expect(await page.getByRole("heading", { level: 1, name: /Sanne/ }).count()).toBe(0);
});

test("SI14 a manager makes a device a register, and is not signed in by it", async ({ open, product, retailer }) => {
  const params = { legalEntity: retailer.legalEntity, operatorId: "3001" };
  const password = "meadow-lantern-31";
  await product.call(putWorker, { params, body: { name: "Mila Kok", employeeAddressBooks: ["AMS"], operations: [9001], password } });
  const page = await open(TABLET);
  await page.goto(`${product.url}/pos/`);
  await page.getByRole("button", { name: "Activate it as a manager" }).click();
  const sign = async (operatorId: string, secret: string) => {
    await page.getByLabel("Legal entity").fill(retailer.legalEntity);
    await page.getByLabel("Register number").fill(retailer.register);
    await page.getByLabel("Manager's operator id").fill(operatorId);
    await page.getByLabel("Manager's password", { exact: true }).fill(secret);
    await page.getByRole("button", { name: "Activate this device" }).click();
  };
  await sign(retailer.operatorId, "not the one");
  await expectToSee(page.getByText(/the operator id or the password is not right/));
  await sign(retailer.operatorId, retailer.password);
  await expectToSee(page.getByText(/This operator may not activate devices/));
  await expectNoAxeViolations(page);
  await sign("3001", password);
  await expectToSee(page.getByRole("heading", { level: 1, name: "Sign in" }));
  await expectToSee(page.getByText(retailer.register));
});

test("SI16 the sign-in page opens in the store's language, until a person chooses another", async ({ open, product, retailer }) => {
  await product.call(putStore, { params: { legalEntity: retailer.legalEntity, store: "AMS" }, body: { language: "nl" } });
  const page = await open(TABLET);
  await becomeRegister(page, retailer);
  await page.goto(`${product.url}/pos/`);
  await expectToSee(page.getByRole("heading", { level: 1, name: "Inloggen" }));
  await page.reload();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Inloggen" }));
  await page.getByRole("button", { name: "English" }).click();
  await page.reload();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Sign in" }));
});

test.for(looksOf("pos").map((look) => [`${look.size.width} ${look.theme} ${look.language}`, look] as const))(
  "the page that takes a code is readable in %s",
  async ([, look], { open, product, retailer: _ }) => {
    const page = await open(look);
    await page.goto(`${product.url}/pos/`);
    await expectToSee(page.getByLabel("Code", { exact: true }));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "activation", look });
    await page.getByRole("button", { name: look.language === "nl" ? "Als manager activeren" : "Activate it as a manager" }).click();
    await expectToSee(page.getByLabel(look.language === "nl" ? "Kassanummer" : "Register number"));
    await expectNoAxeViolations(page);
    await screenshot(page, { name: "activation-manager", look });
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
