import type { CallInput, Endpoint } from "@rapport/contract";
import {
  getParameters,
  listActivityTypes,
  listAttributeGroups,
  listAttributes,
  listAttributeTypes,
  putActivityType,
  putAttribute,
  putAttributeGroup,
  putAttributeType,
  putParameters,
} from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { copyScreenLayout, getScreenLayout, putScreenLayout } from "@rapport/contract/layouts";
import {
  getPermissionGroup,
  getStore,
  listAddressBooks,
  listLegalEntities,
  listNumberSequences,
  listRegisters,
  listWorkers,
  putAddressBook,
  putLegalEntity,
  putNumberSequence,
  putPermissionGroup,
  putRegister,
  putStore,
  putWorker,
} from "@rapport/contract/organisation";
import { afterAll, expect, test } from "vitest";
import { ASSOCIATE_OPERATIONS, newBookShop, newSuite, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api, inject } = server;
afterAll(async () => await server.close());

const name = { en: "Name", nl: "Naam" };
const WRITES: ReadonlySet<string> = new Set(["PUT", "PATCH", "POST"]);

interface Thing {
  readonly put: Endpoint;
  readonly params: Record<string, string>;
  readonly first: Record<string, unknown>;
  /** A write of one of these fields changes only that field. */
  readonly change: Record<string, unknown>;
  /** The value of a field after `null`. A field that must have a value is refused. */
  readonly emptied: Record<string, unknown>;
  readonly read: () => Promise<Record<string, unknown> | undefined>;
}

/** Every part of the organisation that is written under a code of its own. */
async function things(): Promise<Record<string, Thing>> {
  const { rsid } = await newSuite(server);
  const other = await newSuite(server);
  const { legalEntity } = await newBookShop(server);
  await api(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "D-1", lastName: "Default" }] } });
  await api(putAttribute, { params: { legalEntity, code: "free" }, body: { name, type: "text", refinable: false } });
  const params = { legalEntity };
  await api(putPermissionGroup, { params: { ...params, code: "W" }, body: { name: "Workers" } });
  const sizes = (width: number) => [{ kind: "full", width, height: 768, grids: [] }];
  for (const code of ["L", "M"]) await api(putScreenLayout, { params: { ...params, code }, body: { name, sizes: sizes(1024) as never } });
  const books = ["customers", "staff"];
  return {
    "legal entity": {
      put: putLegalEntity,
      params,
      first: { name: "First", currency: "EUR", rsid },
      change: { name: "Second", currency: "GBP", rsid: other.rsid },
      emptied: { rsid: null },
      read: async () => (await api(listLegalEntities)).legalEntities.find(({ code }) => code === legalEntity),
    },
    "address book": {
      put: putAddressBook,
      params: { ...params, code: "B" },
      first: { name: "First" },
      change: { name: "Second", active: false },
      emptied: {},
      read: async () => (await api(listAddressBooks, { params })).addressBooks.find(({ code }) => code === "B"),
    },
    store: {
      put: putStore,
      params: { ...params, store: "S2" },
      first: { name: "First", city: "Ghent", customerAddressBooks: books, employeeAddressBooks: ["staff"] },
      change: {
        name: "Second",
        city: "Breda",
        customerAddressBooks: ["staff"],
        employeeAddressBooks: books,
        language: "nl",
        timeZone: "Europe/Amsterdam",
        screenLayout: "L",
        idleMinutes: 5,
        idleThen: "logOff",
        defaultCustomer: "D-1",
        active: false,
      },
      emptied: {
        city: "",
        customerAddressBooks: [],
        employeeAddressBooks: [],
        language: null,
        timeZone: null,
        screenLayout: null,
        idleMinutes: null,
        idleThen: "lock",
        defaultCustomer: null,
        active: true,
      },
      read: async () => await api(getStore, { params: { ...params, store: "S2" } }),
    },
    worker: {
      put: putWorker,
      params: { ...params, operatorId: "77" },
      first: { name: "First", email: "a@example.com", employeeAddressBooks: ["staff"], operations: [712, 714] },
      change: {
        name: "Second",
        email: "b@example.com",
        employeeAddressBooks: books,
        operations: [713],
        permissionGroup: "W",
        withheld: [715],
        position: "Manager",
        language: "nl",
        screenLayout: "M",
        employedFrom: "2026-01-01",
        employedTo: "2026-12-31",
        active: false,
      },
      emptied: {
        email: "",
        employeeAddressBooks: [],
        operations: [],
        permissionGroup: null,
        withheld: [],
        position: "",
        language: null,
        screenLayout: null,
        employedFrom: null,
        employedTo: null,
        active: true,
      },
      read: async () => (await api(listWorkers, { params })).workers.find(({ operatorId }) => operatorId === "77"),
    },
    "permission group": {
      put: putPermissionGroup,
      params: { ...params, code: "P" },
      first: { name: "First", operations: [712] },
      change: { name: "Second", operations: [713], active: false },
      emptied: { operations: [], active: true },
      read: async () => await api(getPermissionGroup, { params: { ...params, code: "P" } }),
    },
    "screen layout": {
      put: putScreenLayout,
      params: { ...params, code: "N" },
      first: { name, sizes: sizes(1024) },
      change: { name: { en: "B", nl: "B" }, startScreen: "transaction", sizes: sizes(800) },
      emptied: { startScreen: "welcome" },
      read: async () => await api(getScreenLayout, { params: { ...params, code: "N" } }),
    },
    "activity type": {
      put: putActivityType,
      params: { ...params, code: "visit" },
      first: { name, order: 1 },
      change: { name: { en: "B", nl: "B" }, order: 2, active: false },
      emptied: { order: 0, active: true },
      read: async () => (await api(listActivityTypes, { params })).activityTypes.find(({ code }) => code === "visit"),
    },
    attribute: {
      put: putAttribute,
      params: { ...params, code: "a" },
      first: { name, type: "integer", lower: 1, upper: 9, multiple: false, refinable: true, filter: { kind: "range", thresholds: [5] } },
      change: { name: { en: "B", nl: "B" }, type: "decimal", lower: 2, upper: 8, refinable: false, filter: { kind: "list", multi: true } },
      emptied: { lower: undefined, upper: undefined },
      read: async () => (await api(listAttributes, { params })).attributes.find(({ code }) => code === "a"),
    },
    "attribute type": {
      put: putAttributeType,
      params: { ...params, code: "t" },
      first: { name, type: "integer", lower: 1, upper: 9, unit: { en: "cm", nl: "cm" } },
      change: { name: { en: "B", nl: "B" }, lower: 2, upper: 8, unit: { en: "mm", nl: "mm" } },
      emptied: { lower: undefined, upper: undefined, unit: undefined },
      read: async () => (await api(listAttributeTypes, { params })).attributeTypes.find(({ code }) => code === "t"),
    },
    "attribute group": {
      put: putAttributeGroup,
      params: { ...params, code: "g" },
      first: { name, members: [{ attribute: "metal", displayOrder: 1 }] },
      change: { name: { en: "B", nl: "B" }, members: [{ attribute: "free", displayOrder: 2 }] },
      emptied: { members: [] },
      read: async () => (await api(listAttributeGroups, { params })).attributeGroups.find(({ code }) => code === "g"),
    },
    parameters: {
      put: putParameters,
      params,
      first: { clientBookAttributeGroup: "bookGroup", customerAttributeGroup: "customerGroup", measures: ["netSpend365"] },
      change: { clientBookAttributeGroup: "customerGroup", customerAttributeGroup: "bookGroup", measures: ["orders365", "lastPurchase"] },
      emptied: { clientBookAttributeGroup: null, customerAttributeGroup: null, measures: [] },
      read: async () => await api(getParameters, { params }),
    },
    "number sequence": {
      put: putNumberSequence,
      params: { ...params, reference: "clientBook" },
      first: { format: "A-###", next: 7, continuous: true, reserve: 5 },
      change: { next: 12, continuous: false, reserve: 2 },
      emptied: { continuous: false, reserve: 1 },
      read: async () => (await api(listNumberSequences, { params })).numberSequences[0],
    },
    register: {
      put: putRegister,
      params: { ...params, register: "R9" },
      first: { store: "S1" },
      change: { name: "Door", screenLayout: "L", active: false },
      emptied: { name: "", screenLayout: null, active: true },
      read: async () => (await api(listRegisters, { params })).registers.find(({ number }) => number === "R9"),
    },
  };
}

test("C1 a write that names one field changes only that field, null empties it, and its writer can read what was written", async () => {
  for (const [what, { put, params, first, change, emptied, read: readSaved }] of Object.entries(await things())) {
    const write = async (body: object) => await api(put, { params, body } as CallInput<Endpoint>);
    // OG1: the time and the person of the last save change with every write; what a worker holds (OG7) and the next number follow from what is written.
    const read = async () =>
      (({ saved: _, holds: __, preview: ___, ...rest }) => rest)({ saved: undefined, holds: undefined, preview: undefined, ...(await readSaved()) });
    await write(first);
    let expected: Record<string, unknown> = { ...(await read()) };
    expect([what, expected]).toMatchObject([what, first]);
    for (const [field, value] of Object.entries(change)) {
      await write({ [field]: value });
      expected = { ...expected, [field]: value };
      expect([what, field, await read()]).toEqual([what, field, expected]);
    }
    await write({});
    expect([what, await read()]).toEqual([what, expected]);
    for (const [field, value] of Object.entries(emptied)) {
      await write({ [field]: null });
      expected = { ...expected, [field]: value };
      expect([what, field, await read()]).toEqual([what, field, expected]);
    }
  }
});

test("C1 a field that must have a value is not emptied, and a new one without it is refused with its place", async () => {
  const all = await things();
  const name = all["store"]!;
  await api(name.put, { params: name.params, body: name.first } as CallInput<Endpoint>);
  expect(await refused(api, name.put, { params: name.params, body: { name: null } } as CallInput<Endpoint>)).toMatchObject({
    kind: "invalid",
    code: "request.wrong",
    faults: [{ at: "name", code: "value.missing" }],
  });
  expect(await refused(api, name.put, { params: { ...name.params, store: "NEW" }, body: { city: "Ghent" } } as CallInput<Endpoint>)).toMatchObject({
    faults: [{ at: "name", code: "value.missing" }],
  });
  expect(await name.read()).toMatchObject(name.first);
});

test("C1 a password that is not named stays, and nobody can read it", async () => {
  const { legalEntity, register, operatorId, password } = await newBookShop(server);
  await api(putWorker, { params: { legalEntity, operatorId }, body: { name: "Renamed" } });
  await expect(server.asWorker({ legalEntity, register, operatorId, password })).resolves.toBeDefined();
  const answer = await inject({ url: `/api/legal-entities/${legalEntity}/workers`, headers: { authorization: `Bearer ${server.apiKey}` } });
  expect(answer.json<object>()).toMatchObject({ workers: [{ operatorId, name: "Renamed", hasPassword: true, operations: [...ASSOCIATE_OPERATIONS] }] });
  expect(answer.body).not.toContain("hash");
});

test("C1 two simultaneous writes of different fields are both kept", async () => {
  const { legalEntity } = await newBookShop(server);
  for (let round = 0; round < 10; round += 1) {
    const params = { legalEntity, store: `T${round}` };
    await Promise.all([
      api(putStore, { params, body: { name: "Store", city: "Ghent" } }),
      api(putStore, { params, body: { name: "Store", customerAddressBooks: ["customers"] } }),
    ]);
    expect(await api(getStore, { params })).toMatchObject({ city: "Ghent", customerAddressBooks: ["customers"] });
  }
});

test("C1 every kind of thing that is written under a code is in the list above", async () => {
  const tried = new Set(Object.values(await things()).map(({ put }) => put.name));
  const { areaOf, ENDPOINTS } = await import("@rapport/contract/endpoints");
  tried.add(copyScreenLayout.name);
  // The rows of a file are written by the same writes (IE3), and so is a copy. A call without a body names no field.
  const written = ENDPOINTS.filter(
    (endpoint) => WRITES.has(endpoint.method) && endpoint.permission === "organisation.manage" && endpoint.bodyKind !== "none" && areaOf(endpoint) !== "lists",
  ).map(({ name: endpoint }) => endpoint);
  expect(written.filter((endpoint) => !tried.has(endpoint))).toEqual([]);
});
