import { permissionsOf, type Permission, type Rsid } from "@rapport/contract";
import { createApiKey, listApiKeys, revokeApiKey, type NewApiKey } from "@rapport/contract/access";
import { listDataSources, createDataSource } from "@rapport/contract/data-sources";
import { listLegalEntities, listStores, putLegalEntity, putStore } from "@rapport/contract/organisation";
import { createReportSuite, getProcessing, listReportSuites } from "@rapport/contract/report-suites";
import { runReport } from "@rapport/contract/reporting";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, newEntity, newSuite, refused, testServer, type TestClient, type TestServer } from "../../testing/index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

type Draft = Partial<z.input<typeof NewApiKey>>;
const draft = (more: Draft = {}) => ({ name: "Nightly export", permissions: ["organisation.manage" as const], ...more });
const make = async (more: Draft = {}, as: TestClient = server.api) => await as(createApiKey, { body: draft(more) });

/** A legal entity with a report suite of its own. */
async function entityWithSuite() {
  const { rsid } = await newSuite(server);
  return { ...(await newEntity(server, { rsid })), rsid };
}

test("AC1 a key is shown when it is made and never again; what is stored gives no access", async () => {
  const { key, ...made } = await make();
  expect(key).toMatch(/^rap_[\w-]{43}$/);
  expect(made).toMatchObject({ name: "Nightly export", start: key.slice(0, 10), state: "active", madeBy: "test", lastUsedAt: null, legalEntities: null });
  const { apiKeys } = await server.api(listApiKeys);
  expect(apiKeys.find(({ id }) => id === made.id)).toEqual(made);
  const rows = await server.deps.db.selectFrom("api_key").selectAll().where("id", "=", made.id).execute();
  expect(JSON.stringify(rows)).not.toContain(key.slice(10));
  expect(rows[0]?.hash).toEqual(server.hashOf(key));
});

test("AC1 the list of keys is searched, narrowed, sorted and read by pages", async () => {
  const here = await entityWithSuite();
  const { key } = await make({ permissions: ["apiKey.manage", "organisation.manage"], legalEntities: [here.legalEntity], name: "zeta" });
  const local = server.clientOf({ authorization: `Bearer ${key}` });
  const legalEntities = [here.legalEntity];
  for (const name of ["alpha 10", "Alpha 2", "beta"]) await make({ name, legalEntities }, local);
  const names = async (query: object) => {
    const { apiKeys, total } = await local(listApiKeys, { query });
    return [total, ...apiKeys.map(({ name }) => name)];
  };
  expect((await names({}))[0]).toBe(4);
  expect(await names({ sort: "name", descending: "false" })).toEqual([4, "Alpha 2", "alpha 10", "beta", "zeta"]);
  expect(await names({ sort: "name", descending: "true", page: "2", limit: "3" })).toEqual([4, "Alpha 2"]);
  expect(await names({ search: "ALPHA", sort: "name", descending: "false" })).toEqual([2, "Alpha 2", "alpha 10"]);
  await local(revokeApiKey, { params: { apiKeyId: (await local(listApiKeys, { query: { search: "beta" } })).apiKeys[0]!.id } });
  expect(await names({ active: "false" })).toEqual([1, "beta"]);
  expect(await names({ active: "true", sort: "lastUsedAt", descending: "true" })).toEqual([3, "zeta", expect.anything(), expect.anything()]);
});

test("AC1 the time of a key's last use is kept to the minute", async () => {
  const { key, id } = await make();
  const use = server.clientOf({ authorization: `Bearer ${key}` });
  const lastUse = async () => (await server.api(listApiKeys)).apiKeys.find((one) => one.id === id)?.lastUsedAt;
  await use(listLegalEntities);
  const first = await lastUse();
  expect(first).toBe(clock.now().toISOString());
  clock.advance(59_000);
  await use(listLegalEntities);
  expect(await lastUse()).toBe(first);
  clock.advance(1_000);
  await use(listLegalEntities);
  expect(await lastUse()).toBe(clock.now().toISOString());
});

test("AC2 a key that was revoked or has ended is refused from the next request on, like one that never existed", async () => {
  const soon = new Date(clock.now().getTime() + 60_000).toISOString();
  const [revoked, over] = [await make(), await make({ expiresAt: soon })];
  const uses = [revoked, over].map(({ key }) => server.clientOf({ authorization: `Bearer ${key}` }));
  for (const use of uses) await use(listLegalEntities);
  await server.api(revokeApiKey, { params: { apiKeyId: revoked.id } });
  await server.api(revokeApiKey, { params: { apiKeyId: revoked.id } });
  clock.advance(60_000);
  for (const use of uses) expect(await refused(use, listLegalEntities)).toMatchObject({ kind: "signed_out", code: "session.key" });
  const { apiKeys } = await server.api(listApiKeys);
  const states = [revoked, over].map(({ id }) => apiKeys.find((key) => key.id === id)?.state);
  expect(states).toEqual(["revoked", "expired"]);
});

test("AC3 nobody gives a key more than they may do themselves, and the refusal says what is wrong and where", async () => {
  const here = await entityWithSuite();
  const there = await entityWithSuite();
  const permissions: Permission[] = ["apiKey.manage", "organisation.manage"];
  const { key } = await make({ permissions: permissions as never, legalEntities: [here.legalEntity] });
  const local = server.clientOf({ authorization: `Bearer ${key}` });
  const legalEntities = [here.legalEntity];
  expect(await refused(local, createApiKey, { body: draft({ permissions: ["organisation.manage", "customer.manage"], legalEntities }) })).toMatchObject({
    kind: "forbidden",
    code: "api_key.too_wide",
    faults: [{ at: "permissions[1]", code: "access.not_held", params: { permission: "customer.manage" } }],
  });
  expect(await refused(local, createApiKey, { body: draft() })).toMatchObject({ code: "api_key.too_wide" });
  // A legal entity that the caller has no right in is answered like one that does not exist.
  for (const legalEntity of [there.legalEntity, "NOWHERE"])
    expect(await refused(local, createApiKey, { body: draft({ legalEntities: [here.legalEntity, legalEntity] as never }) })).toMatchObject({
      code: "api_key.wrong",
      faults: [{ at: "legalEntities[1]", code: "access.legal_entity", params: { legalEntity } }],
    });
  expect(await refused(server.api, createApiKey, { body: draft({ expiresAt: clock.now().toISOString() }) })).toMatchObject({
    faults: [{ at: "expiresAt", code: "access.past" }],
  });
  const made = await make({ legalEntities }, local);
  expect(made).toMatchObject({ madeBy: "Nightly export", legalEntities });
});

test("AC3 RI2 people who manage keys of one legal entity neither see nor revoke those of others", async () => {
  const here = await entityWithSuite();
  const there = await entityWithSuite();
  const { key, id } = await make({ permissions: ["apiKey.manage"], legalEntities: [here.legalEntity] });
  const local = server.clientOf({ authorization: `Bearer ${key}` });
  const others = [await make({ legalEntities: [there.legalEntity] }), await make(), await make({ legalEntities: [here.legalEntity, there.legalEntity] })];
  expect((await local(listApiKeys)).apiKeys.map((one) => one.id)).toEqual([id]);
  for (const apiKeyId of [...others.map((one) => one.id), randomUUID()])
    expect(await refused(local, revokeApiKey, { params: { apiKeyId: apiKeyId as never } })).toEqual({
      kind: "not_found",
      code: "api_key.unknown",
      params: {},
      faults: [],
    });
  expect((await server.api(listApiKeys)).apiKeys.filter(({ state, id: one }) => state === "active" && others.some((other) => other.id === one))).toHaveLength(
    3,
  );
});

test("AC4 RI2 S15 a key of one legal entity reaches that one, its report suite and nothing else", async () => {
  const here = await entityWithSuite();
  const there = await entityWithSuite();
  const everything = permissionsOf("headquarters") as never;
  const local = server.clientOf({ authorization: `Bearer ${(await make({ permissions: everything, legalEntities: [here.legalEntity] })).key}` });
  const [mine, theirs] = [{ params: { legalEntity: here.legalEntity } }, { params: { legalEntity: there.legalEntity } }] as const;
  await local(listStores, mine);
  const nowhere = { params: { legalEntity: "NOWHERE" as never } };
  const [other, none] = [await refused(local, listStores, theirs), await refused(local, listStores, nowhere)];
  expect(other).toEqual({ ...none, params: { legalEntity: there.legalEntity } });
  expect(none).toMatchObject({ kind: "not_found", code: "legal_entity.unknown" });
  const store = { name: "Store", customerAddressBooks: [], employeeAddressBooks: [] };
  expect(await refused(local, putStore, { params: { legalEntity: there.legalEntity, store: "S9" as never }, body: store })).toMatchObject({
    code: "legal_entity.unknown",
  });
  expect((await local(listLegalEntities)).legalEntities.map(({ code }) => code)).toEqual([here.legalEntity]);
  expect((await local(listReportSuites)).reportSuites.map(({ rsid }) => rsid)).toEqual([here.rsid]);
  await local(getProcessing, { params: { rsid: here.rsid } });
  expect(await refused(local, getProcessing, { params: { rsid: there.rsid } })).toMatchObject({ kind: "not_found", code: "report_suite.not_found" });
  expect(await refused(local, listDataSources, { params: { company: "house", rsid: there.rsid } })).toMatchObject({ code: "report_suite.not_found" });
  const report = (rsid: Rsid) => ({ params: { company: "house" }, body: { rsid, metricContainer: { metrics: [{ id: "metrics/visits" }] } } as never });
  expect(await refused(local, runReport, report(there.rsid))).toMatchObject({ code: "report_suite.not_found" });
  // Naming another legal entity's suite would give this one the visits of its customers.
  expect(await refused(local, putLegalEntity, { ...mine, body: { rsid: there.rsid } })).toMatchObject({ code: "report_suite.unknown" });
  expect(await refused(local, putLegalEntity, { params: { legalEntity: "NEWONE" as never }, body: { name: "New", currency: "EUR" } })).toMatchObject({
    code: "legal_entity.unknown",
  });
  const suite = { rsid: `new-${randomUUID()}` as never, name: "New", timeZone: "UTC", currency: "EUR" };
  expect(await refused(local, createReportSuite, { body: suite })).toMatchObject({ kind: "forbidden", code: "permission.every_legal_entity" });
  await local(createDataSource, { params: { company: "house", rsid: here.rsid } });
});

test("AC1 S8 the audit log says who made and who revoked a key", async () => {
  const { id } = await make();
  await server.api(revokeApiKey, { params: { apiKeyId: id } });
  const rows = await auditLog(server.deps.db).select(["action", "actor_kind"]).where("subject_id", "=", id).orderBy("id").execute();
  expect(rows).toEqual([
    { action: "api_key.created", actor_kind: "apiKey" },
    { action: "api_key.revoked", actor_kind: "apiKey" },
  ]);
});
