import { text } from "node:stream/consumers";
import { StoreGroupCode } from "@rapport/contract";
import { putLegalEntity, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { addSchedule, getUnpublishedChanges, putStoreGroup, startDistribution } from "@rapport/contract/publishing";
import { getPosSession } from "@rapport/contract/sessions";
import { expect } from "vitest";
import {
  enterHeadquarters,
  enterRegister,
  expectNoAxeViolations,
  expectReadableAtEveryWidth,
  expectToSee,
  looksAtEveryWidth,
  type Retailer,
  test,
} from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
const REGISTER = { app: "pos", theme: "light", language: "en", size: { width: 1024, height: 768 } } as const;
const address = ({ product, legalEntity }: Retailer, path: string) => `${product.url}/hq/${path}?legalEntity=${legalEntity}`;

/** Changes wait from now on: another name for the associate, and a second store with a register. */
async function quiet({ product, legalEntity, operatorId }: Retailer): Promise<void> {
  const params = { legalEntity };
  await product.call(putLegalEntity, { params, body: { publishAtOnce: null } });
  await product.call(putWorker, { params: { ...params, operatorId }, body: { name: "Sanne Bakker" } });
  await product.call(putStore, { params: { ...params, store: "UTR" }, body: { name: "Utrecht", city: "Utrecht", employeeAddressBooks: ["AMS"] } });
  await product.call(putRegister, { params: { ...params, register: `UTR-${legalEntity}` }, body: { store: "UTR" } });
}

test("DEC10 R86 a change waits at headquarters until it is published with one button, then the register shows it; a store goes back", async ({
  open,
  retailer,
}) => {
  const { product, legalEntity } = retailer;
  await quiet(retailer);
  const register = await open(REGISTER, { streams: true });
  const stream = register.waitForResponse("**/api/pos/snapshot/events");
  await enterRegister(register, retailer);
  const nameThere = async () => {
    const answer = await register.context().request.get(`${product.url}${getPosSession.path}`);
    return ((await answer.json()) as { worker: { name: string } }).worker.name;
  };
  expect(await nameThere()).toBe("Sanne de Wit");
  await register.goto(`${product.url}/pos/search`);
  await register.getByRole("searchbox").fill("Zz");
  expect((await stream).headers()["content-type"]).toContain("text/event-stream");
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "unpublished-changes"));
  await expectToSee(page.getByRole("row", { name: /Sanne Bakker.*Sanne de Wit → Sanne Bakker.*1060 Staff.*AMS/ }));
  await expectNoAxeViolations(page);
  const saved = async (button: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button, exact: true }).click()]);
    return await text(await download.createReadStream());
  };
  const changes = await saved("Export as CSV");
  expect(changes).toContain("Kind,What,Code,Change,Code of the field,Before,After,Who,When,Job,Stores\r\n");
  expect(changes).toContain(`\r\nWorker,Sanne Bakker,${retailer.operatorId},name,name,Sanne de Wit,Sanne Bakker,`);
  await page.getByRole("button", { name: "Publish" }).click();
  await expectToSee(page.getByText("Published to 2 stores"));
  await expectToSee(page.getByText("Stores have everything"));
  expect(await nameThere()).toBe("Sanne Bakker");
  expect(await product.call(getUnpublishedChanges, { params: { legalEntity } })).toMatchObject({ total: 0 });
  // The register says so by itself, and what was typed stays (PB11).
  await expectToSee(register.getByText("New settings from headquarters are in use."));
  await expectToSee(register.getByRole("button", { name: "Sanne Bakker, account and settings" }));
  expect(await register.getByRole("searchbox").inputValue()).toBe("Zz");

  await page.goto(address(retailer, "distribution-jobs"));
  expect(await saved("Export as CSV: Runs")).toMatch(/1060 Staff.*,Done,2,2,0,0,/);
  expect(await saved("Export as CSV: Sessions")).toMatch(/\r\n\d+,\d+,UTR,.*,Applied,applied,/);
  await page.goto(address(retailer, "published-stores"));
  expect(await saved("Export as CSV")).toMatch(/\r\nUtrecht,UTR,1,.*,Up to date,/);
  await page.getByRole("link", { name: "Amsterdam" }).click();
  await page
    .getByRole("button", { name: /Go back to snapshot/ })
    .first()
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Go back" }).click();
  await expectToSee(page.getByText(/Amsterdam shows what snapshot/));
  await expectToSee(page.getByRole("row", { name: /Sanne Bakker.*Sanne de Wit.*Sanne Bakker/ }));
  expect(await nameThere()).toBe("Sanne de Wit");
});

const MANY = 150;

test("DEC10 while many stores are published the progress is seen, and in the end that all of them have it", async ({ open, retailer }) => {
  const { product, legalEntity } = retailer;
  const params = { legalEntity };
  await product.call(putLegalEntity, { params, body: { publishAtOnce: null } });
  for (let n = 1; n <= MANY; n += 1)
    await product.call(putStore, { params: { ...params, store: `P${n}` }, body: { name: `Store ${n}`, employeeAddressBooks: ["AMS"] } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  await page.goto(address(retailer, "unpublished-changes"));
  await expectToSee(page.getByRole("button", { name: "Publish" }));
  // Everything that the bar says, from its first moment on.
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const bar = document.querySelector("progress, [role=progressbar]");
      const said = bar === null ? null : `${bar.getAttribute("aria-valuenow") ?? ""} ${bar.closest(".hq-publish")?.textContent ?? ""}`;
      if (said !== null && said !== seen.at(-1)) seen.push(said);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await page.getByRole("button", { name: "Publish" }).click();
  await expectToSee(page.getByRole("progressbar"));
  // So many stores take longer than anything that a page waits for otherwise.
  await page.getByText(`Published to ${MANY + 1} stores`).waitFor({ timeout: 60_000 });
  await expectToSee(page.getByText("Stores have everything"));
  expect(await page.getByRole("progressbar").count()).toBe(0);
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  const stores = seen.flatMap((said) => /(\d+) of (\d+) stores/.exec(said)?.slice(1).map(Number) ?? []);
  const counts = stores.filter((_, at) => at % 2 === 0);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  // Some had it while others waited.
  expect(counts.some((applied) => applied > 0 && applied < MANY + 1)).toBe(true);
});

const PAGES = [
  "store-groups",
  "store-groups/of/north",
  "unpublished-changes",
  "published-stores",
  "published-stores/of/AMS",
  "distribution-jobs",
  "distribution-schedules",
] as const;

test.for(looksAtEveryWidth().map((look) => [`${look.theme} ${look.language}`, look] as const))(
  "the pages of distribution are readable at every width in %s",
  async ([, look], { open, retailer }) => {
    const { product, legalEntity } = retailer;
    await quiet(retailer);
    await product.call(startDistribution, { params: { legalEntity }, body: { jobs: [1060], stores: ["UTR"], full: true } });
    const schedule = { name: "Every night", jobs: [9999 as const], startsAt: "2099-01-01T03:00", recurrence: "daily" as const };
    await product.call(addSchedule, { params: { legalEntity }, body: schedule });
    const north = StoreGroupCode.parse("north");
    await product.call(putStoreGroup, { params: { legalEntity, code: north }, body: { name: "North", stores: ["UTR"], paused: true } });
    const page = await open(look);
    await enterHeadquarters(page, product);
    for (const path of PAGES) {
      await page.setViewportSize(look.size);
      await page.goto(address(retailer, path));
      await expectToSee(page.getByRole("main").locator("table, form").first());
      await expectReadableAtEveryWidth(page, { name: path.replaceAll("/", "-"), look });
    }
  },
);
