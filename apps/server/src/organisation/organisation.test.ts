import type { CallInput } from "@rapport/contract";
import { EVERY_CRITERION, putAttribute, putAttributeGroup, putParameters } from "@rapport/contract/clienteling";
import {
  listLegalEntities,
  listStores,
  putAddressBook,
  putLegalEntity,
  putNumberSequence,
  putRegister,
  putStore,
  putWorker,
} from "@rapport/contract/organisation";
import { uniqueName } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { newEntity, newSuite, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

const name = { en: "Name", nl: "Naam" };

test("a legal entity is made, changed and listed", async () => {
  const { rsid } = await newSuite(server);
  const legalEntity = uniqueName("").slice(1).toUpperCase();
  await api(putLegalEntity, { params: { legalEntity }, body: { name: "First", currency: "EUR", rsid: null } });
  const second = await api(putLegalEntity, { params: { legalEntity }, body: { name: "Second", currency: "GBP", rsid } });
  expect(second).toEqual({
    code: legalEntity,
    name: "Second",
    currency: "GBP",
    rsid,
    active: true,
    saved: { version: 2, at: second.saved.at, by: null },
  });
  const { legalEntities } = await api(listLegalEntities);
  expect(legalEntities.find(({ code }) => code === legalEntity)).toMatchObject({
    name: "Second",
    currency: "GBP",
    rsid,
    active: true,
    saved: { version: 2, by: null },
  });
});

test("a legal entity cannot name a report suite that does not exist", async () => {
  expect(await refused(api, putLegalEntity, { params: { legalEntity: "NOSUITE" }, body: { name: "N", currency: "EUR", rsid: "nowhere" } })).toMatchObject({
    kind: "invalid",
    code: "report_suite.unknown",
  });
});

test("everything of a legal entity that does not exist is not found", async () => {
  const params = { legalEntity: "NOBODY" };
  const missing = { kind: "not_found", code: "legal_entity.unknown" };
  expect(await refused(api, putAddressBook, { params: { ...params, code: "b" }, body: { name: "B" } })).toMatchObject(missing);
  expect(
    await refused(api, putStore, { params: { ...params, store: "1" }, body: { name: "S", customerAddressBooks: [], employeeAddressBooks: [] } }),
  ).toMatchObject(missing);
  expect(await refused(api, listStores, { params })).toMatchObject(missing);
  expect(await refused(api, putRegister, { params: { ...params, register: "1" }, body: { store: "1" } })).toMatchObject(missing);
  expect(
    await refused(api, putWorker, { params: { ...params, operatorId: "1" }, body: { name: "W", employeeAddressBooks: [], operations: [] } }),
  ).toMatchObject(missing);
  expect(await refused(api, putNumberSequence, { params: { ...params, reference: "clientBook" }, body: { format: "#" } })).toMatchObject(missing);
  expect(await refused(api, putAttribute, { params: { ...params, code: "a" }, body: { name, type: "text", refinable: false } })).toMatchObject(missing);
  expect(await refused(api, putAttributeGroup, { params: { ...params, code: "g" }, body: { name, members: [] } })).toMatchObject(missing);
  expect(await refused(api, putParameters, { params, body: { clientBookAttributeGroup: null, customerAttributeGroup: null, measures: [] } })).toMatchObject(
    missing,
  );
});

test("the stores of a legal entity are listed by number, and no other's", async () => {
  const { legalEntity, store } = await newEntity(server);
  await newEntity(server);
  const first = await api(listStores, { params: { legalEntity } });
  expect(first.stores.map(({ number }) => number)).toEqual([store]);
  const body = { customerAddressBooks: [], employeeAddressBooks: [] };
  await api(putStore, { params: { legalEntity, store: "B2" }, body: { ...body, name: "Second" } });
  await api(putStore, { params: { legalEntity, store: "A1" }, body: { ...body, name: "First", city: "Ghent" } });
  const { stores, total } = await api(listStores, { params: { legalEntity } });
  expect(stores.map(({ number, name: called, city }) => ({ number, name: called, city }))).toEqual([
    { number: "A1", name: "First", city: "Ghent" },
    { number: "B2", name: "Second", city: "" },
    { number: store, name: "Store 1", city: "Utrecht" },
  ]);
  expect({ total, last: stores.slice(2) }).toEqual({ total: 3, last: first.stores });
});

test("what a part of the organisation refers to must belong to the same legal entity", async () => {
  const mine = await newEntity(server);
  const other = await newEntity(server);
  await api(putAddressBook, { params: { legalEntity: other.legalEntity, code: "theirs" }, body: { name: "Theirs" } });
  await api(putStore, { params: { legalEntity: other.legalEntity, store: "S9" }, body: { name: "S9", customerAddressBooks: [], employeeAddressBooks: [] } });
  await api(putAttribute, { params: { legalEntity: other.legalEntity, code: "metal" }, body: { name, type: "text", refinable: false } });
  await api(putAttributeGroup, {
    params: { legalEntity: other.legalEntity, code: "group" },
    body: { name, members: [{ attribute: "metal", displayOrder: 1 }] },
  });
  const params = { legalEntity: mine.legalEntity };
  const book = (at: string) => ({
    kind: "invalid",
    code: "address_book.unknown",
    params: { legalEntity: mine.legalEntity, codes: ["theirs"] },
    faults: [{ at, code: "row.unknown_address_book", params: { book: "theirs" } }],
  });
  expect(
    await refused(api, putStore, { params: { ...params, store: "S2" }, body: { name: "S", customerAddressBooks: ["theirs"], employeeAddressBooks: [] } }),
  ).toMatchObject(book("customerAddressBooks[0]"));
  expect(
    await refused(api, putStore, {
      params: { ...params, store: "S2" },
      body: { name: "S", customerAddressBooks: [], employeeAddressBooks: ["staff", "theirs"] },
    }),
  ).toMatchObject(book("employeeAddressBooks[1]"));
  expect(
    await refused(api, putWorker, { params: { ...params, operatorId: "2" }, body: { name: "W", employeeAddressBooks: ["theirs"], operations: [] } }),
  ).toMatchObject(book("employeeAddressBooks[0]"));
  expect(await refused(api, putRegister, { params: { ...params, register: "R2" }, body: { store: "S9" } })).toMatchObject({
    kind: "invalid",
    code: "store.unknown",
  });
  expect(
    await refused(api, putAttributeGroup, { params: { ...params, code: "g" }, body: { name, members: [{ attribute: "metal", displayOrder: 1 }] } }),
  ).toMatchObject({ kind: "invalid", code: "attribute.unknown" });
  expect(await refused(api, putParameters, { params, body: { clientBookAttributeGroup: "group", customerAttributeGroup: null, measures: [] } })).toMatchObject({
    kind: "invalid",
    code: "attribute_group.unknown",
  });
});

test("the same put again changes nothing, another put replaces what was there", async () => {
  const { legalEntity, store, operatorId } = await newEntity(server);
  const body = { name: "Store", city: "Ghent", customerAddressBooks: ["customers"], employeeAddressBooks: ["staff"] };
  const first = await api(putStore, { params: { legalEntity, store }, body });
  expect(await api(putStore, { params: { legalEntity, store }, body })).toEqual(first);
  expect(await api(putStore, { params: { legalEntity, store }, body: { ...body, customerAddressBooks: [] } })).toMatchObject({
    number: store,
    customerAddressBooks: [],
  });
  const books = await server.deps.db.selectFrom("store_address_book").select(["kind", "address_book"]).where("legal_entity", "=", legalEntity).execute();
  expect(books).toEqual([{ kind: "employee", address_book: "staff" }]);

  const worker = { name: "Sanne", employeeAddressBooks: ["staff"], operations: [712, 712, 714] as const };
  const params = { legalEntity, operatorId };
  const saved = await api(putWorker, { params, body: { ...worker, operations: [...worker.operations], password: "a-new-password" } });
  expect(saved).toEqual({
    id: saved.id,
    operatorId,
    name: "Sanne",
    email: "",
    employeeAddressBooks: ["staff"],
    permissionGroup: null,
    operations: [712, 714],
    withheld: [],
    holds: [712, 714],
    position: "",
    language: null,
    employedFrom: null,
    employedTo: null,
    screenLayout: null,
    active: true,
    hasPassword: true,
    mustChangePassword: false,
    saved: { version: 2, at: saved.saved.at, by: null },
  });
  const changed = await api(putWorker, { params, body: { ...worker, operations: [712] } });
  expect(changed).toEqual({ ...saved, operations: [712], holds: [712], saved: { version: 3, at: changed.saved.at, by: null } });
  await expect(server.asWorker({ legalEntity, register: "R1", operatorId, password: "a-new-password" })).resolves.toBeDefined();
});

test("case 25 case 27 R35 R36 refinable needs filter settings, and a filter's control must fit the attribute's type", async () => {
  const { legalEntity } = await newEntity(server);
  const put = (body: Omit<NonNullable<CallInput<typeof putAttribute>["body"]>, "name">) => ({
    params: { legalEntity, code: "a" },
    body: { name, multiple: false, ...body },
  });
  expect(await refused(api, putAttribute, put({ type: "text", refinable: true }))).toMatchObject({
    kind: "invalid",
    code: "attribute.wrong",
    params: { attribute: "a" },
    faults: [{ at: "refinable", code: "attribute.filter_missing", params: {} }],
  });
  expect(await refused(api, putAttribute, put({ type: "integer", refinable: true, filter: { kind: "range", thresholds: [] } }))).toMatchObject({
    kind: "invalid",
  });
  expect(await refused(api, putAttribute, put({ type: "date", refinable: true, filter: { kind: "range", thresholds: [1] } }))).toMatchObject({
    code: "attribute.wrong",
  });
  expect(await refused(api, putAttribute, put({ type: "boolean", refinable: true, filter: { kind: "list", multi: true } }))).toMatchObject({
    code: "attribute.wrong",
  });
  expect(await api(putAttribute, put({ type: "integer", refinable: true, filter: { kind: "range", thresholds: [10, 20, 50] } }))).toMatchObject({
    code: "a",
    name,
    type: "integer",
    multiple: false,
    refinable: true,
    filter: { kind: "range", thresholds: [10, 20, 50] },
  });
});

test("case 52 R20 a group holds an attribute once, and measures are at most three, each once", async () => {
  const { legalEntity } = await newEntity(server);
  await api(putAttribute, { params: { legalEntity, code: "a" }, body: { name, type: "text", refinable: false } });
  const member = { attribute: "a", displayOrder: 1 };
  expect(await refused(api, putAttributeGroup, { params: { legalEntity, code: "g" }, body: { name, members: [member, member] } })).toMatchObject({
    kind: "invalid",
    code: "attribute_group.wrong",
  });
  expect(await api(putAttributeGroup, { params: { legalEntity, code: "g" }, body: { name, members: [member] } })).toMatchObject({
    code: "g",
    name,
    members: [member],
  });
  const parameters = { clientBookAttributeGroup: "g", customerAttributeGroup: null };
  expect(
    await refused(api, putParameters, {
      params: { legalEntity },
      body: { ...parameters, measures: ["netSpend365", "netSpend365", "netSpend365", "netSpend365"] },
    }),
  ).toMatchObject({ kind: "invalid" });
  expect(await refused(api, putParameters, { params: { legalEntity }, body: { ...parameters, measures: ["netSpend365", "netSpend365"] } })).toMatchObject({
    kind: "invalid",
    code: "measure.twice",
  });
  expect(await api(putParameters, { params: { legalEntity }, body: { ...parameters, measures: ["netSpend365"] } })).toEqual({
    ...parameters,
    measures: ["netSpend365"],
    activityTypeHours: 3,
    booksPerCustomer: 1,
    searchCriteria: EVERY_CRITERION,
    searchAttributes: [],
    sharesCustomers: false,
    saved: expect.objectContaining({ version: 1 }) as object,
  });
});

test("a number sequence sent again does not go back, another format starts where the request says", async () => {
  const { legalEntity } = await newEntity(server);
  const params = { legalEntity, reference: "clientBook" } as const;
  expect(await api(putNumberSequence, { params, body: { format: "CB-####", next: 12 } })).toEqual({
    reference: "clientBook",
    format: "CB-####",
    next: 12,
    continuous: false,
    reserve: 1,
    scope: "legalEntity",
    countsWith: null,
    segments: [
      { kind: "constant", text: "CB-" },
      { kind: "number", places: "####" },
    ],
    preview: "CB-0012",
  });
  expect(await api(putNumberSequence, { params, body: { format: "CB-####" } })).toMatchObject({ next: 12 });
  expect(await api(putNumberSequence, { params, body: { format: "B&&" } })).toMatchObject({ format: "B&&", next: 1 });
  expect(await refused(api, putNumberSequence, { params, body: { format: "no wheels" } })).toMatchObject({ kind: "invalid" });
});

test("the organisation needs its permission", async () => {
  const { legalEntity } = await newEntity(server);
  const reader = await server.withKey(["report.read"]);
  const input = { params: { legalEntity, code: "b" }, body: { name: "B" } };
  expect((await refused(reader, putAddressBook, input)).kind).toBe("forbidden");
  expect((await refused(server.anonymous, putAddressBook, input)).kind).toBe("signed_out");
});

test("S4 a common password, or one that is the worker's own name, is refused with its place", async () => {
  const { legalEntity } = await newEntity(server);
  const put = async (password: string) =>
    await server.inject({
      method: "PUT",
      url: `/api/legal-entities/${legalEntity}/workers/77`,
      headers: { authorization: `Bearer ${server.apiKey}` },
      payload: { name: "Sanne de Wit", employeeAddressBooks: ["staff"], operations: [], password },
    });
  for (const [password, code] of [
    ["password", "password.common"],
    ["        ", "password.common"],
    ["Sanne de Wit", "password.own_name"],
  ] as const) {
    const answer = await put(password);
    expect({ status: answer.statusCode, body: answer.json<object>() }).toMatchObject({ status: 400, body: { errors: [{ path: ["password"], code }] } });
  }
  expect((await put("zonnebloem-op-tafel")).statusCode).toBe(200);
});
