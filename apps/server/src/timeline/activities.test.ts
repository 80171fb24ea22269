import { addToClientBook, deleteActivityType, putActivityType, readToday, refreshActivityTypes, upcomingDates } from "@rapport/contract/clienteling";
import {
  addActivity,
  addNote,
  changeActivity,
  changeAnyActivity,
  deleteActivity,
  deleteAnyActivity,
  getCustomerTimeline,
  getTimeline,
} from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { accounts, addAssociate, addCustomers, auditLog, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";
import { newestActivities } from "./activity-queries.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const server = await testServer({ background: false, clock });
afterAll(async () => await server.close());

/** A shop whose store has fetched two types, and one customer of it. */
async function newShop() {
  const shop = await newBookShop(server);
  const { legalEntity, store } = shop;
  await server.api(putActivityType, { params: { legalEntity, code: "visit" }, body: { name: { en: "Store visit", nl: "Winkelbezoek" }, order: 1 } });
  await server.api(putActivityType, { params: { legalEntity, code: "phone" }, body: { name: { en: "Phone" }, order: 2 } });
  await server.api(refreshActivityTypes, { params: { legalEntity, store } });
  const [customerId] = await addCustomers(server, shop, accounts("2001"));
  return { shop, customerId, params: { customerId } };
}
const visit = (more: object = {}) => ({ id: randomUUID() as string, type: "visit", at: null, ...more });

async function audited({ legalEntity }: BookShop): Promise<string[]> {
  const rows = await auditLog(server.deps.db)
    .select(["action"])
    .where("subject_kind", "=", "customer")
    .where("legal_entity", "=", legalEntity)
    .where("action", "like", "customer.activity_%")
    .orderBy("id")
    .execute();
  return rows.map(({ action }) => action);
}

test("case 35 R55 R56 R51 an activity shows on the timeline with its author's name, to every associate and at headquarters", async () => {
  const { shop, customerId, params } = await newShop();
  const colleague = await addAssociate(server, shop, { operatorId: "2", operations: [] });
  const logged = await shop.associate(addActivity, {
    params,
    body: visit({ title: "Came for the sandals", text: "Size 38", at: "2026-03-02T10:30:00.000Z" }),
  });
  expect(logged).toMatchObject({
    type: { code: "visit", name: { en: "Store visit", nl: "Winkelbezoek" } },
    at: "2026-03-02T10:30:00.000Z",
    writtenAt: "2026-03-02T12:00:00.000Z",
    title: "Came for the sandals",
    author: "Associate",
    edited: null,
    changedBy: "author",
  });
  const theirs = { kind: "activity", at: logged.at, activity: { ...logged, changedBy: "manager" } };
  const seen = await colleague(getTimeline, { params: { customerId } });
  expect([seen.items, seen.counts.activity]).toEqual([[theirs], 1]);
  const atHeadquarters = await server.api(getCustomerTimeline, {
    params: { legalEntity: shop.legalEntity, accountNumber: "2001" },
    query: { kind: "activity" },
  });
  expect(atHeadquarters.items).toEqual([theirs]);
});

test("case 36 R57b activities are filtered by their type, with counts, in pages of the right order among notes", async () => {
  const { shop, params } = await newShop();
  for (const [type, at] of [
    ["visit", "2026-03-01T09:00:00.000Z"],
    ["phone", "2026-03-01T10:00:00.000Z"],
    ["visit", "2026-03-01T11:00:00.000Z"],
  ] as const)
    await shop.associate(addActivity, { params, body: { id: randomUUID(), type, at } });
  await shop.associate(addNote, { params, body: { id: randomUUID(), text: "Now" } });
  const { items, activityTypes, counts } = await shop.associate(getTimeline, { params, query: { activityType: "phone" } });
  expect(items.map((item) => item.kind === "activity" && item.activity.type.code)).toEqual(["phone"]);
  expect(activityTypes).toEqual([
    { code: "visit", name: { en: "Store visit", nl: "Winkelbezoek" }, count: 2 },
    { code: "phone", name: { en: "Phone" }, count: 1 },
  ]);
  expect(counts).toMatchObject({ activity: 3, note: 1 });
  const all: string[] = [];
  let before: string | null = null;
  do {
    const page: { items: { kind: string; at: string }[]; nextBefore: string | null } = await shop.associate(getTimeline, {
      params,
      query: { limit: 1, ...(before !== null && { before }) },
    });
    all.push(...page.items.map(({ kind, at }) => `${kind} ${at.slice(11, 16)}`));
    before = page.nextBefore;
  } while (before !== null);
  expect(all).toEqual(["note 12:00", "activity 11:00", "activity 10:00", "activity 09:00"]);
});

test("R60 an activity keeps the name of its type after the type is gone; a type that nobody knows is refused", async () => {
  const { shop, params } = await newShop();
  const { legalEntity, store } = shop;
  await shop.associate(addActivity, { params, body: visit() });
  await server.api(deleteActivityType, { params: { legalEntity, code: "visit" } });
  // The store still shows it, so it can still be logged.
  await shop.associate(addActivity, { params, body: visit() });
  await server.api(refreshActivityTypes, { params: { legalEntity, store } });
  // Out of use at headquarters, and the store does not show it.
  await server.api(putActivityType, { params: { legalEntity, code: "out" }, body: { name: { en: "Out" }, order: 3, active: false } });
  expect(await refused(shop.associate, addActivity, { params, body: visit({ type: "out" }) })).toMatchObject({ code: "activity.type_unknown" });
  expect(await refused(shop.associate, addActivity, { params, body: visit() })).toMatchObject({ code: "activity.type_unknown" });
  const { items, activityTypes } = await shop.associate(getTimeline, { params });
  expect(items.map((item) => item.kind === "activity" && item.activity.type.name.en)).toEqual(["Store visit", "Store visit"]);
  expect(activityTypes).toEqual([{ code: "visit", name: { en: "Store visit", nl: "Winkelbezoek" }, count: 2 }]);
});

test("OF3 OF7 an activity that is sent again is the same one, with the time it was written; nothing lies in the future (R62)", async () => {
  const { shop, params } = await newShop();
  const body = visit({ title: "Once", waitedMs: 3_600_000 });
  const answers = await Promise.all([1, 2, 3, 4].map(async () => await shop.associate(addActivity, { params, body })));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ at: "2026-03-02T11:00:00.000Z", writtenAt: "2026-03-02T11:00:00.000Z" });
  expect(await audited(shop)).toEqual(["customer.activity_added"]);
  expect(await refused(shop.associate, addActivity, { params, body: { ...body, title: "Other" } })).toMatchObject({ code: "activity.id_in_use" });
  for (const at of ["2026-03-02T12:11:00.000Z", "1999-12-31T00:00:00.000Z", "0000-01-01T00:00:00.000Z"])
    expect(await refused(shop.associate, addActivity, { params, body: visit({ at }) })).toMatchObject({ code: "activity.time" });
  const abroad = await newShop();
  expect((await refused(abroad.shop.associate, addActivity, { params, body })).kind).toBe("not_found");
});

test("R62 an activity, also an appointment, is no reminder: it has no time to come, is not done later, and puts nothing on Today", async () => {
  const { shop, customerId, params } = await newShop();
  const { legalEntity, store } = shop;
  await server.api(putActivityType, { params: { legalEntity, code: "appointment" }, body: { name: { en: "Appointment" }, order: 3 } });
  await server.api(refreshActivityTypes, { params: { legalEntity, store } });
  await shop.associate(addToClientBook, { params });
  const before = [await shop.associate(readToday, { body: {} }), await shop.associate(upcomingDates, { body: {} })];
  const appointment = (more: object = {}) => ({ ...visit({ type: "appointment", title: "Fitting", ...more }) });
  await shop.associate(addActivity, { params, body: appointment() });
  for (const later of ["dueAt", "remindAt", "endsAt", "done"])
    expect(await refused(shop.associate, addActivity, { params, body: appointment({ [later]: "2026-03-09T10:00:00.000Z" }) })).toMatchObject({
      kind: "invalid",
    });
  expect([await shop.associate(readToday, { body: {} }), await shop.associate(upcomingDates, { body: {} })]).toEqual(before);
  const { items } = await shop.associate(getTimeline, { params });
  expect(items.filter(({ kind }) => kind === "activity")).toMatchObject([{ activity: { title: "Fitting", type: { code: "appointment" } } }]);
  expect(JSON.stringify(before)).not.toContain(customerId);
});

test("R61 R50 its author changes and deletes an activity for 24 hours, a manager at any time; each change is audited and marked", async () => {
  const { shop, params } = await newShop();
  const colleague = await addAssociate(server, shop, { operatorId: "2" });
  let writer = await addAssociate(server, shop, { operatorId: "3" });
  const { id: activityId } = await writer(addActivity, { params, body: visit({ title: "Hat" }) });
  const one = { params: { ...params, activityId } };
  expect(await refused(colleague, changeActivity, { ...one, query: { version: 1 }, body: { title: "Mine" } })).toMatchObject({ code: "activity.not_yours" });
  expect(await refused(colleague, changeAnyActivity, { ...one, query: { version: 1 }, body: { title: "Mine" } })).toMatchObject({
    code: "permission.missing",
    params: { permission: "activity.manage" },
  });
  const changed = await writer(changeActivity, { ...one, query: { version: 1 }, body: { text: "Felt, grey" } });
  expect(changed).toMatchObject({ title: "Hat", text: "Felt, grey", version: 2, edited: { at: "2026-03-02T12:00:00.000Z", by: "Associate 3" } });
  expect(await refused(writer, changeActivity, { ...one, query: { version: 1 }, body: { title: "Late" } })).toMatchObject({ code: "activity.meanwhile" });
  expect(await writer(changeActivity, { ...one, query: { version: 2 }, body: { text: "Felt, grey" } })).toMatchObject({ version: 2 });
  clock.advance(86_400_000);
  // Their sessions of yesterday are over.
  writer = await addAssociate(server, shop, { operatorId: "3" });
  const manager = await server.asWorker(shop);
  expect(await refused(writer, deleteActivity, { ...one, query: { version: 2 } })).toMatchObject({ code: "activity.not_yours" });
  const { items } = await writer(getTimeline, { params });
  expect(items).toMatchObject([{ activity: { changedBy: "manager" } }]);
  const managed = await manager(changeAnyActivity, { ...one, query: { version: 2 }, body: { type: "phone" } });
  expect(managed).toMatchObject({ type: { code: "phone" }, version: 3, edited: { by: "Associate" } });
  await manager(deleteAnyActivity, { ...one, query: { version: 3 } });
  expect((await manager(getTimeline, { params })).counts.activity).toBe(0);
  expect(await refused(manager, deleteAnyActivity, { ...one, query: { version: 3 } })).toMatchObject({ code: "activity.unknown" });
  expect(await audited(shop)).toEqual(["customer.activity_added", "customer.activity_changed", "customer.activity_changed", "customer.activity_removed"]);
});

test("AU1 R61 a change of nothing and an activity that is sent again answer with the activity, and stand in the log", async () => {
  const { shop, customerId, params } = await newShop();
  const body = visit({ title: "Hat" });
  const { id: activityId } = await shop.associate(addActivity, { params, body });
  const manager = await server.asWorker(shop);
  const viewed = async () =>
    await auditLog(server.deps.db)
      .select("subject_id")
      .where("legal_entity", "=", shop.legalEntity)
      .where("action", "=", "customer.viewed")
      .where("subject_kind", "=", "customer")
      .execute();
  const one = { params: { ...params, activityId }, query: { version: 1 } };
  expect(await manager(changeAnyActivity, { ...one, body: {} })).toMatchObject({ title: "Hat", version: 1 });
  expect(await viewed()).toEqual([{ subject_id: customerId }]);
  await shop.associate(changeActivity, { ...one, body: { title: "Hat" } });
  await shop.associate(addActivity, { params, body });
  expect(await viewed()).toHaveLength(3);
});

test("OF3 an activity that a manager deleted does not come back when its device sends it again", async () => {
  const { shop, params } = await newShop();
  const body = visit({ title: "Hat" });
  const { id: activityId } = await shop.associate(addActivity, { params, body });
  const manager = await server.asWorker(shop);
  await manager(deleteAnyActivity, { params: { ...params, activityId }, query: { version: 1 } });
  expect(await refused(shop.associate, addActivity, { params, body })).toMatchObject({ kind: "conflict", code: "activity.removed" });
  expect((await shop.associate(getTimeline, { params })).counts.activity).toBe(0);
});

test("R57b a page of activities is read in the order of its index", async () => {
  const { shop, customerId } = await newShop();
  const plan = await server.deps.db.transaction().execute(async (trx) => {
    // Of a table with few rows the whole is read otherwise.
    await sql`set local enable_seqscan = off`.execute(trx);
    await sql`set local enable_bitmapscan = off`.execute(trx);
    const page = newestActivities(trx, {
      legalEntity: shop.legalEntity as never,
      customerId: customerId as never,
      type: undefined,
      before: clock.now(),
      limit: 5,
    });
    return (await page.explain("text")).map((line) => Object.values(line as object).join("")).join("\n");
  });
  expect(plan).toMatch(/Index Cond: .*happened_at </);
  expect(plan).not.toContain("Sort");
});
