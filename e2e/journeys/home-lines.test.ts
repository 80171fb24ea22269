import { createApiKey } from "@rapport/contract/access";
import { expect } from "vitest";
import { expectNoAxeViolations, expectToSee, fileDate, screenshot, uploadRows } from "../src/index.ts";
import { DESKTOP, test, uploadReturns } from "./headquarters.fixture.ts";

const DAY_MS = 86_400_000;

test("OG8 Home leads from a file that failed, rows that wait and a key that expires to the page that mends it, and it is mended there", async ({
  page,
  retailer,
}) => {
  const { product, suite, legalEntity } = retailer;
  await uploadReturns(retailer);
  const rows = [
    ["Date", "transactionID", "Colour of the lid"],
    [fileDate({ daysAgo: 1 }), "W-1001", "green"],
  ];
  const { receipt } = await uploadRows(retailer, { type: "transactionid", source: "Teapots", filename: "lids.txt", rows });
  expect(receipt.status).toBe("failure");
  const key = `Export of ${legalEntity}`;
  const expiresAt = new Date(Date.now() + 3 * DAY_MS).toISOString();
  await product.call(createApiKey, { body: { name: key, permissions: ["report.read"], legalEntities: null, expiresAt } });
  const home = async () => await page.goto(`${product.url}/hq/`);
  const lineOf = (...said: readonly string[]) => said.reduce((lines, hasText) => lines.filter({ hasText }), page.getByRole("listitem"));
  await home();
  await expectToSee(page.getByRole("heading", { name: "Needs attention" }));

  const failed = lineOf("1 file of Teapots failed", suite.rsid);
  await expectToSee(failed.getByText("lids.txt", { exact: false }));
  await failed.getByRole("link").click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "lids.txt" }));
  await expectToSee(page.getByText("Colour of the lid", { exact: false }));

  await home();
  await lineOf("2 rows of Store returns", suite.rsid).getByRole("link").click();
  await expectToSee(page.getByRole("heading", { level: 1, name: /Store returns/ }));
  await expectToSee(page.getByRole("row", { name: /W-1002/ }));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "home-to-unlinked", look: DESKTOP });

  await home();
  const expiring = lineOf(`The API key ${key} expires on`);
  await expiring.getByRole("link").click();
  await expectToSee(page.getByRole("heading", { level: 1, name: "API keys" }));
  const row = page.getByRole("row", { name: new RegExp(key) });
  await expectToSee(row.getByText("Active"));
  await row.getByRole("button", { name: `Revoke ${key}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expectToSee(row.getByText("Revoked"));
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
  await expectToSee(page.getByRole("heading", { name: "Needs attention" }));
  await expiring.waitFor({ state: "detached" });
});
