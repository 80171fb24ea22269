import { putLegalEntity, putWorker } from "@rapport/contract/organisation";
import { startDistribution } from "@rapport/contract/publishing";
import { expect, onTestFinished } from "vitest";
import { enterRegister, expectToSee, test } from "../src/index.ts";
import { startStallingProxy } from "./stalling-proxy.fixture.ts";

const REGISTER = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;
/** Ten seconds until it is noticed that nothing comes any more, ten until the next question, and some for a busy machine. */
const LEARNS_WITHIN_MS = 30_000;

test("PB11 a register learns of a new snapshot by asking where a proxy keeps, stalls or drops the stream that tells of it", async ({ open, retailer }) => {
  const { product, legalEntity, operatorId } = retailer;
  const params = { legalEntity };
  await product.call(putLegalEntity, { params, body: { publishAtOnce: null } });
  const registers = await Promise.all(
    (["keeps", "stalls", "drops"] as const).map(async (how) => {
      const proxy = await startStallingProxy(product.url, how);
      onTestFinished(() => proxy.close());
      const page = await open(REGISTER, { streams: true });
      return { how, proxy, page };
    }),
  );
  const [first] = registers;
  if (first === undefined) throw new Error("there is no register");
  await enterRegister(first.page, retailer);
  // One device in three windows.
  const cookies = await first.page.context().cookies();
  const stalled = registers.find(({ how }) => how === "stalls");
  const began = stalled?.page.waitForResponse("**/api/pos/snapshot/events");
  for (const { page, proxy } of registers) {
    await page.context().addCookies(cookies);
    await page.goto(`${proxy.url}/pos/search`);
    await page.getByRole("searchbox").fill("Zz");
  }
  // This one is told a number, so that it has no reason to ask until nothing comes any more.
  expect((await began)?.status()).toBe(200);
  await product.call(putWorker, { params: { ...params, operatorId }, body: { name: "Sanne Bakker" } });
  await product.call(startDistribution, { params, body: {} });
  // A notice goes again after a while, so all are waited for at once.
  await Promise.all(
    registers.map(async ({ how, page }) => {
      const isTold = await page
        .getByText("New settings from headquarters are in use.")
        .waitFor({ timeout: LEARNS_WITHIN_MS })
        .then(() => true)
        .catch(() => false);
      expect({ how, isTold }).toEqual({ how, isTold: true });
    }),
  );
  for (const { page } of registers) {
    await expectToSee(page.getByRole("button", { name: "Sanne Bakker, account and settings" }));
    expect(await page.getByRole("searchbox").inputValue()).toBe("Zz");
  }
});
