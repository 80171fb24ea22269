import { choosePassword, inviteUser } from "@rapport/contract/access";
import { getCustomerByNumber, getCustomerProfile } from "@rapport/contract/customers";
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterHeadquarters, enterRegister, expectNoAxeViolations, expectToSee, screenshot, test, type Product, type Retailer } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
const TABLET = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;

async function openCustomer(page: Page, { product, legalEntity }: Retailer): Promise<void> {
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/customers/of/C-1?legalEntity=${legalEntity}`);
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
}

/** A picture of one colour, drawn by the browser. */
async function pictureOf(page: Page, colour: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate((fill) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
    const draw = canvas.getContext("2d");
    if (draw === null) throw new Error("the browser draws nothing");
    draw.fillStyle = fill;
    draw.fillRect(0, 0, 64, 64);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  }, colour);
  return { name: `${colour}.png`, mimeType: "image/png", buffer: Buffer.from(base64, "base64") };
}

test("HC8 a photo is added, replaced and removed at headquarters; the register shows it, and a file that is no picture is refused in words", async ({
  open,
  retailer,
}) => {
  const { product, legalEntity } = retailer;
  const photo = async () => (await product.call(getCustomerProfile, { params: { legalEntity, accountNumber: "C-1" } })).photo;
  const page = await open(DESKTOP);
  await openCustomer(page, retailer);
  const input = page.locator("input[type=file]").first();
  await input.setInputFiles(await pictureOf(page, "teal"));
  await expectToSee(page.getByRole("button", { name: "Replace it" }));
  const first = await photo();
  expect(first).not.toBeNull();
  await expect.poll(async () => await page.locator(".hq-photo img").evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "customer-photo", look: DESKTOP });

  const register = await open(TABLET);
  await enterRegister(register, retailer);
  await register.goto(`${product.url}/pos/client-book`);
  await register.getByRole("link", { name: "Clara Vermeer" }).click();
  await expectToSee(register.getByRole("heading", { level: 1, name: "Clara Vermeer" }));
  await expect
    .poll(
      async () =>
        await register
          .locator("main img")
          .first()
          .evaluate((image) => (image as HTMLImageElement).naturalWidth),
    )
    .toBeGreaterThan(0);

  await input.setInputFiles({ name: "photo.png", mimeType: "image/png", buffer: Buffer.from("<html>no picture</html>") });
  await expectToSee(page.getByText(/JPEG, PNG or WebP/).nth(1));
  expect(await photo()).toBe(first);
  await input.setInputFiles(await pictureOf(page, "maroon"));
  await expect.poll(photo).not.toBe(first);
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expectToSee(page.getByRole("button", { name: "Add a photo" }));
  expect(await photo()).toBeNull();
});

test("HC7 opt-outs are set in the form of headquarters and stand on the page of consent and privacy", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await openCustomer(page, retailer);
  await page.getByRole("tab", { name: "Consent and privacy" }).click();
  await expectToSee(page.getByText("No opt-out").first());
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Recommendations made for them").selectOption({ label: "Opted out" });
  await page.getByLabel("Being followed on the site").selectOption({ label: "Opted out" });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "Clara Vermeer", exact: true }));
  await page.getByRole("tab", { name: "Consent and privacy" }).click();
  await expect.poll(async () => await page.getByText("Opted out", { exact: true }).count()).toBe(2);
  await expectNoAxeViolations(page);
  const stored = await product.call(getCustomerByNumber, { params: { legalEntity, accountNumber: "C-1" } });
  expect(stored).toMatchObject({ optOutPersonalization: true, optOutWebTracking: true });
});

test("R39 the list of customers is narrowed by a store and by an attribute, and its address keeps both", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/customers?legalEntity=${legalEntity}`);
  await expectToSee(page.getByRole("link", { name: "Tom Jansen" }));
  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Store", { exact: true }).selectOption({ label: "Amsterdam" });
  await expectToSee(page.getByText("3 rows", { exact: true }));
  await page.getByRole("combobox", { name: "Interest" }).fill("gar");
  await page.getByRole("option", { name: "Garden" }).click();
  await expectToSee(page.getByText("1 row", { exact: true }));
  await page.keyboard.press("Escape");
  await page.reload();
  await expectToSee(page.getByText("1 row", { exact: true }));
  expect(await page.getByRole("table").getByRole("rowheader").allTextContents()).toEqual(["Noor Bakker"]);
  await expectNoAxeViolations(page);
});

test("AC8 somebody ends another session of their own, and that browser is signed out", async ({ open, retailer: { product } }) => {
  const { email, password } = await newUser(product);
  const enter = async (page: Page) => {
    const answer = await page.request.post(`${product.url}/api/hq/session`, { headers: { origin: product.url }, data: { email, password } });
    expect(answer.ok()).toBe(true);
  };
  const [page, other] = [await open(DESKTOP), await open(DESKTOP)];
  await enter(other);
  await enter(page);
  await page.goto(`${product.url}/hq/account`);
  await expectToSee(page.getByText("This session"));
  await page.getByRole("button", { name: /^End the session of/ }).click();
  await expectToSee(page.getByText("The session has ended."));
  await expect.poll(async () => await page.getByRole("button", { name: /^End the session of/ }).count()).toBe(0);
  await expectNoAxeViolations(page);
  await other.goto(`${product.url}/hq/account`);
  await expectToSee(other.getByLabel("E-mail"));
});

/** Somebody at headquarters with two sessions of nobody else. */
async function newUser(product: Product): Promise<{ email: string; password: string }> {
  const email = `own-${randomUUID()}@example.com`;
  const password = "a long word of mine 7";
  const { link } = await product.call(inviteUser, { body: { email, name: "Robin", roles: [{ role: "reader", legalEntity: null }] } });
  await product.call(choosePassword, { body: { token: link.token, password } });
  return { email, password };
}
