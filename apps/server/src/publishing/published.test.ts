import { randomUUID } from "node:crypto";
import type { LegalEntityCode, NoteId } from "@rapport/contract";
import { clientBookFacets, putAttribute, putAttributeGroup, putParameters, searchClientBook } from "@rapport/contract/clienteling";
import { getCustomer, getSearchCriteria, putCustomer, searchCustomers } from "@rapport/contract/customers";
import { putFeature } from "@rapport/contract/features";
import { getPosLayout, putScreenLayout } from "@rapport/contract/layouts";
import { putLegalEntity, putPermissionGroup, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { getPosRegister, getPosSession, makeRegisterCode, signInPos } from "@rapport/contract/sessions";
import { getUnpublishedChanges, SECTION_NAMES, SECTIONS, type DistributionJob } from "@rapport/contract/publishing";
import { addCustomerNote, getTimeline } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { addClients, addCustomers, newBookShop, refused, testServer, type BookShop, type TestServer } from "../testing/index.ts";
import { deriveAll } from "../customers/index.ts";
import { draftThings } from "./draft-queries.ts";
import { start } from "./index.ts";
import { publishNow } from "./publish.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock: testClock("2026-11-29T10:00:00Z") });
});
afterAll(async () => {
  await server.close();
});

const called = (text: string) => ({ en: text, nl: text });

/** A shop whose changes wait until they are published. */
async function quietShop(): Promise<BookShop> {
  const shop = await newBookShop(server);
  await server.api(putLegalEntity, { params: shop, body: { publishAtOnce: null } });
  return shop;
}

const run = async ({ legalEntity }: { legalEntity: LegalEntityCode }, ...jobs: DistributionJob[]) =>
  await publishNow(server.deps, { legalEntity, jobs, by: "Somebody" });

const filters = async ({ associate }: BookShop) =>
  (await associate(clientBookFacets, { body: { filters: [], inside: null } })).facets.map(({ attribute }) => attribute);

test("R86 PB2 case 40 another group of client-book attributes shows when 1040, 1150 and 1110 have run", async () => {
  const shop = await quietShop();
  const params = { legalEntity: shop.legalEntity };
  const before = await filters(shop);
  await server.api(putAttribute, {
    params: { ...params, code: "hat" },
    body: { name: called("Hat"), type: "text", multiple: false, refinable: true, filter: { kind: "list", multi: true } },
  });
  await server.api(putAttributeGroup, {
    params: { ...params, code: "hats" },
    body: { name: called("Hats"), members: [{ attribute: "hat", displayOrder: 1 }] },
  });
  await server.api(putParameters, { params, body: { clientBookAttributeGroup: "hats" } });
  for (const job of [1040, 1150] as const) {
    expect(await filters(shop)).toEqual(before);
    expect(await run(shop, job)).toBe(1);
  }
  expect(await filters(shop)).toEqual(before);
  await run(shop, 1110);
  expect(await filters(shop)).toEqual(["hat", "segment"]);
  // There is nothing more to carry.
  expect(await run(shop, 9999)).toBe(0);
});

test("R76 after setting up clienteling headquarters names 1040, 1150, 1110 and 1090 in their order, and the store shows it when they have run", async () => {
  const shop = await quietShop();
  const params = { legalEntity: shop.legalEntity };
  await server.api(putAttribute, {
    params: { ...params, code: "hat" },
    body: { name: called("Hat"), type: "text", multiple: false, refinable: true, filter: { kind: "list", multi: true } },
  });
  await server.api(putAttributeGroup, {
    params: { ...params, code: "hats" },
    body: { name: called("Hats"), members: [{ attribute: "hat", displayOrder: 1 }] },
  });
  await server.api(putParameters, { params, body: { clientBookAttributeGroup: "hats" } });
  const grids = [{ screen: "welcome" as const, rows: 1, columns: 1, buttons: [{ operation: 712, row: 1, column: 1 }] }];
  await server.api(putScreenLayout, {
    params: { ...params, code: "floor" },
    body: { name: called("Floor"), sizes: [{ kind: "full", width: 1024, height: 768, grids }] },
  });
  await server.api(putRegister, { params: { ...params, register: shop.register }, body: { screenLayout: "floor" } });
  const { jobs, waiting } = await server.api(getUnpublishedChanges, { params });
  expect([jobs, waiting]).toEqual([[1040, 1150, 1110, 1090], 1]);
  await run(shop, ...jobs);
  expect(await filters(shop)).toEqual(["hat", "segment"]);
  expect((await shop.associate(getPosLayout)).layout?.sizes[0]?.grids[0]?.buttons.map(({ operation }) => operation)).toEqual([712]);
  expect(await server.api(getUnpublishedChanges, { params })).toMatchObject({ total: 0, waiting: 0 });
});

test("PB4 customers with their values, who is in whose book and notes are at the register at once, with nothing to publish", async () => {
  const shop = await quietShop();
  const params = { legalEntity: shop.legalEntity, accountNumber: "4001" };
  const [customerId] = await addClients(server, shop, [{ accountNumber: "4001", lastName: "Before", attributes: { segment: "gold" } }]);
  await server.api(addCustomerNote, { params, body: { id: randomUUID() as NoteId, text: "Likes blue" } });
  await server.api(putCustomer, { params, body: { lastName: "Afterwards", attributes: { segment: "silver" } } });
  expect(JSON.stringify(await shop.associate(searchClientBook, { body: {} }))).toContain("Afterwards");
  expect(JSON.stringify((await shop.associate(getCustomer, { params: { customerId } })).attributes)).toContain("silver");
  expect(JSON.stringify(await shop.associate(getTimeline, { params: { customerId } }))).toContain("Likes blue");
  expect(await server.api(getUnpublishedChanges, { params })).toMatchObject({ total: 0, waiting: 0 });
});

test("PB3 what is taken away holds at once, and what is given waits for 1060", async () => {
  const shop = await quietShop();
  const worker = { legalEntity: shop.legalEntity, operatorId: shop.operatorId };
  const rights = async () => (await shop.associate(getPosSession)).permissions.filter((permission) => permission.startsWith("clientBook"));
  await server.api(putWorker, { params: worker, body: { operations: [712], name: "Renamed" } });
  expect(await rights()).toEqual(["clientBook.view"]);
  await server.api(putPermissionGroup, { params: { ...shop, code: "all" }, body: { name: "All", operations: [712, 713, 714, 715] } });
  await server.api(putWorker, { params: worker, body: { operations: [], permissionGroup: "all" } });
  // They hold the same as before by their group, which the store does not know yet.
  expect(await rights()).toEqual(["clientBook.view", "clientBook.viewStore", "clientBook.add", "clientBook.remove"]);
  expect((await shop.associate(getPosSession)).worker.name).toBe("Associate");
  await run(shop, 1060);
  expect((await shop.associate(getPosSession)).worker.name).toBe("Renamed");
  await server.api(putPermissionGroup, { params: { ...shop, code: "all" }, body: { operations: [715] } });
  expect(await rights()).toEqual(["clientBook.remove"]);
  await server.api(putWorker, { params: worker, body: { employedTo: "2026-11-28" } });
  expect(await refused(shop.associate, getPosSession, {})).toMatchObject({ code: "session.nobody" });
});

test("PB8 a worker, a register and a store are unknown until their job has run", async () => {
  const shop = await quietShop();
  const params = { legalEntity: shop.legalEntity };
  const password = "password of 2002";
  await server.api(putWorker, {
    params: { ...params, operatorId: "2002" },
    body: { name: "New", employeeAddressBooks: ["staff"], operations: [712], password },
  });
  const headers = { cookie: await server.deviceOf(shop) };
  const signIn = async () =>
    (await server.inject({ method: "POST", url: signInPos.path, headers, payload: { operatorId: "2002", password } })).json<{ code?: string }>().code;
  expect(await signIn()).toBe("sign_in.wrong");
  await run(shop, 1060);
  expect(await signIn()).toBeUndefined();

  await server.api(putStore, { params: { ...params, store: "S2" }, body: { name: "Store 2", employeeAddressBooks: ["staff"] } });
  await server.api(putRegister, { params: { ...params, register: "R2" }, body: { store: "S2" } });
  const { code } = await server.api(makeRegisterCode, { params: { ...params, register: "R2" } });
  const activate = async () => await server.inject({ method: "POST", url: getPosRegister.path, payload: { code } });
  expect((await activate()).json<object>()).toMatchObject({ code: "register.unpublished" });
  await run(shop, 1090);
  expect((await activate()).json<object>()).toMatchObject({ code: "register.unpublished" });
  await run(shop, 1070);
  expect((await activate()).json<object>()).toMatchObject({ number: "R2", storeName: "Store 2" });
});

test("PB5 PB6 an upgrade publishes what there is as snapshot 1, and stores with the same configuration share it", async () => {
  const shop = await quietShop();
  const { db } = server.deps;
  await server.api(putStore, { params: { ...shop, store: "S2" }, body: { name: "Store 2" } });
  await sql`delete from store_publication where legal_entity = ${shop.legalEntity}`.execute(db);
  await sql`delete from store_snapshot where legal_entity = ${shop.legalEntity}`.execute(db);
  await sql`insert into store_publication (legal_entity, store) values (${shop.legalEntity}, 'S1')`.execute(db);
  expect(await refused(shop.associate, getPosSession, {})).toMatchObject({ code: "session.nobody" });
  await start(server.deps);
  await addClients(server, shop, [{ accountNumber: "1" }]);
  expect((await shop.associate(searchClientBook, { body: { filters: [], cursor: null, limit: 10 } })).total).toBe(1);
  const numbers = async () =>
    await db.selectFrom("store_snapshot").select(["store", "number"]).where("legal_entity", "=", shop.legalEntity).orderBy("store").execute();
  expect(await numbers()).toEqual([{ store: "S1", number: 1 }]);
  // A second start has nothing to do.
  await start(server.deps);
  await run(shop, 9999);
  expect(await numbers()).toEqual([
    { store: "S1", number: 1 },
    { store: "S2", number: 1 },
  ]);
  const rows = await db.selectFrom("store_snapshot").select("sections").where("legal_entity", "=", shop.legalEntity).execute();
  const [one, two] = rows.map(({ sections }) => sections as Record<string, string>);
  expect(Object.keys(one ?? {}).filter((name) => one?.[name] === two?.[name])).toEqual(expect.arrayContaining(["attributes", "workers", "stores"]));
});

test("case 41 R77 a button on a register's layout shows after 1090, and on a worker's layout after 1060", async () => {
  const shop = await quietShop();
  const params = { legalEntity: shop.legalEntity };
  const button = (column: number) => ({ operation: 712, text: called("Books"), row: 1, column });
  const put = async (code: string, buttons: number) => {
    const grids = [{ screen: "welcome" as const, rows: 1, columns: 2, buttons: [1, 2].slice(0, buttons).map(button) }];
    await server.api(putScreenLayout, {
      params: { ...params, code },
      body: { name: called(code), sizes: [{ kind: "full", width: 1024, height: 768, grids }] as never },
    });
  };
  const shown = async () => {
    const { layout } = await shop.associate(getPosLayout);
    return layout && [layout.code, layout.sizes[0]?.grids[0]?.buttons.length];
  };
  await put("till", 0);
  await put("own", 0);
  await server.api(putRegister, { params: { ...params, register: shop.register }, body: { screenLayout: "till" } });
  expect(await shown()).toBeNull();
  await run(shop, 1090);
  await put("till", 1);
  expect(await shown()).toEqual(["till", 0]);
  await run(shop, 1060);
  expect(await shown()).toEqual(["till", 0]);
  await run(shop, 1090);
  expect(await shown()).toEqual(["till", 1]);
  await server.api(putWorker, { params: { ...params, operatorId: shop.operatorId }, body: { screenLayout: "own" } });
  await put("own", 2);
  await run(shop, 1090);
  expect(await shown()).toEqual(["till", 1]);
  await run(shop, 1060);
  expect(await shown()).toEqual(["own", 2]);
});

test("PB9 a legal entity that publishes at once shows a change before its answer", async () => {
  const shop = await newBookShop(server);
  await server.api(putWorker, { params: { ...shop }, body: { name: "At once" } });
  expect((await shop.associate(getPosSession)).worker.name).toBe("At once");
});

test("PB1 every field of a section is published", async () => {
  const shop = await newBookShop(server);
  const params = { legalEntity: shop.legalEntity };
  await server.api(putPermissionGroup, { params: { ...params, code: "all" }, body: { name: "All" } });
  const sizes = [{ kind: "full" as const, width: 1024, height: 768, grids: [] }];
  await server.api(putScreenLayout, { params: { ...params, code: "own" }, body: { name: called("Own"), sizes } });
  for (const [endpoint, key] of [
    [putWorker, { operatorId: "1001" }],
    [putRegister, { register: "R1" }],
    [putStore, { store: "S1" }],
  ] as const)
    await server.api(endpoint as typeof putWorker, { params: { ...params, ...key } as never, body: { screenLayout: "own" } as never });
  const clienteling = { params: { feature: "clienteling" as const } };
  await server.api(putFeature, { ...clienteling, body: { state: "off" } });
  const things = await draftThings(server.deps.db, shop.legalEntity);
  const lacking = SECTION_NAMES.flatMap((section) => {
    const found = things.find((thing) => thing.section === section);
    const fields = Object.entries(SECTIONS[section].content.shape as Record<string, z.ZodType>).filter(([, field]) => !(field instanceof z.ZodOptional));
    return fields
      .map(([field]) => field)
      .filter((field) => !Object.hasOwn((found?.content ?? {}) as object, field))
      .map((field) => `${section} ${field}`);
  });
  await server.api(putFeature, { ...clienteling, body: { state: "on" } });
  expect(lacking).toEqual([]);
});

test("CS8 PB1 a store searches customers as before until the parameters are published to it", async () => {
  const shop = await quietShop();
  await addCustomers(server, shop, [{ accountNumber: "VEER-7", lastName: "Dam", phone: "020 555 0101" }]);
  const searchCriteria = [{ property: "phone" as const, shortcut: true }];
  await server.api(putParameters, { params: shop, body: { searchCriteria } });
  const found = async () => (await shop.associate(searchCustomers, { body: { query: "dam" } })).customers.length;
  expect(await found()).toBe(1);
  await run(shop, 1110);
  expect(await found()).toBe(0);
  expect(await shop.associate(getSearchCriteria)).toEqual({ criteria: searchCriteria, attributes: [], parties: false });
});

test("CS8 PB1 a store goes on searching by the attributes that were published to it until 1110 runs", async () => {
  const shop = await quietShop();
  await server.api(putParameters, { params: shop, body: { searchAttributes: ["segment"] } });
  const found = async () => (await shop.associate(searchCustomers, { body: { query: "silver", attribute: "segment" } })).customers.length;
  expect(await refused(shop.associate, searchCustomers, { body: { query: "silver", attribute: "segment" } })).toMatchObject({ code: "search.no_shortcut" });
  await run(shop, 1110);
  await server.api(putParameters, { params: shop, body: { searchAttributes: [] } });
  await deriveAll(server.deps);
  await addCustomers(server, shop, [{ accountNumber: "S1", attributes: { segment: "silver" } }]);
  expect(await found()).toBe(1);
  await run(shop, 1110);
  expect(await refused(shop.associate, searchCustomers, { body: { query: "silver", attribute: "segment" } })).toMatchObject({ code: "search.no_shortcut" });
});

test("case 44 R75 PB1 DEC10 what is switched off or on at headquarters is so at the POS when job 1110 has run; off and on again is no change", async () => {
  const shop = await quietShop();
  const feature = { params: { feature: "clienteling" as const } };
  const search = async () => await shop.associate(searchClientBook, { body: {} });
  await server.api(putFeature, { ...feature, body: { state: "off" } });
  await run(shop, 1040);
  expect(await search()).toMatchObject({ total: 0 });
  await run(shop, 1110);
  expect(await refused(shop.associate, searchClientBook, { body: {} })).toMatchObject({ code: "feature.off" });
  await server.api(putFeature, { ...feature, body: { state: "on" } });
  expect(await refused(shop.associate, searchClientBook, { body: {} })).toMatchObject({ code: "feature.off" });
  await run(shop, 1110);
  expect(await search()).toMatchObject({ total: 0 });
  for (const state of ["off", "on"] as const) await server.api(putFeature, { ...feature, body: { state } });
  expect(await server.api(getUnpublishedChanges, { params: shop })).toMatchObject({ total: 0, waiting: 0 });
});
