import { getParameters, listAttributes, listAttributeTypes, putAttributeGroup, putAttribute, putParameters } from "@rapport/contract/clienteling";
import { createApiKey } from "@rapport/contract/access";
import { putFeature } from "@rapport/contract/features";
import { getCustomerColumns, getListColumns } from "@rapport/contract/lists";
import { listNumberSequences, putNumberSequence, putStore } from "@rapport/contract/organisation";
import { addSchedule, listSchedules, listStoreGroups, putStoreGroup } from "@rapport/contract/publishing";
import { afterAll, expect, test } from "vitest";
import { newBookShop, newEntity, testServer } from "../testing/index.ts";
import { listsOf, type Lists } from "./lists.fixture.ts";

const server = await testServer();
const { api } = server;
afterAll(async () => await server.close());

/** A file that was exported changes nothing when it is imported. */
async function expectSame({ exported, checked }: Lists, list: Parameters<Lists["exported"]>[0]): Promise<string> {
  const file = await exported(list);
  const rows = file.trimEnd().split("\r\n").length - 1;
  expect(await checked(list, file)).toMatchObject({ phase: "checked", added: 0, updated: 0, unchanged: rows, invalid: 0 });
  return file;
}

async function faults({ checked, problems }: Lists, list: Parameters<Lists["checked"]>[0], file: string) {
  return (await problems(await checked(list, file))).map(({ key, faults: [fault] }) => [key, fault?.column, fault?.code]);
}

test("IE1 IE5 R63 number sequences are exported and imported; those that count together have nothing of their own", async () => {
  const { legalEntity } = await newBookShop(server, { format: "CB-####" });
  const other = await newEntity(server);
  await api(putNumberSequence, { params: { ...other, reference: "customer" }, body: { format: "N-####" } });
  const lists = listsOf(server, legalEntity);
  const header = "reference,format,scope,next,continuous,reserve,countsWith";
  expect(await expectSame(lists, "number-sequences")).toBe(`${header}\r\nclientBook,CB-####,legalEntity,1,false,1,\r\n`);
  const sequences = async () =>
    (await api(listNumberSequences, { params: { legalEntity } })).numberSequences.map(({ reference, format, scope, next, continuous, reserve, countsWith }) =>
      [reference, format, scope, next, continuous, reserve, countsWith].join(" "),
    );
  await lists.applied(
    await lists.checked(
      "number-sequences",
      `reference,format,scope,next,continuous,reserve,countsWith\nclientBook,BOOK-###,,7,true,5,\ncustomer,{store}-####,store,,,,\n`,
    ),
    "all",
  );
  expect(await sequences()).toEqual(["clientBook BOOK-### legalEntity 7 true 5 ", "customer {store}-#### store 1 false 1 "]);
  expect(
    await faults(lists, "number-sequences", "reference,format,scope\nclientBook,{store}-##,store\ncustomer,N-####,store\nreceipt,R-##,\ncustomer2,,\n"),
  ).toEqual([
    ["clientBook", "scope", "number_sequence.no_store"],
    ["customer", "format", "number_sequence.store"],
    ["receipt", "reference", expect.any(String)],
    ["customer2", "reference", expect.any(String)],
  ]);
  // By store it counts with nobody.
  const together = `reference,format,scope,countsWith\ncustomer,,,${other.legalEntity}\n`;
  expect(await faults(lists, "number-sequences", together)).toEqual([["customer", "scope", "number_sequence.no_store"]]);
  await lists.applied(await lists.checked("number-sequences", "reference,format,scope\ncustomer,N-####,legalEntity\n"), "all");
  await lists.applied(await lists.checked("number-sequences", together), "all");
  expect((await sequences())[1]).toBe(`customer N-#### legalEntity 1 false 1 ${other.legalEntity}`);
  expect(await expectSame(lists, "number-sequences")).toContain(`customer,,,,,,${other.legalEntity}\r\n`);
  // Also by whoever manages only one of both.
  const { key } = await api(createApiKey, { body: { name: "One", permissions: ["organisation.manage"], legalEntities: [legalEntity], expiresAt: null } });
  await expectSame(listsOf({ ...server, apiKey: key }, legalEntity), "number-sequences");
});

test("IE1 IE5 R75 while clienteling is off a file of number sequences changes that of customers, and not that of client books", async () => {
  const { legalEntity } = await newBookShop(server);
  const lists = listsOf(server, legalEntity);
  await api(putFeature, { params: { feature: "clienteling" }, body: { state: "off" } });
  try {
    await expectSame(lists, "number-sequences");
    expect(await faults(lists, "number-sequences", "reference,format\nclientBook,N-##\n")).toEqual([["clientBook", null, "feature.off"]]);
    const applied = await lists.applied(await lists.checked("number-sequences", "reference,format\ncustomer,K-####\n"), "all");
    expect(applied).toMatchObject({ phase: "applied", added: 1 });
    // A file names all parameters. Those of clienteling are refused only where they differ.
    await expectSame(lists, "parameters");
  } finally {
    await api(putFeature, { params: { feature: "clienteling" }, body: { state: "on" } });
  }
});

test("IE1 IE5 the commerce parameters are a row, which is exported, checked and stored whole", async () => {
  const { legalEntity } = await newBookShop(server);
  const params = { legalEntity };
  await api(putAttribute, { params: { ...params, code: "member" }, body: { name: { en: "Member" }, type: "text", refinable: false } });
  await api(putAttributeGroup, { params: { ...params, code: "all" }, body: { name: { en: "All" }, members: [{ attribute: "member", displayOrder: 1 }] } });
  await api(putParameters, {
    params,
    body: { customerAttributeGroup: "all", searchCriteria: [{ property: "phone", shortcut: true }, { property: "name" }], searchAttributes: ["member"] },
  });
  const lists = listsOf(server, legalEntity);
  const header =
    "legalEntity,customerAttributeGroup,clientBookAttributeGroup,booksPerCustomer,measures,activityTypeHours,searchCriteria,searchAttributes,sharesCustomers";
  expect(await expectSame(lists, "parameters")).toMatch(
    new RegExp(`^${header}\r\n${legalEntity},all,[a-zA-Z]*,1,[^,]*,3,"phone \\| shortcut\nname",member,false\r\n$`),
  );
  const { saved } = await api(getParameters, { params });
  expect(await faults(lists, "parameters", "legalEntity,booksPerCustomer\nXX,2\n")).toEqual([["XX", null, "parameters.one_row"]]);
  expect(await faults(lists, "parameters", `legalEntity,booksPerCustomer,customerAttributeGroup\n${legalEntity},99,nothing\n`)).toEqual([
    [legalEntity, "booksPerCustomer", expect.any(String)],
  ]);
  expect(await faults(lists, "parameters", `legalEntity,searchAttributes\n${legalEntity},strange\n`)).toEqual([
    [legalEntity, "searchAttributes", "search.attribute_unfit"],
  ]);
  expect((await api(getParameters, { params })).saved).toEqual(saved);
  const check = await lists.checked("parameters", `legalEntity,booksPerCustomer,measures,activityTypeHours\n${legalEntity},3,orders365 netSpend365,24\n`);
  expect(check).toMatchObject({ updated: 1, invalid: 0 });
  await lists.applied(check, "all");
  expect(await api(getParameters, { params })).toMatchObject({
    customerAttributeGroup: "all",
    booksPerCustomer: 3,
    measures: ["orders365", "netSpend365"],
    activityTypeHours: 24,
    searchAttributes: ["member"],
  });
});

test("IE1 IE5 R78 groups of stores and schedules are exported and imported; a schedule is known by its name", async () => {
  const { legalEntity, store } = await newBookShop(server);
  const params = { legalEntity };
  await api(putStore, { params: { ...params, store: "S2" }, body: { name: "Second" } });
  await api(putStoreGroup, { params: { ...params, code: "NEW" }, body: { name: "New stores", stores: ["S2"], paused: true } });
  await api(addSchedule, { params, body: { name: "Nightly", jobs: [1110, 1040], startsAt: "2099-03-01T03:00", recurrence: "daily" } });
  const lists = listsOf(server, legalEntity);
  expect(await expectSame(lists, "store-groups")).toBe("code,name,stores,paused\r\nNEW,New stores,S2,true\r\n");
  expect(await expectSame(lists, "schedules")).toBe(
    "name,jobs,stores,groups,full,startsAt,recurrence,paused\r\nNightly,1040 1110,,,false,2099-03-01T03:00,daily,false\r\n",
  );
  await lists.applied(await lists.checked("store-groups", `code,name,stores\nNEW,New stores,S2 ${store}\nCITY,City,${store}\n`), "all");
  expect((await api(listStoreGroups, { params })).storeGroups.map(({ code, stores, paused }) => [code, stores.length, paused])).toEqual([
    ["CITY", 1, false],
    ["NEW", 2, true],
  ]);
  expect(await faults(lists, "store-groups", "code,name,stores\nX,X,nowhere\n")).toEqual([["X", "stores", "store.unknown"]]);
  const file = [
    "name,jobs,stores,groups,full,startsAt,recurrence",
    "Nightly,1110,,CITY,false,2099-03-01T04:00,daily",
    // One that repeats may have begun elsewhere.
    "Weekly,9999,,,false,2020-01-06T03:00,weekly",
    "Once,9999,,,false,2020-01-06T03:00,none",
    "Everything,9999,,,true,2099-01-06T03:00,daily",
    "Nowhere,9999,S9,,false,2099-01-06T03:00,daily",
    "No job,7,,,false,2099-01-06T03:00,daily",
  ].join("\n");
  const check = await lists.checked("schedules", file);
  expect(check).toMatchObject({ added: 1, updated: 1, invalid: 4 });
  expect((await lists.problems(check)).map(({ key, faults: [fault] }) => [key, fault?.column, fault?.code])).toEqual([
    ["Once", "startsAt", "schedule.past"],
    ["Everything", "recurrence", "schedule.full_repeats"],
    ["Nowhere", "stores", "store.unknown"],
    ["No job", "jobs", expect.any(String)],
  ]);
  await lists.applied(check, "good");
  const { schedules } = await api(listSchedules, { params });
  expect(schedules.map(({ name, jobs, groups, nextAt }) => [name, jobs, groups, nextAt === null])).toEqual([
    ["Nightly", [1110], ["CITY"], false],
    ["Weekly", [9999], null, false],
  ]);
  await expectSame(lists, "schedules");
});

test("IE1 IE5 R28c attribute types are imported before the attributes that are of them", async () => {
  const { legalEntity } = await newEntity(server);
  const params = { legalEntity };
  const lists = listsOf(server, legalEntity);
  const types = [
    "code,name,dutch,type,values,lower,upper,unit,unitDutch",
    'metal,Metal,Metaal,text,"gold | Gold | Goud\nsilver | Silver | Zilver",,,,',
    "size,Size,Maat,integer,,30,60,cm,",
    "odd,Odd,,boolean,,1,,,",
  ].join("\n");
  const check = await lists.checked("attribute-types", types);
  expect(check).toMatchObject({ added: 2, invalid: 1 });
  expect((await lists.problems(check)).map(({ key, faults: [fault] }) => [key, fault?.column, fault?.code])).toEqual([
    ["odd", "lower", "attribute.bounds_not_number"],
  ]);
  await lists.applied(check, "good");
  await expectSame(lists, "attribute-types");
  const attributes =
    "code,name,attributeType,refinable\nring,Ring,size,false\nneck,Neck,size,false\nfavourite,Favourite,metal,false\nlost,Lost,nothing,false\n";
  expect(await faults(lists, "attributes", attributes)).toEqual([["lost", "attributeType", "attribute_type.unknown"]]);
  await lists.applied(await lists.checked("attributes", attributes), "good");
  // By hand, what the type says is left empty beside those without a type.
  const byHand = "code,name,attributeType,type,values,lower,upper,unit,unitDutch,refinable\nwrist,Wrist,size,,,,,,,false\nnote,Note,,text,,,,,,false\n";
  expect(await lists.checked("attributes", byHand)).toMatchObject({ added: 2, invalid: 0 });
  await expectSame(lists, "attributes");
  expect((await api(listAttributes, { params })).attributes.map(({ code, type, upper, values }) => [code, type, upper, values?.length])).toEqual([
    ["favourite", "text", undefined, 2],
    ["neck", "integer", 60, undefined],
    ["ring", "integer", 60, undefined],
  ]);
  await lists.applied(await lists.checked("attribute-types", "code,upper\nsize,70\n"), "all");
  expect((await api(listAttributes, { params })).attributes.map(({ upper }) => upper)).toEqual([undefined, 70, 70]);
  expect((await api(listAttributeTypes, { params })).attributeTypes.map(({ code, attributes: of }) => [code, of])).toEqual([
    ["metal", ["favourite"]],
    ["size", ["neck", "ring"]],
  ]);
});

test("IE1 the columns of a file are told with what stands in their cells and which values they can have", async () => {
  const shop = await newEntity(server);
  const params = { legalEntity: shop.legalEntity };
  const stores = await api(getListColumns, { params: { ...params, list: "stores" } });
  const of = (name: string) => stores.columns.find((column) => column.name === name);
  expect(of("number")).toMatchObject({ isKey: true, holds: "text", choices: null });
  expect(of("employeeAddressBooks")).toMatchObject({ isKey: false, holds: "codes" });
  expect(of("idleThen")).toMatchObject({ choices: ["lock", "logOff"] });
  expect(of("active")).toMatchObject({ holds: "flag" });
  const customers = await api(getCustomerColumns, { params });
  expect(customers.columns.find(({ name }) => name === "consentEmail")).toMatchObject({ choices: ["allowed", "notAllowed"] });
});

test("IE1 the columns that a new row fills in are just those that are missed in one that has its code alone", async () => {
  const { legalEntity } = await newBookShop(server, { format: "CB-####" });
  const { checked, problems } = listsOf(server, legalEntity);
  const KEYS = {
    "address-books": "B9",
    "permission-groups": "G9",
    registers: "R9",
    stores: "S9",
    workers: "W9",
    "activity-types": "t9",
    attributes: "a9",
    "attribute-types": "y9",
    "attribute-groups": "g9",
  } as const;
  const [told, missed]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const [list, key] of Object.entries(KEYS) as [keyof typeof KEYS, string][]) {
    const { columns } = await api(getListColumns, { params: { legalEntity, list } });
    told[list] = columns.filter(({ isNeeded }) => isNeeded).map(({ name }) => name);
    const [keyColumn = ""] = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
    const found = await problems(await checked(list, `${keyColumn}\n${key}\n`));
    missed[list] = found.flatMap(({ faults: all }) => all.map(({ column }) => column));
  }
  expect(told).toEqual(missed);
});
