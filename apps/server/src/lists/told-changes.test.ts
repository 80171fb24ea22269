import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { newEntity, testServer } from "../testing/index.ts";
import { listsOf } from "./lists.fixture.ts";

const server = await testServer();
afterAll(async () => await server.close());

test("AU7 an import has entries that say what its rows changed, and a check of a file leaves none", async () => {
  const { legalEntity } = await newEntity(server);
  const lists = listsOf(server, legalEntity);
  const checked = await lists.checked("address-books", "code,name\nstaff,Everybody here\nnew,New book\n");
  const kinds = async () => {
    const { rows } = await sql<{ subject_id: string; changes: string; action: string }>`
      select s.subject_id, s.changes, e.action from audit_subject s join audit_entry e on e.id = s.entry
      where e.legal_entity = ${legalEntity} and s.kind = 'addressBook' and e.action not in ('putAddressBook') order by e.id, s.n`.execute(server.deps.db);
    return rows.map(({ changes, ...row }) => ({ ...row, ...(JSON.parse(changes) as { name: object }) }));
  };
  expect(await kinds()).toEqual([]);
  await lists.applied(checked, "good");
  expect((await kinds()).map(({ subject_id: id, name }) => [id, name])).toEqual([
    ["staff", { from: expect.any(String) as string, to: "Everybody here" }],
    ["new", { from: null, to: "New book" }],
  ]);
});
