import { makeRegisterCode } from "@rapport/contract/sessions";
import { type APIResponse, type Page } from "playwright-core";
import type { Product } from "./product.ts";
import type { Retailer } from "./small-retailer.ts";

const devices = new Map<string, Promise<string>>();

/** Makes the page's browser the retailer's register. All browsers of one register are one device: the same token is in all of them. */
export async function becomeRegister(page: Page, { product, legalEntity, register }: Pick<Retailer, "product" | "legalEntity" | "register">): Promise<void> {
  const key = `${product.url} ${legalEntity} ${register}`;
  const device = devices.get(key) ?? activate({ product, legalEntity, register });
  devices.set(key, device);
  await page.context().addCookies([{ name: "rapport_register", value: await device, url: product.url, httpOnly: true, sameSite: "Strict" }]);
}

/** The token of a new device. */
async function activate({ product, ...params }: Pick<Retailer, "product" | "legalEntity" | "register">): Promise<string> {
  const body = JSON.stringify(await product.call(makeRegisterCode, { params }).then(({ code }) => ({ code })));
  const answer = await fetch(`${product.url}/api/pos/register`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const token = /^rapport_register=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
  if (token === undefined) throw new Error(`activating a register answered ${answer.status}: ${await answer.text()}`);
  return token;
}

/** Signs in on the sign-in page as the retailer's associate, in a browser that is their register. */
export async function signInAtRegister(page: Page, { operatorId, password }: Retailer): Promise<void> {
  await page.getByLabel("Operator id").fill(operatorId);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The same without the sign-in page, for journeys about what comes afterwards. */
export async function enterRegister(page: Page, retailer: Pick<Retailer, "product" | "legalEntity" | "register" | "operatorId" | "password">): Promise<void> {
  const { product, operatorId, password } = retailer;
  await becomeRegister(page, retailer);
  await enter(page, product, { path: "/api/pos/session", data: { operatorId, password } });
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
