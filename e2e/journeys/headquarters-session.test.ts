import { expect } from "vitest";
import { enterHeadquarters, expectToSee, orderOnline, signInAtHeadquarters, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;

test("U3 the end of the session at headquarters leads to sign-in, and back to the same report", async ({ open, retailer }) => {
  const { product, suite } = retailer;
  await orderOnline(retailer, { customer: "C-1", orderId: "W-1001", campaign: "Spring letter" });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/reports?suite=${suite.rsid}&by=campaign`);
  const row = page.getByRole("table", { name: /^Report/ }).getByRole("row", { name: /Spring letter/ });
  await expectToSee(row);
  await page.context().clearCookies();
  await page.getByLabel("Period").selectOption({ label: "Last 7 days" });
  await expectToSee(page.getByText("Your session has ended. Sign in to continue where you left off."));
  expect(new URL(page.url()).pathname).toBe("/hq/sign-in");
  await signInAtHeadquarters(page, product);
  await expectToSee(row);
  const { pathname, searchParams } = new URL(page.url());
  expect({ pathname, ...Object.fromEntries(searchParams) }).toMatchObject({ pathname: "/hq/reports", suite: suite.rsid, by: "campaign", range: "last7" });
});

test("U4 headquarters without a network says so instead of showing an old report, and loads by itself when the network is back", async ({ open, retailer }) => {
  const { product, suite } = retailer;
  await orderOnline(retailer, { customer: "C-1", orderId: "W-1001", campaign: "Spring letter" });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(`${product.url}/hq/reports?suite=${suite.rsid}&by=campaign`);
  const row = page.getByRole("table", { name: /^Report/ }).getByRole("row", { name: /Spring letter/ });
  await expectToSee(row);
  await page.context().setOffline(true);
  await page.getByLabel("Period").selectOption({ label: "Last 7 days" });
  await expectToSee(page.getByText("No connection", { exact: true }));
  expect(await row.count()).toBe(0);
  await page.context().setOffline(false);
  await expectToSee(row);
  await page.getByText("No connection", { exact: true }).waitFor({ state: "detached" });
});
