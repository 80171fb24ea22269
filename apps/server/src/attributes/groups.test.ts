import {
  deleteAttributeGroup,
  getAttribute,
  getAttributeGroup,
  listAttributeGroups,
  putAttribute,
  putAttributeGroup,
  putParameters,
} from "@rapport/contract/clienteling";
import { testClock } from "@rapport/testkit";
import { inTransaction } from "@rapport/operational";
import { sql, type KyselyPlugin } from "kysely";
import { afterAll, expect, test } from "vitest";
import { newEntity, refused, testServer } from "../testing/index.ts";
import { GROUPS_AS_LIST } from "./as-lists.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const server = await testServer({ background: false, clock });
const { api } = server;
afterAll(async () => await server.close());

async function newGroup() {
  const { legalEntity } = await newEntity(server);
  for (const code of ["metal", "size"]) {
    await api(putAttribute, { params: { legalEntity, code }, body: { name: { en: code }, type: "text", refinable: false } });
  }
  const params = { legalEntity, code: "taste" };
  const body = { name: { en: "Taste", nl: "Smaak" }, members: [{ attribute: "metal", displayOrder: 1 }] };
  await api(putAttributeGroup, { params, body });
  return { params, body };
}

test("OG1 an attribute group has a version, a time and a person; the same write again makes no version", async () => {
  const { params, body } = await newGroup();
  await api(putAttributeGroup, { params, body });
  expect((await api(getAttributeGroup, { params })).saved).toEqual({ version: 1, at: "2026-03-02T12:00:00.000Z", by: null });
  const person = await server.asHeadquarters();
  const members = [
    { attribute: "size", displayOrder: 1 },
    { attribute: "metal", displayOrder: 2 },
  ];
  await person(putAttributeGroup, { params, query: { version: 1 }, body: { members } });
  expect(await api(getAttributeGroup, { params })).toMatchObject({ members, saved: { version: 2, by: "Analyst" } });
});

test("OG2 a write or a deletion of an attribute group for an older version is refused, and changes nothing", async () => {
  const { params, body } = await newGroup();
  expect(await refused(api, putAttributeGroup, { params, query: { version: 0 }, body })).toMatchObject({ code: "code.taken" });
  const person = await server.asHeadquarters();
  await person(putAttributeGroup, { params, body: { members: [] } });
  const meanwhile = { kind: "conflict", code: "saved.meanwhile", params: { by: "Analyst" } };
  expect(await refused(api, putAttributeGroup, { params, query: { version: 1 }, body })).toMatchObject(meanwhile);
  expect(await refused(api, deleteAttributeGroup, { params, query: { version: 1 } })).toMatchObject(meanwhile);
  expect(await api(getAttributeGroup, { params })).toMatchObject({ members: [], saved: { version: 2 } });
});

test("OG3 a group that the parameters name is not deleted; another one is, and its attributes stay", async () => {
  const { params } = await newGroup();
  const { legalEntity } = params;
  await api(putParameters, { params: { legalEntity }, body: { customerAttributeGroup: "taste" } });
  expect(await api(getAttributeGroup, { params })).toMatchObject({ usedFor: ["customer"] });
  expect(await refused(api, deleteAttributeGroup, { params })).toMatchObject({ kind: "conflict", code: "attribute_group.in_use" });
  await api(putParameters, { params: { legalEntity }, body: { customerAttributeGroup: null } });
  await api(deleteAttributeGroup, { params });
  expect(await refused(api, getAttributeGroup, { params })).toMatchObject({ kind: "not_found", code: "attribute_group.missing" });
  expect(await api(getAttribute, { params: { legalEntity, code: "metal" } })).toMatchObject({ groups: [] });
});

test("OG6 attribute groups come in pages, and are found by code and by name in either language", async () => {
  const { params } = await newGroup();
  const { legalEntity } = params;
  await api(putAttributeGroup, { params: { legalEntity, code: "person" }, body: { name: { en: "Person" } } });
  const found = async (query: object) => (await api(listAttributeGroups, { params: { legalEntity }, query })).attributeGroups.map(({ code }) => code);
  expect(await found({})).toEqual(["person", "taste"]);
  expect(await found({ search: "smaak" })).toEqual(["taste"]);
  expect(await found({ sort: "name", descending: "true", limit: 1 })).toEqual(["taste"]);
});

test("IE5 rows of groups in one transaction read the attributes once", async () => {
  const { params } = await newGroup();
  const { legalEntity } = params;
  let reads = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (JSON.stringify(node).includes('"name":"definition"')) reads += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  await inTransaction(server.deps.db, async (trx) => {
    const deps = { db: trx.withPlugin(counting), clock };
    for (const code of ["one", "two", "taste"]) {
      const change = { name: code, members: [{ attribute: "size", displayOrder: "", default: "" }] };
      await GROUPS_AS_LIST.put(deps, { legalEntity, code, change, actor: { kind: "system" } as never, listIsHeld: false });
    }
    const { rows } = await sql<{ code: string }>`select group_code as code from attribute_group_member where legal_entity = ${legalEntity} order by 1`.execute(
      trx,
    );
    expect(rows.map(({ code }) => code)).toEqual(["one", "taste", "two"]);
  });
  expect(reads).toBe(1);
});
