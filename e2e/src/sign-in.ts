import { type APIResponse, type Page } from "playwright-core";
import type { Product } from "./product.ts";
import type { Retailer } from "./small-retailer.ts";

/** Signs in on the sign-in page as the retailer's associate, at the retailer's register. */
export async function signInAtRegister(page: Page, { store, register, operatorId, password }: Retailer): Promise<void> {
  await page.getByLabel("Cash register").selectOption({ label: `${store} · ${register}` });
  await page.getByLabel("Operator id").fill(operatorId);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The same without the sign-in page, for journeys about what comes afterwards. */
export async function enterRegister(page: Page, { product, legalEntity, register, operatorId, password }: Retailer): Promise<void> {
  await enter(page, product, { path: "/api/pos/session", data: { legalEntity, register, operatorId, password } });
}

/** Signs in on the sign-in page of headquarters. */
export async function signInAtHeadquarters(page: Page, { adminEmail, adminPassword }: Product): Promise<void> {
  await page.getByLabel("E-mail").fill(adminEmail);
  await page.getByLabel("Password", { exact: true }).fill(adminPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The same without the sign-in page. */
export async function enterHeadquarters(page: Page, product: Product): Promise<void> {
  await enter(page, product, { path: "/api/hq/session", data: { email: product.adminEmail, password: product.adminPassword } });
}

async function enter(page: Page, { url }: Product, { path, data }: { path: string; data: object }): Promise<void> {
  const answer: APIResponse = await page.request.post(url + path, { headers: { origin: url }, data });
  if (!answer.ok()) throw new Error(`signing in at ${path} answered ${answer.status()}: ${await answer.text()}`);
}
