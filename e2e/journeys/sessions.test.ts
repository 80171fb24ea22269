import { AttributeCode, StoreNumber } from "@rapport/contract";
import { putAttribute, putAttributeGroup } from "@rapport/contract/clienteling";
import { putLegalEntity, putStore, putWorker } from "@rapport/contract/organisation";
import { addSchedule, cancelSession, listDownloadSessions, startDistribution } from "@rapport/contract/publishing";
import { expect } from "vitest";
import { enterHeadquarters, expectNoAxeViolations, expectToSee, screenshot, test } from "../src/index.ts";

const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
/** So many that the last one still waits when the next requests come. */
const MANY = 60;
const LAST = "Z99";

test("R78 R80 R81 R82 R85 case 55 a schedule runs now without a paused group; a session that fails is suspended and holds up its store until it is run again or cancelled", async ({
  open,
  retailer,
}) => {
  const { product, legalEntity, operatorId } = retailer;
  const params = { legalEntity };
  await product.call(putLegalEntity, { params, body: { publishAtOnce: true } });
  for (let n = 1; n <= MANY; n += 1) await product.call(putStore, { params: { ...params, store: StoreNumber.parse(`P${n}`) }, body: { name: `Store ${n}` } });
  await product.call(putStore, { params: { ...params, store: StoreNumber.parse(LAST) }, body: { name: "The last" } });
  await product.call(putLegalEntity, { params, body: { publishAtOnce: null } });
  const page = await open(DESKTOP);
  await enterHeadquarters(page, product);
  const go = async (path: string) => await page.goto(`${product.url}/hq/${path}?legalEntity=${legalEntity}`);
  const sessions = async (query: object) => (await product.call(listDownloadSessions, { params, query: { limit: 200, ...query } })).sessions;

  await go("store-groups");
  await page.getByRole("link", { name: "New group" }).first().click();
  await page.getByLabel("Code").fill("new");
  await page.getByLabel("Name", { exact: true }).fill("Not ready yet");
  await page.getByRole("combobox", { name: "Stores" }).fill("Store 1 (");
  await page.getByRole("option", { name: "Store 1 (P1)" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: /^Paused/ }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectToSee(page.getByRole("row", { name: /Not ready yet.*1 store.*Paused/ }));

  await product.call(putWorker, { params: { ...params, operatorId }, body: { name: "Sanne Bakker" } });
  await product.call(addSchedule, { params, body: { name: "Staff at night", jobs: [1060], startsAt: "2099-01-01T03:00", recurrence: "daily" } });
  await go("unpublished-changes");
  await expectToSee(page.getByText("1 more store is in a paused group and gets nothing."));
  await go("distribution-schedules");
  await page.getByRole("button", { name: "Run Staff at night now" }).click();
  await expectToSee(page.getByText("Job 1060 runs"));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "distribution-schedules", look: DESKTOP });
  await expect.poll(async () => (await sessions({ store: LAST })).map(({ state }) => state), { timeout: 60_000 }).toEqual(["applied"]);
  expect(await sessions({ store: "P1" })).toEqual([]);
  expect((await sessions({})).length).toBe(MANY + 1);

  await go("distribution-jobs");
  await page.getByRole("checkbox", { name: /^Keep the order/ }).check();
  await page.getByRole("combobox", { name: "How often a session is tried" }).selectOption("1");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectToSee(page.getByText("Saved", { exact: true }));

  // The last store never gets the attribute, so that the group that names it would not hold together there.
  const name = { en: "Hat", nl: "Hoed" };
  const hat = AttributeCode.parse("hat");
  await product.call(putAttribute, { params: { ...params, code: hat }, body: { name, type: "text", multiple: false, refinable: false } });
  const members = [{ attribute: hat, displayOrder: 1 }];
  await product.call(putAttributeGroup, { params: { ...params, code: AttributeCode.parse("hats") }, body: { name, members } });
  await product.call(putWorker, { params: { ...params, operatorId }, body: { name: "Sanne Visser" } });
  const { run: first } = await product.call(startDistribution, { params, body: { jobs: [1040] } });
  const [waiting] = await sessions({ run: first, store: LAST });
  await product.call(startDistribution, { params, body: { jobs: [1150] } });
  await product.call(startDistribution, { params, body: { jobs: [1060], stores: [StoreNumber.parse(LAST)] } });
  await product.call(cancelSession, { params: { ...params, session: waiting?.session ?? 0 } });
  const states = async () => (await sessions({ store: LAST })).map(({ state, reason }) => [state, reason]).toReversed();
  const before = [
    ["applied", null],
    ["canceled", "byPerson"],
  ];
  await expect.poll(states, { timeout: 60_000 }).toEqual([...before, ["suspended", "incoherent"], ["available", null]]);

  await go("unpublished-changes");
  const [, held] = await sessions({ store: LAST });
  const number = String(held?.session);
  await expectToSee(page.getByText(`The last gets nothing while session ${number} is suspended`));
  await expectToSee(page.getByText("1 later session waits for it."));
  await expectNoAxeViolations(page);
  await screenshot(page, { name: "session-suspended", look: DESKTOP });
  // Run again while what it needs is missing: it fails again, and the one behind it goes on waiting.
  await page.getByRole("button", { name: `Run session ${number} again` }).click();
  await expect.poll(states, { timeout: 30_000 }).toEqual([...before, ["suspended", "incoherent"], ["available", null]]);
  await page.getByRole("link", { name: "See what happened" }).click();
  await expectToSee(page.getByRole("row", { name: new RegExp(`${number}.*${LAST}.*Suspended.*It would not hold together`) }));
  await page.getByRole("button", { name: `Cancel session ${number}` }).click();
  await expectToSee(page.getByRole("row", { name: new RegExp(`${number}.*${LAST}.*Cancelled.*By somebody at headquarters`) }));
  await expect.poll(states, { timeout: 30_000 }).toEqual([...before, ["canceled", "byPerson"], ["applied", null]]);
  // Both that were cancelled are run again in their order, and now hold together.
  for (const session of [waiting, held]) {
    await page.goto(`${product.url}/hq/distribution-jobs?legalEntity=${legalEntity}&run=${session?.run}`);
    await page.getByRole("button", { name: `Run session ${session?.session} again` }).click();
  }
  await expect.poll(states, { timeout: 30_000 }).toEqual(Array.from({ length: 4 }, () => ["applied", null]));
});
