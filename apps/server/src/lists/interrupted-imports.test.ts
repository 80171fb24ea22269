import { LegalEntityCode } from "@rapport/contract";
import { createApiKey, inviteUser, revokeApiKey } from "@rapport/contract/access";
import { putCustomers } from "@rapport/contract/customers";
import { DistributionList, ImportId, ListName, type ImportMode } from "@rapport/contract/lists";
import { listAddressBooks } from "@rapport/contract/organisation";
import { fileFailure } from "@rapport/contract/refusals";
import { uniqueName } from "@rapport/testkit";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import type { Actor } from "../http/index.ts";
import { auditLog, newEntity, testServer } from "../testing/index.ts";
import { storedActor } from "./actor.ts";
import { applyImport, readImport, stopImport } from "./imports.ts";
import type { EditableList } from "./editable-list.ts";
import { openList } from "./open-list.ts";
import { addChunk, addImport, endForgottenImports, saveImport } from "./queries.ts";
import { readBatches } from "./read-batches.ts";
import { runImport } from "./run-import.ts";

// Without background work: the tests run the jobs themselves.
const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

/** A key that may import, as the actor of its requests. */
async function keyActor(legalEntities: LegalEntityCode[] | null = null) {
  const body = {
    name: "Importer",
    permissions: ["organisation.manage" as const, "customer.manage" as const, "publishing.manage" as const],
    legalEntities,
    expiresAt: null,
  };
  const { id, key } = await api(createApiKey, { body });
  return { id, key, actor: { kind: "apiKey", id, name: "Importer", permissions: new Set<never>(), grants: [] } satisfies Actor };
}
const ACTOR = (await keyActor()).actor;

interface Sent {
  readonly list?: "address-books" | "customers";
  readonly legalEntity?: LegalEntityCode;
  readonly actor?: Actor;
}
/** A checked import, in chunks of a few bytes. */
async function checkedImport(text: string, { list = "address-books", legalEntity: known, actor = ACTOR }: Sent = {}) {
  const legalEntity = known ?? (await newEntity(server)).legalEntity;
  const place = { list, legalEntity } as const;
  const id = await addImport(deps.db, { ...place, filename: "rows.csv", actor: storedActor(actor), at: deps.clock.now() });
  const bytes = Buffer.from(text);
  for (let number = 0; number * 4_001 < bytes.length; number += 1)
    await addChunk(deps.db, { id, number, bytes: bytes.subarray(number * 4_001, (number + 1) * 4_001) });
  await saveImport(deps.db, id, { phase: "checking", bytes: bytes.length });
  await runImport(deps, id);
  const total = async () => (await api(listAddressBooks, { params: { legalEntity } })).total;
  return { id, place, of: { ...place, importId: ImportId.parse(id) }, total };
}
const chunksLeft = async (id: string) => (await deps.db.selectFrom("list_import_chunk").select("number").where("import_id", "=", id).execute()).length;

/** Deps whose clock tells the time some times, and then fails as the connection to the database does. */
function failingAfter(times: number) {
  let left = times;
  const now = () => {
    left -= 1;
    if (left < 0) throw Object.assign(new Error("connection lost"), { code: "ECONNREFUSED" });
    return deps.clock.now();
  };
  return { ...deps, clock: { now } };
}

const rows = (count: number) => `code,name\n${Array.from({ length: count }, (_, n) => `b${n},"Ünïcode ${n}\n名"\n`).join("")}`;

test("IE6 an import of good rows goes on after the last rows it stored", async () => {
  const { id, of, total } = await checkedImport(`${rows(700)}b0,twice\n`);
  expect(await readImport(deps, of)).toMatchObject({ phase: "checked", added: 700, invalid: 1 });
  await applyImport(deps, { ...of, mode: "good", actor: ACTOR });
  await expect(runImport(failingAfter(600), id)).rejects.toThrow("connection lost");
  expect(await readImport(deps, of)).toMatchObject({ phase: "applying", added: 500, unchanged: 0 });
  expect(await total()).toBe(502);
  await runImport(deps, id);
  expect(await readImport(deps, of)).toMatchObject({ phase: "applied", added: 700, unchanged: 0, invalid: 1 });
  expect(await total()).toBe(702);
});

test("IE5 an import of every row that was interrupted stored nothing, and begins again", async () => {
  const { id, of, total } = await checkedImport(rows(700));
  await applyImport(deps, { ...of, mode: "all", actor: ACTOR });
  await expect(runImport(failingAfter(600), id)).rejects.toThrow("connection lost");
  expect([(await readImport(deps, of)).phase, await total()]).toEqual(["applying", 2]);
  await runImport(deps, id);
  expect(await readImport(deps, of)).toMatchObject({ phase: "applied", added: 700 });
  // A second run of the same job does nothing.
  await runImport(deps, id);
  expect(await total()).toBe(702);
  expect((await deps.db.selectFrom("list_import_chunk").select("number").where("import_id", "=", id).execute()).length).toBe(0);
});

test.each<[ImportMode, number]>([
  ["good", 1_000],
  ["all", 0],
])("IE7 a role that is taken away in the middle of an import ends it: of %s rows %i stay stored, and are told", async (mode, stored) => {
  const { user } = await api(inviteUser, { body: { email: `${uniqueName("person")}@example.com`, name: "Noor Bakker", roles: [{ role: "administrator" }] } });
  const actor: Actor = {
    kind: "headquarters",
    userId: user.id,
    name: user.name,
    email: user.email,
    permissions: new Set(),
    grants: [],
    lacksSecondFactor: false,
  };
  const file = `accountNumber,lastName\n${Array.from({ length: 1_200 }, (_, n) => `c${n},Name ${n}\n`).join("")}`;
  const { id, of } = await checkedImport(file, { list: "customers", actor });
  await applyImport(deps, { ...of, mode, actor });
  // Whoever takes the role away does it while the second part is stored.
  const takeAway = `begin delete from user_role where hq_user_id = '${user.id}'; return new; end`;
  await sql.raw(`create or replace function take_away() returns trigger language plpgsql as $$ ${takeAway} $$`).execute(deps.db);
  await sql`create trigger take_away after insert on customer for each row when (new.account_number = 'c600') execute function take_away()`.execute(deps.db);
  await runImport(deps, id);
  await sql`drop trigger take_away on customer`.execute(deps.db);
  expect(await readImport(deps, of)).toMatchObject({ phase: "failed", mode, added: stored, failure: { code: "list.rights_gone" } });
  const there = await deps.db.selectFrom("customer").select("id").where("legal_entity", "=", of.legalEntity).execute();
  expect([there.length, await chunksLeft(id)]).toEqual([stored, 0]);
});

test.each<[ImportMode, number]>([
  ["good", 1_000],
  ["all", 0],
])("IE8 an import that is stopped in the middle ends: of %s rows %i stay stored and are told, and its file is gone", async (mode, stored) => {
  const { id, of, total } = await checkedImport(rows(1_400));
  await applyImport(deps, { ...of, mode, actor: ACTOR });
  let stopping: Promise<unknown> | undefined;
  let looks = 0;
  const now = () => {
    // In the second of three parts.
    if (++looks === 700) stopping = stopImport(deps, of);
    return deps.clock.now();
  };
  await runImport({ ...deps, clock: { now } }, id);
  await stopping;
  expect(await readImport(deps, of)).toMatchObject({ phase: "failed", mode, added: stored, failure: { code: "list.stopped" } });
  expect([await total(), await chunksLeft(id)]).toEqual([stored + 2, 0]);
  // The job may run again, and somebody may press again.
  await runImport(deps, id);
  expect(await stopImport(deps, of)).toMatchObject({ phase: "failed", added: stored });
});

test("IE8 a checked import that is stopped is not stored any more", async () => {
  const { id, of, total } = await checkedImport(rows(3));
  expect(await stopImport(deps, of)).toMatchObject({ phase: "failed", added: 0, failure: { code: "list.stopped" } });
  await expect(applyImport(deps, { ...of, mode: "good", actor: ACTOR })).rejects.toMatchObject({ code: "import.not_checked" });
  expect([await total(), await chunksLeft(id)]).toEqual([2, 0]);
});

test("IE7 a key that is revoked before its import begins stores nothing", async () => {
  const { id: apiKeyId, actor } = await keyActor();
  const { id, of, total } = await checkedImport(rows(3), { actor });
  await applyImport(deps, { ...of, mode: "good", actor });
  await api(revokeApiKey, { params: { apiKeyId } });
  await runImport(deps, id);
  expect(await readImport(deps, of)).toMatchObject({ phase: "failed", added: 0, failure: { code: "list.rights_gone" } });
  expect(await total()).toBe(2);
});

test("IE7 a key of one legal entity imports and exports no list of another, nor the list of legal entities", async () => {
  const [own, other] = [await newEntity(server), await newEntity(server)];
  const { key, actor } = await keyActor([own.legalEntity]);
  const ask = async (method: "GET" | "POST", url: string) => {
    const payload = '--b0undary\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ncode\r\n--b0undary--\r\n';
    const headers = { authorization: `Bearer ${key}`, ...(url.endsWith("/imports") && { "content-type": "multipart/form-data; boundary=b0undary" }) };
    return (await server.inject({ method, url, headers, ...(method === "POST" && { payload: url.endsWith("/imports") ? payload : { mode: "good" } }) }))
      .statusCode;
  };
  const importId = ImportId.parse((await checkedImport(rows(1), { legalEntity: other.legalEntity })).id);
  for (const list of ListName.options) {
    const ofHouse = list === "legal-entities" || list === "features";
    const lists = DistributionList.options.some((one) => one === list) ? "distribution/lists" : "lists";
    const base = ofHouse ? `/api/lists/${list}` : `/api/legal-entities/${other.legalEntity}/${lists}/${list}`;
    const refused = ofHouse ? 403 : 404;
    for (const path of ["export", `imports/${importId}`, `imports/${importId}/problems`])
      expect([list, path, await ask("GET", `${base}/${path}`)]).toEqual([list, path, refused]);
    for (const path of ["imports", `imports/${importId}/apply`]) expect([list, path, await ask("POST", `${base}/${path}`)]).toEqual([list, path, refused]);
    // The job asks for the same rights as the endpoints did.
    const id = await addImport(deps.db, {
      list,
      legalEntity: ofHouse ? null : other.legalEntity,
      filename: "a.csv",
      actor: storedActor(actor),
      at: deps.clock.now(),
    });
    await addChunk(deps.db, { id, number: 0, bytes: Buffer.from("code\nx\n") });
    await saveImport(deps.db, id, { phase: "checking", bytes: 7 });
    await runImport(deps, id);
    const { failure } = await deps.db.selectFrom("list_import").select("failure").where("id", "=", id).executeTakeFirstOrThrow();
    expect([list, failure]).toMatchObject([list, { code: "list.rights_gone" }]);
  }
});

test("AU1 a check of a file names the customers that it finds, also when it begins again", async () => {
  const { legalEntity } = await newEntity(server);
  await api(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "known", lastName: "Known" }] } });
  const { id: key, actor } = await keyActor();
  const asked = { request: uniqueName("request"), endpoint: "startCustomerImport", path: "/", address: "127.0.0.1" };
  const { id } = await checkedImport("accountNumber,lastName\nknown,Known\nnew,New\n", { list: "customers", legalEntity, actor: { ...actor, asked } });
  const found = async () => await auditLog(deps.db).select(["action", "legal_entity"]).where("actor_id", "=", key).execute();
  expect(await found()).toEqual([{ action: "customer.found", legal_entity: legalEntity }]);
  await saveImport(deps.db, id, { phase: "checking" });
  await runImport(deps, id);
  expect(await found()).toHaveLength(2);
});

test("IE6 a file that ends the process again and again is given up after a few starts, and one that gets on is not", async () => {
  const { id, of } = await checkedImport(rows(3));
  await saveImport(deps.db, id, { phase: "checking", starts: 5 });
  await runImport(deps, id);
  expect(await readImport(deps, of)).toMatchObject({ phase: "failed", added: 0, failure: { code: "list.interrupted", params: { times: 5 } } });
  const other = await checkedImport(rows(3));
  await applyImport(deps, { ...other.of, mode: "good", actor: ACTOR });
  await saveImport(deps.db, other.id, { starts: 4 });
  await runImport(deps, other.id);
  expect(await deps.db.selectFrom("list_import").select(["phase", "starts"]).where("id", "=", other.id).execute()).toEqual([{ phase: "applied", starts: 1 }]);
});

test("IE6 long rows are read some at a time, by their bytes, and a list that is judged in one piece takes no large file", async () => {
  const { id, place } = await checkedImport(rows(3));
  const list = await openList(deps, place);
  const bytes = Buffer.from(`code,name\n${Array.from({ length: 60 }, (_, n) => `r${n},${"x".repeat(300_000)}\n`).join("")}`);
  await deps.db.deleteFrom("list_import_chunk").where("import_id", "=", id).execute();
  for (let number = 0; number * 1e6 < bytes.length; number += 1)
    await addChunk(deps.db, { id, number, bytes: bytes.subarray(number * 1e6, (number + 1) * 1e6) });
  const sizesOf = async (of: EditableList) => {
    const sizes: number[] = [];
    for await (const { rows: read } of readBatches(deps.db, { id, list: of, after: 0 })) sizes.push(read.length);
    return sizes;
  };
  const sizes = await sizesOf(list);
  expect([sizes.reduce((sum, size) => sum + size, 0), Math.max(...sizes)]).toEqual([60, 14]);
  await expect(sizesOf({ ...list, rowsDepend: true })).rejects.toMatchObject({ failure: { code: "list.too_large", params: { megabytes: 16 } } });
});

test("IE6 a file that nobody stores is deleted after a day, with its wrong rows, and says so", async () => {
  const { id, of } = await checkedImport(rows(3));
  const before = new Date(deps.clock.now().getTime() + 1_000);
  await endForgottenImports(deps.db, { before, failure: fileFailure("list.waited", {}) });
  expect(await readImport(deps, of)).toMatchObject({ phase: "failed", added: 0, failure: { code: "list.waited" } });
  expect(await chunksLeft(id)).toBe(0);
});
