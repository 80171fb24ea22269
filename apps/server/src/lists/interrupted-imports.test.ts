import { listAddressBooks } from "@rapport/contract/organisation";
import { ImportId } from "@rapport/contract/lists";
import { afterAll, expect, test } from "vitest";
import { newEntity, testServer } from "../testing/index.ts";
import { applyImport, readImport } from "./imports.ts";
import { addChunk, addImport, saveImport } from "./queries.ts";
import { runImport } from "./run-import.ts";

// Without background work: the tests run the jobs themselves.
const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

const KEY = { kind: "apiKey", id: "key", name: "Key" } as const;
const ACTOR = { ...KEY, permissions: new Set<never>(), grants: [] };

/** A checked import of address books, in chunks of a few bytes. */
async function checkedImport(text: string) {
  const { legalEntity } = await newEntity(server);
  const place = { list: "address-books", legalEntity } as const;
  const id = await addImport(deps.db, { ...place, filename: "rows.csv", actor: KEY, at: deps.clock.now() });
  const bytes = Buffer.from(text);
  for (let number = 0; number * 4_001 < bytes.length; number += 1)
    await addChunk(deps.db, { id, number, bytes: bytes.subarray(number * 4_001, (number + 1) * 4_001) });
  await saveImport(deps.db, id, { phase: "checking", bytes: bytes.length });
  await runImport(deps, id);
  const total = async () => (await api(listAddressBooks, { params: { legalEntity } })).total;
  return { id, of: { ...place, importId: ImportId.parse(id) }, total };
}

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
