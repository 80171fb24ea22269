import { AccountNumber, type Endpoint } from "@rapport/contract";
import { putAttribute, putAttributeGroup, putClientBookEntries, putParameters } from "@rapport/contract/clienteling";
import { putCustomer } from "@rapport/contract/customers";
import { putScreenLayout } from "@rapport/contract/layouts";
import { putAddressBook, putNumberSequence, putPermissionGroup, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { putStoreGroup } from "@rapport/contract/publishing";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { addCustomers, newEntity, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

const name = { en: "Theirs", nl: "Van hen" };

test("RI2 nothing of a legal entity names a thing of another: each reference is refused as one that exists nowhere", async () => {
  const [own, their] = [await newEntity(server), await newEntity(server)];
  const of = { legalEntity: their.legalEntity };
  const code = "theirs";
  await api(putAddressBook, { params: { ...of, code }, body: { name: "Theirs" } });
  await api(putPermissionGroup, { params: { ...of, code }, body: { name: "Theirs", operations: [712] } });
  await api(putStore, { params: { ...of, store: code }, body: { name: "Theirs" } });
  await api(putAttribute, { params: { ...of, code }, body: { name, type: "text", refinable: false } });
  await api(putAttributeGroup, { params: { ...of, code }, body: { name, members: [] } });
  const grids = [{ rows: 1, columns: 1, buttons: [{ operation: 712, row: 1, column: 1 }] }];
  await api(putScreenLayout, { params: { ...of, code }, body: { name, sizes: [{ kind: "full", width: 1024, height: 768, grids }] } });
  await addCustomers(server, their, [{ accountNumber: code, lastName: "Theirs" }]);
  const { legalEntity, store, register, operatorId } = own;
  const stored = async () =>
    await sql<object>`select * from store s full join worker w on false where ${legalEntity} in (s.legal_entity, w.legal_entity)`.execute(server.deps.db);
  const before = (await stored()).rows;
  const tried: readonly (readonly [Endpoint, object, string])[] = [
    [putStore, { params: { legalEntity, store }, body: { customerAddressBooks: [code] } }, "address_book.unknown"],
    [putStore, { params: { legalEntity, store }, body: { employeeAddressBooks: [code] } }, "address_book.unknown"],
    [putStore, { params: { legalEntity, store }, body: { defaultCustomer: AccountNumber.parse(code) } }, "customers.unknown"],
    [putStore, { params: { legalEntity, store }, body: { screenLayout: code } }, "screen_layout.unknown"],
    [putRegister, { params: { legalEntity, register }, body: { store: code } }, "store.unknown"],
    [putRegister, { params: { legalEntity, register }, body: { screenLayout: code } }, "screen_layout.unknown"],
    [putWorker, { params: { legalEntity, operatorId }, body: { employeeAddressBooks: [code] } }, "address_book.unknown"],
    [putWorker, { params: { legalEntity, operatorId }, body: { permissionGroup: code } }, "permission_group.unknown"],
    [putWorker, { params: { legalEntity, operatorId }, body: { screenLayout: code } }, "screen_layout.unknown"],
    [putCustomer, { params: { legalEntity, accountNumber: "N" }, body: { lastName: "N", addressBooks: [code] } }, "address_book.unknown"],
    [putAttributeGroup, { params: { legalEntity, code: "g" }, body: { name, members: [{ attribute: code, displayOrder: 1 }] } }, "attribute.unknown"],
    [putParameters, { params: { legalEntity }, body: { customerAttributeGroup: code } }, "attribute_group.unknown"],
    [putStoreGroup, { params: { legalEntity, code: "g" }, body: { name: "G", stores: [code] } }, "store.unknown"],
    [putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: [code] } }, "customers.unknown"],
  ];
  const told: (readonly [string, string])[] = [];
  for (const [endpoint, input] of tried) told.push([endpoint.name, (await refused(api, endpoint, input as never)).code]);
  expect(told).toEqual(tried.map(([endpoint, , reason]) => [endpoint.name, reason]));
  expect((await stored()).rows).toEqual(before);
});

test("numbers are counted with one legal entity, never in a circle", async () => {
  const [own, their] = [await newEntity(server), await newEntity(server)];
  const put = async (one: string, body: object) => await api(putNumberSequence, { params: { legalEntity: one, reference: "clientBook" }, body: body as never });
  const refusedFor = async (one: string, body: object) =>
    (await refused(api, putNumberSequence, { params: { legalEntity: one, reference: "clientBook" }, body: body as never })).code;
  await put(own.legalEntity, { format: "A###" });
  await put(their.legalEntity, { countsWith: own.legalEntity });
  expect(await refusedFor(own.legalEntity, { countsWith: their.legalEntity })).toMatch(/number/);
  expect(await refusedFor(own.legalEntity, { countsWith: own.legalEntity })).toMatch(/number/);
});

// An upload knows the earlier one with the same bytes, and a data source the upload that stopped it; no caller names either.
test("no other thing can name itself in a circle: references between tables go one way", async () => {
  const { rows } = await sql<{ from: string; to: string }>`
    select distinct c.conrelid::regclass::text as "from", c.confrelid::regclass::text as "to" from pg_constraint c where c.contype = 'f'`.execute(
    server.deps.db,
  );
  expect(rows.length).toBeGreaterThan(20);
  const reached = (table: string, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> =>
    rows.filter(({ from, to }) => from === table && !seen.has(to)).reduce<ReadonlySet<string>>((found, { to }) => reached(to, new Set([...found, to])), seen);
  expect([...new Set(rows.map(({ from }) => from))].filter((table) => reached(table).has(table)).toSorted()).toEqual(["data_source", "upload"]);
});
