import type { CallInput, Endpoint, Saved } from "@rapport/contract";
import { changeUser, createApiKey, inviteUser, revokeApiKey } from "@rapport/contract/access";
import { putClientBookEntries } from "@rapport/contract/clienteling";
import {
  deleteAddressBook,
  deleteLegalEntity,
  deletePermissionGroup,
  deleteRegister,
  deleteStore,
  deleteWorker,
  getAddressBook,
  getLegalEntity,
  getPermissionGroup,
  getRegister,
  getStore,
  getWorker,
  listAddressBooks,
  listWorkers,
  putAddressBook,
  putLegalEntity,
  putPermissionGroup,
  putRegister,
  putStore,
  putWorker,
} from "@rapport/contract/organisation";
import { getPosRegister, getPosSession, signInPos } from "@rapport/contract/sessions";
import { testClock, uniqueName } from "@rapport/testkit";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { addCustomers, auditLog, newBookShop, newEntity, refused, testServer } from "../testing/index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const server = await testServer({ background: false, clock });
const { api } = server;
afterAll(async () => await server.close());

interface Thing {
  readonly put: Endpoint;
  readonly get: Endpoint;
  readonly remove: Endpoint;
  readonly params: Record<string, string>;
  readonly body: object;
  readonly gone: string;
}

/** One of each kind, not made yet, which nothing uses. */
async function things(): Promise<Record<string, Thing>> {
  const { legalEntity, store } = await newEntity(server);
  const of = { legalEntity };
  return {
    "address book": {
      put: putAddressBook,
      get: getAddressBook,
      remove: deleteAddressBook,
      params: { ...of, code: "new" },
      body: { name: "New" },
      gone: "address_book.missing",
    },
    store: { put: putStore, get: getStore, remove: deleteStore, params: { ...of, store: "new" }, body: { name: "New" }, gone: "store.unknown" },
    "permission group": {
      put: putPermissionGroup,
      get: getPermissionGroup,
      remove: deletePermissionGroup,
      params: { ...of, code: "new" },
      body: { name: "New" },
      gone: "permission_group.unknown",
    },
    register: { put: putRegister, get: getRegister, remove: deleteRegister, params: { ...of, register: "new" }, body: { store }, gone: "register.unknown" },
    worker: { put: putWorker, get: getWorker, remove: deleteWorker, params: { ...of, operatorId: "new" }, body: { name: "New" }, gone: "worker.unknown" },
  };
}

/** Calls an endpoint without its own types. */
const input = (params: object, rest: object = {}) => ({ params, ...rest }) as CallInput<Endpoint>;

test("OG1 a write has a version, a time and a person; the same write again makes no version", async () => {
  const person = await server.asHeadquarters();
  for (const [what, { put, get, params, body }] of Object.entries(await things())) {
    const saved = async () => ((await api(get, input(params))) as { saved: Saved }).saved;
    await api(put, input(params, { body }));
    expect([what, await saved()]).toEqual([what, { version: 1, at: "2026-03-02T12:00:00.000Z", by: null }]);
    await api(put, input(params, { body }));
    expect([what, (await saved()).version]).toEqual([what, 1]);
    await person(put, input(params, { body: { active: false } }));
    expect([what, await saved()]).toEqual([what, { version: 2, at: "2026-03-02T12:00:00.000Z", by: "Analyst" }]);
  }
});

test("OG2 a write for a version that is not the newest is refused with who saved the newest and when, and changes nothing", async () => {
  const person = await server.asHeadquarters();
  for (const [what, { put, get, remove, params, body }] of Object.entries(await things())) {
    const write = (version: number, change: object) => input(params, { query: { version }, body: change });
    await api(put, write(0, body));
    expect([what, await refused(api, put, write(0, body))]).toMatchObject([what, { kind: "conflict", code: "code.taken", params: { code: "new" } }]);
    await person(put, write(1, { active: false }));
    const { name } = (await api(get, input(params))) as { name: string };
    const meanwhile = { kind: "conflict", code: "saved.meanwhile", params: { by: "Analyst", at: "2026-03-02T12:00:00.000Z" } };
    expect([what, await refused(api, put, write(1, { name: "Mine" }))]).toMatchObject([what, meanwhile]);
    expect([what, await refused(api, remove, input(params, { query: { version: 1 } }))]).toMatchObject([what, meanwhile]);
    expect([what, await api(get, input(params))]).toMatchObject([what, { name, active: false, saved: { version: 2 } }]);
    await api(put, write(2, { name: "Mine" }));
    await api(remove, input(params, { query: { version: 3 } }));
    expect([what, await refused(api, put, write(3, { name: "Mine" }))]).toMatchObject([what, { kind: "conflict", code: "saved.gone" }]);
  }
});

test("OG3 what nothing uses is deleted; what is in use is not, and the refusal says what uses it", async () => {
  for (const [what, { put, get, remove, params, body, gone }] of Object.entries(await things())) {
    await api(put, input(params, { body }));
    await api(remove, input(params));
    expect([what, await refused(api, get, input(params))]).toMatchObject([what, { kind: "not_found", code: gone }]);
    expect([what, await refused(api, remove, input(params))]).toMatchObject([what, { kind: "not_found", code: gone }]);
  }
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  await addCustomers(server, shop, [{ accountNumber: "U-1", lastName: "Used", addressBooks: ["staff"] }]);
  await api(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: ["U-1"] } });
  const why = async (endpoint: Endpoint, params: object) => await refused(api, endpoint, input({ legalEntity, ...params }));
  expect(await why(deleteAddressBook, { code: "staff" })).toMatchObject({
    kind: "conflict",
    code: "thing.in_use",
    params: { stores: 1, customers: 1, registers: 0, clientBooks: 0, notes: 0 },
  });
  expect(await why(deleteStore, { store: "S1" })).toMatchObject({ code: "thing.in_use", params: { registers: 1 } });
  expect(await why(deleteWorker, { operatorId })).toMatchObject({ code: "thing.in_use", params: { clientBooks: 1, notes: 0 } });
  await expect(api(getWorker, { params: { legalEntity, operatorId } })).resolves.toMatchObject({ active: true });
  expect(await why(deleteLegalEntity, {})).toMatchObject({ code: "thing.in_use", params: { stores: 1, workers: 1, customers: 1, notes: 0 } });
});

test("OG3 a legal entity that nothing uses is deleted with its settings; a role or a key for it is a use", async () => {
  const params = { legalEntity: "SPARE" };
  const put = async () => await api(putLegalEntity, { params, body: { name: "Spare", currency: "EUR" } });
  await put();
  const { user } = await api(inviteUser, {
    body: { email: `${uniqueName("p")}@example.com`, name: "Noor", roles: [{ role: "reader", legalEntity: params.legalEntity as never }] },
  });
  expect(await refused(api, deleteLegalEntity, { params })).toMatchObject({ code: "thing.in_use", params: { roles: 1, stores: 0 } });
  await api(changeUser, { params: { userId: user.id }, body: { roles: [{ role: "reader" }] } });
  const { id: apiKeyId } = await api(createApiKey, {
    body: { name: "Key", permissions: ["customer.manage"], legalEntities: [params.legalEntity as never], expiresAt: null },
  });
  expect(await refused(api, deleteLegalEntity, { params })).toMatchObject({ code: "thing.in_use", params: { apiKeys: 1 } });
  await api(revokeApiKey, { params: { apiKeyId } });
  expect(await refused(api, deleteLegalEntity, { params, query: { version: 7 } })).toMatchObject({ code: "saved.meanwhile" });
  const { db } = server.deps;
  const started = { legal_entity: params.legalEntity, list: "stores", filename: "a.csv", actor: "{}", made_at: new Date(), phase: "checked" };
  await db.insertInto("list_import").values(started).execute();
  expect(await refused(api, deleteLegalEntity, { params })).toMatchObject({ code: "thing.in_use", params: { imports: 1 } });
  await db.updateTable("list_import").set({ phase: "applied" }).where("legal_entity", "=", params.legalEntity).execute();
  await api(deleteLegalEntity, { params });
  const entries = await auditLog(db).select(["action", "subject_id"]).where("legal_entity", "=", params.legalEntity).orderBy("id", "desc").limit(1).execute();
  expect(entries).toEqual([{ action: "legal_entity.deleted", subject_id: "SPARE" }]);
  expect(await refused(api, getLegalEntity, { params })).toMatchObject({ code: "legal_entity.unknown" });
  expect(await refused(api, deleteLegalEntity, { params })).toMatchObject({ code: "legal_entity.unknown" });
});

test("OG3 a legal entity that is deleted while something of it is made leaves no key its code, and what came too late is refused", async () => {
  for (let round = 0; round < 3; round += 1) {
    const params = { legalEntity: `GONE${round}` as never };
    await api(putLegalEntity, { params, body: { name: "Gone", currency: "EUR" } });
    const late = [
      api(createApiKey, { body: { name: "Late", permissions: ["customer.manage"], legalEntities: [params.legalEntity], expiresAt: null } }),
      api(putAddressBook, { params: { ...params, code: "late" }, body: { name: "Late" } }),
    ];
    const [deleted, ...made] = await Promise.allSettled([api(deleteLegalEntity, { params }), ...late]);
    const codes = [deleted, ...made].map((one) => (one.status === "rejected" ? (one.reason as { code?: string }).code : "done"));
    expect(["done", "thing.in_use"]).toContain(codes[0]);
    for (const code of codes.slice(1)) expect(["done", "thing.gone", "api_key.wrong", "legal_entity.unknown"]).toContain(code);
    if (codes[0] === "done") expect(codes.slice(1)).not.toContain("done");
  }
});

test("OG4 taking something out of use ends its sessions and sign-ins at once, and putting it back in use allows them again", async () => {
  const shop = await newEntity(server);
  const { legalEntity, store, register, operatorId, password } = shop;
  const at = { legalEntity, register, operatorId, password };
  const doors: readonly [Endpoint, object][] = [
    [putLegalEntity, { legalEntity }],
    [putStore, { legalEntity, store }],
    [putRegister, { legalEntity, register }],
    [putWorker, { legalEntity, operatorId }],
  ];
  const device = server.clientOf({ cookie: await server.deviceOf(at) });
  const isRegister = async () => (await device(getPosRegister)).register !== null;
  for (const [put, params] of doors) {
    const associate = await server.asWorker(at);
    await expect(associate(getPosSession)).resolves.toMatchObject({ worker: { operatorId } });
    await api(put, input(params, { body: { active: false } }));
    expect([put.name, (await refused(associate, getPosSession)).kind]).toEqual([put.name, "signed_out"]);
    const code = put === putWorker ? "sign_in.wrong" : "register.no_device";
    expect([put.name, (await refused(device, signInPos, { body: { operatorId, password } })).code]).toEqual([put.name, code]);
    expect([put.name, await isRegister()]).toEqual([put.name, put === putWorker]);
    await api(put, input(params, { body: { active: true } }));
    // The wait after the refused sign-ins is over.
    clock.advance(3_600_000);
  }
});

test("OG5 a worker signs in from the first day of their employment to the last, in the store's time zone", async () => {
  const { legalEntity, store, register, operatorId, password } = await newEntity(server);
  await api(putStore, { params: { legalEntity, store }, body: { timeZone: "Pacific/Auckland" } });
  // There it is the third already: thirteen hours ahead.
  const employ = async (employedFrom: string | null, employedTo: string | null) =>
    await api(putWorker, { params: { legalEntity, operatorId }, body: { employedFrom, employedTo } });
  clock.set("2026-03-02T12:00:00Z");
  await employ("2026-03-03", "2026-03-03");
  const associate = await server.asWorker({ legalEntity, register, operatorId, password });
  await expect(associate(getPosSession)).resolves.toBeDefined();
  for (const [from, to] of [
    ["2026-03-04", null],
    [null, "2026-03-02"],
  ] as const) {
    await employ(from, to);
    expect((await refused(associate, getPosSession)).kind).toBe("signed_out");
    const device = server.clientOf({ cookie: await server.deviceOf({ legalEntity, register }) });
    expect((await refused(device, signInPos, { body: { operatorId, password } })).code).toBe("sign_in.wrong");
    clock.advance(3_600_000);
  }
  const params = { legalEntity, operatorId };
  expect(await refused(api, putWorker, { params, body: { employedFrom: "2026-03-04", employedTo: "2026-03-02" } })).toMatchObject({
    kind: "invalid",
    code: "worker.employment",
  });
});

test("OG6 a list comes in pages, is searched in any script, sorted, and limited to what is in use", async () => {
  const { legalEntity } = await newEntity(server);
  const params = { legalEntity };
  const names = ["Ångström 100%", "zeta", "Ω".repeat(200), "العربية", "a_b"];
  for (const [n, name] of names.entries()) await api(putAddressBook, { params: { ...params, code: `L${n}` }, body: { name, active: n !== 1 } });
  const list = async (query: NonNullable<CallInput<typeof listAddressBooks>["query"]>) => {
    const { addressBooks, total } = await api(listAddressBooks, { params, query });
    return { codes: addressBooks.map(({ code }) => code), total };
  };
  expect(await list({ limit: 2, page: 1 })).toEqual({ codes: ["customers", "L0"], total: 7 });
  expect(await list({ limit: 2, page: 4 })).toEqual({ codes: ["staff"], total: 7 });
  expect(await list({ limit: 2, page: 9 })).toEqual({ codes: [], total: 7 });
  expect(await list({ search: "ω".repeat(50) })).toEqual({ codes: ["L2"], total: 1 });
  expect(await list({ search: "عرب" })).toEqual({ codes: ["L3"], total: 1 });
  expect(await list({ search: "%" })).toEqual({ codes: ["L0"], total: 1 });
  expect(await list({ search: "_" })).toEqual({ codes: ["L4"], total: 1 });
  expect(await list({ active: "false" })).toEqual({ codes: ["L1"], total: 1 });
  expect((await list({ sort: "code", descending: "true" })).codes).toEqual(["staff", "L4", "L3", "L2", "L1", "L0", "customers"]);
  expect((await list({ sort: "name", active: "true", search: "st" })).codes).toEqual(["customers", "staff", "L0"]);
  expect((await api(listWorkers, { params, query: { sort: "employedTo" } })).total).toBe(1);
  expect((await refused(api, listAddressBooks, { params, query: { limit: 0 } })).kind).toBe("invalid");
});

test("OG6 a list without a limit is whole, however long it is", async () => {
  const { legalEntity } = await newEntity(server);
  await sql`insert into address_book (legal_entity, code, name, changed_at) select ${legalEntity}, 'x' || n, 'x', now() from generate_series(1, 100001) n`.execute(
    server.deps.db,
  );
  const { addressBooks, total } = await api(listAddressBooks, { params: { legalEntity }, query: { search: "x" } });
  expect([addressBooks.length, total, new Set(addressBooks.map(({ code }) => code)).size]).toEqual([100_001, 100_001, 100_001]);
  expect(await api(listAddressBooks, { params: { legalEntity }, query: { search: "x", page: 2 } })).toEqual({ addressBooks: [], total: 100_001 });
});

test("a name of 200 characters of any script is kept whole, one more is refused with its place, and a default customer must exist", async () => {
  const { legalEntity, store } = await newEntity(server);
  const params = { legalEntity, store };
  const long = "名".repeat(200);
  expect(await api(putStore, { params, body: { name: long } })).toMatchObject({ name: long });
  expect(await refused(api, putStore, { params, body: { name: `${long}名` } })).toMatchObject({ kind: "invalid", faults: [{ at: "name" }] });
  expect(await refused(api, putStore, { params, body: { defaultCustomer: "nobody" } })).toMatchObject({ kind: "invalid", code: "customers.unknown" });
  expect(await refused(api, putStore, { params, body: { timeZone: "Mars/Base" } })).toMatchObject({ kind: "invalid", faults: [{ at: "timeZone" }] });
});
