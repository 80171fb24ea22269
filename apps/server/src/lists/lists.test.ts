import { Refusal } from "@rapport/contract";
import { putAttribute } from "@rapport/contract/clienteling";
import { listCustomers, putCustomers } from "@rapport/contract/customers";
import type { ListName } from "@rapport/contract/lists";
import {
  deleteStore,
  getPermissionGroup,
  getRegister,
  getStore,
  getWorker,
  listAddressBooks,
  listRegisters,
  listWorkers,
  putAddressBook,
  putLegalEntity,
  putPermissionGroup,
  putRegister,
  putStore,
  putWorker,
} from "@rapport/contract/organisation";
import { afterAll, expect, test } from "vitest";
import { newEntity, newSuite, testServer } from "../testing/index.ts";
import { listsOf } from "./lists.fixture.ts";

const server = await testServer({ schedules: false });
const { api } = server;
afterAll(async () => await server.close());

const ODD = "=1+1, 'quoted' \"twice\"\nsecond line; – Ünïcødé 名前";

/** A legal entity with something odd in each of its lists. */
async function full() {
  const entity = await newEntity(server);
  const of = { legalEntity: entity.legalEntity };
  await api(putAddressBook, { params: { ...of, code: "-odd" }, body: { name: ODD, active: false } });
  await api(putPermissionGroup, { params: { ...of, code: "sellers" }, body: { name: "'=Sellers", operations: [712, 714] } });
  await api(putPermissionGroup, { params: { ...of, code: "nobody" }, body: { name: "@nobody" } });
  await api(putAttribute, { params: { ...of, code: "metal" }, body: { name: { en: "Metal" }, type: "text", multiple: true, refinable: false } });
  await api(putAttribute, { params: { ...of, code: "limit" }, body: { name: { en: "Limit" }, type: "currency", refinable: false } });
  await api(putAttribute, { params: { ...of, code: "size" }, body: { name: { en: "Size" }, type: "decimal", refinable: false } });
  await api(putAttribute, { params: { ...of, code: "vip" }, body: { name: { en: "VIP" }, type: "boolean", refinable: false } });
  await api(putAttribute, { params: { ...of, code: "birthday" }, body: { name: { en: "Birthday" }, type: "date", refinable: false } });
  await api(putCustomers, {
    params: of,
    body: {
      customers: [
        {
          accountNumber: "=C,1",
          firstName: "+Clara",
          lastName: '-de "Wit"',
          phone: "+31 6 2039 4858",
          otherPhones: [{ kind: "work", number: "+31 20 555 0101" }, { number: "0031 20 624 5555" }],
          otherEmails: [{ kind: "a|b", address: String.raw`x\@example.com` }],
          street: "Damrak 1\nFlat 2",
          otherAddresses: [{ kind: "home", street: "-1\n| 2", city: "Gent" }, { country: "Belgium" }],
          addressBooks: ["customers", "-odd"],
          optOutWebTracking: true,
          preferredLanguage: "nl",
          preferredChannel: "text",
          consentPhone: "allowed",
          consentPhoneAt: "2024-01-31",
          consentPhoneWhere: "=a letter",
          consentPost: "notAllowed",
          attributes: { metal: ["gold|plated", "-tin\\"], limit: { amount: "-12.50", currency: "EUR" }, size: -0.0001, vip: false, birthday: "--02-29" },
        },
        { accountNumber: "C-2", lastName: "Jansen", attributes: { metal: "gold" } },
      ],
    },
  });
  await api(putStore, {
    params: { ...of, store: entity.store },
    body: {
      name: "  Store 1 ",
      country: "NL",
      defaultCustomer: "=C,1",
      language: "nl",
      timeZone: "Europe/Amsterdam",
      customerAddressBooks: ["customers", "-odd"],
    },
  });
  await api(putRegister, { params: { ...of, register: entity.register }, body: { name: "-", active: false } });
  await api(putWorker, {
    params: { ...of, operatorId: entity.operatorId },
    body: {
      name: "\t=Noor",
      email: "n@example.com",
      permissionGroup: "sellers",
      operations: [713],
      withheld: [714],
      employedFrom: "2020-01-01",
      language: "nl",
    },
  });
  return { ...entity, of, lists: listsOf(server, entity.legalEntity) };
}

const ALL: readonly ListName[] = ["address-books", "permission-groups", "registers", "stores", "workers", "customers"];

test("IE1 every list comes back as it went out, in every separator, and changes nothing", async () => {
  const { lists, legalEntity, of } = await full();
  const before = await api(listWorkers, { params: of });
  for (const list of ALL)
    for (const separator of ["comma", "semicolon", "tab"]) {
      const file = await lists.exported(list, separator);
      const checked = await lists.checked(list, file);
      expect([list, checked]).toMatchObject([list, { phase: "checked", added: 0, updated: 0, invalid: 0, unknownColumns: [], failure: null }]);
      expect(checked.unchanged).toBeGreaterThan(0);
      const applied = await lists.applied(checked, "all");
      expect([list, applied]).toMatchObject([list, { phase: "applied", added: 0, updated: 0, unchanged: checked.unchanged }]);
      expect(await lists.exported(list, separator)).toBe(file);
    }
  expect(await api(listWorkers, { params: of })).toEqual(before);
  const entities = await lists.exported("legal-entities");
  expect(entities).toContain(legalEntity);
  expect(await lists.checked("legal-entities", entities)).toMatchObject({ phase: "checked", added: 0, updated: 0, invalid: 0 });
});

test("IE1 a list that was exported makes the same things where there are none", async () => {
  const from = await full();
  const to = await newEntity(server);
  const target = listsOf(server, to.legalEntity);
  const attributes = ["metal", "limit", "size", "vip", "birthday"] as const;
  const types = { metal: "text", limit: "currency", size: "decimal", vip: "boolean", birthday: "date" } as const;
  for (const code of attributes)
    await api(putAttribute, {
      params: { legalEntity: to.legalEntity, code },
      body: { name: { en: code }, type: types[code], multiple: code === "metal", refinable: false },
    });
  for (const list of ["address-books", "permission-groups", "customers", "stores", "registers", "workers"] as const) {
    const file = await from.lists.exported(list);
    const checked = await target.checked(list, file);
    expect([list, checked.invalid, await target.problems(checked)]).toEqual([list, 0, []]);
    await target.applied(checked, "all");
    expect(await target.exported(list)).toBe(file);
  }
});

test("IE4 a cell that a spreadsheet would read as a formula is text in the file", async () => {
  const { lists } = await full();
  for (const list of ALL) {
    const cells = (await lists.exported(list, "tab")).split(/[\t\n]/).map((cell) => cell.replace(/^"/, ""));
    expect(cells.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
  }
  expect(await lists.exported("permission-groups")).toContain("''=Sellers");
});

test("IE2 separator, encoding, order and case of columns are those of the file; other columns are told, notes are not", async () => {
  const { lists, of } = await full();
  const text = 'sep=;\r\n Name ;CODE;colour;#reason\r\n"Two; lines\r\nhere";north;red;\r\n;;;\r\nSouth;south;blue;x\r\n';
  for (const file of [
    Buffer.from(text),
    Buffer.from(`\uFEFF${text}`),
    Buffer.from(`\uFEFF${text}`, "utf16le"),
    Buffer.from(`\uFEFF${text}`, "utf16le").swap16(),
  ])
    expect(await lists.checked("address-books", file)).toMatchObject({
      phase: "checked",
      added: 2,
      invalid: 0,
      columns: ["name", "code"],
      unknownColumns: ["colour"],
    });
  await lists.applied(await lists.checked("address-books", text.replaceAll("\r\n", "\r")), "all");
  const { addressBooks } = await api(listAddressBooks, { params: of });
  expect(addressBooks.find(({ code }) => code === "north")?.name).toBe("Two; lines\rhere");
});

test("IE2 a file that cannot be read says why, and stores nothing", async () => {
  const { lists } = await full();
  const told = async (file: string | Buffer) => (await lists.checked("address-books", file)).failure;
  expect(await told("")).toMatchObject({ code: "list.key_missing", params: { column: "code", found: [] } });
  expect(await told("name,active\nx,true\n")).toMatchObject({ code: "list.key_missing", params: { found: ["name", "active"] } });
  expect(await told("code,name\n")).toMatchObject({ code: "list.no_rows" });
  expect(await told("code,name,Name\na,b,c\n")).toMatchObject({ code: "list.column_twice", params: { column: "name" } });
  expect(await told('code,name\na,b\n\nc,"d\n')).toMatchObject({ code: "list.line", params: { line: 3 } });
  expect(await told('code,name\n"a\r\nb",b\nc,d"e\n')).toMatchObject({ code: "list.line", params: { line: 4 } });
  expect(await told(Buffer.from("code,name\na,b\nb,Zo\xeb\n", "latin1"))).toMatchObject({ code: "list.encoding", params: { line: 3 } });
  expect(await told(Buffer.from("code,name\na,b\n", "utf16le"))).toMatchObject({ code: "list.not_text", params: { kind: "binary" } });
  expect(await told("PK\u0003\u0004 a workbook")).toMatchObject({ code: "list.not_text", params: { kind: "workbook" } });
  expect((await lists.checked("address-books", "")).phase).toBe("failed");
});

test("IE3 a column that is absent leaves the field, an empty cell empties it", async () => {
  const { lists, of, operatorId } = await full();
  const params = { ...of, operatorId };
  const before = await api(getWorker, { params });
  await lists.applied(await lists.checked("workers", `operatorId,email,withheld\n${operatorId},,\n`), "all");
  expect(await api(getWorker, { params })).toEqual({
    ...before,
    email: "",
    withheld: [],
    holds: [712, 713, 714],
    saved: expect.objectContaining({ version: before.saved.version + 1 }) as unknown,
  });
  const emptied = await lists.checked("workers", `operatorId,name\n${operatorId},\n`);
  expect(await lists.problems(emptied)).toMatchObject([{ line: 2, key: operatorId, stored: false, faults: [{ column: "name", code: "value.missing" }] }]);
});

/** What the form of the same thing would be told: code and parameters of each fault, or of the refusal. */
async function formSays(write: Promise<unknown>): Promise<object[]> {
  const refusal = await write.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refusal instanceof Refusal)) throw new Error("the form was not refused");
  return refusal.faults.length > 0 ? refusal.faults.map(({ wrong }) => wrong) : [{ code: refusal.code, params: refusal.params }];
}

test("IE3 a wrong row has its line, its column, and the reason that the form gives", async () => {
  const { lists, of, store } = await full();
  const worker = { ...of, operatorId: "W9" };
  const rows = [
    ["workers", "operatorId,name,language", "W9,Ann,fr", "language", () => api(putWorker, { params: worker, body: { name: "Ann", language: "fr" as "nl" } })],
    [
      "workers",
      "operatorId,name,active",
      "W9,Ann,perhaps",
      "active",
      () => api(putWorker, { params: worker, body: { name: "Ann", active: "perhaps" as unknown as true } }),
    ],
    [
      "workers",
      "operatorId,name,operations",
      "W9,Ann,712 700",
      "operations",
      () => api(putWorker, { params: worker, body: { name: "Ann", operations: [712, 700 as 712] } }),
    ],
    [
      "workers",
      "operatorId,name,employeeAddressBooks",
      "W9,Ann,staff away",
      "employeeAddressBooks",
      () => api(putWorker, { params: worker, body: { name: "Ann", employeeAddressBooks: ["staff", "away"] } }),
    ],
    [
      "workers",
      "operatorId,name,permissionGroup",
      "W9,Ann,away",
      "permissionGroup",
      () => api(putWorker, { params: worker, body: { name: "Ann", permissionGroup: "away" } }),
    ],
    [
      "workers",
      "operatorId,name,employedFrom,employedTo",
      "W9,Ann,2026-02-02,2026-02-01",
      "employedTo",
      () => api(putWorker, { params: worker, body: { name: "Ann", employedFrom: "2026-02-02", employedTo: "2026-02-01" } }),
    ],
    [
      "workers",
      "operatorId,name,employedTo",
      "W9,Ann,31-12-2026",
      "employedTo",
      () => api(putWorker, { params: worker, body: { name: "Ann", employedTo: "31-12-2026" } }),
    ],
    ["registers", "number,store", "R9,away", "store", () => api(putRegister, { params: { ...of, register: "R9" }, body: { store: "away" } })],
    ["registers", "number,name", "R9,Till", "store", () => api(putRegister, { params: { ...of, register: "R9" }, body: { name: "Till" } })],
    [
      "stores",
      "number,defaultCustomer",
      `${store},away`,
      "defaultCustomer",
      () => api(putStore, { params: { ...of, store }, body: { defaultCustomer: "away" } }),
    ],
    [
      "permission-groups",
      "code,name",
      `g,${"x".repeat(201)}`,
      "name",
      () => api(putPermissionGroup, { params: { ...of, code: "g" }, body: { name: "x".repeat(201) } }),
    ],
    [
      "customers",
      "accountNumber,addressBooks",
      "C-2,away",
      "addressBooks",
      () => api(putCustomers, { params: of, body: { customers: [{ accountNumber: "C-2", addressBooks: ["away"] }] } }),
    ],
    [
      "customers",
      "accountNumber,attributes.size",
      'C-2,"1,5"',
      "attributes.size",
      () => api(putCustomers, { params: of, body: { customers: [{ accountNumber: "C-2", attributes: { size: "1,5" } }] } }),
    ],
    ["legal-entities", "code,rsid", `${of.legalEntity},away`, "rsid", () => api(putLegalEntity, { params: of, body: { rsid: "away" } })],
  ] as const;
  for (const [list, header, row, column, form] of rows) {
    const says = await formSays(form());
    const checked = await lists.checked(list, `${header}\n${row}\n`);
    expect([row, checked.invalid]).toEqual([row, 1]);
    const [problem] = await lists.problems(checked);
    expect(problem).toMatchObject({ line: 2, stored: false });
    expect(problem!.faults.map(({ code, params }) => ({ code, params }))).toEqual(says);
    expect([...new Set(problem!.faults.map((fault) => fault.column))]).toEqual([column]);
  }
});

test("IE3 a code that a file has twice, a row of another width and a code in a wrong form are told; the first one counts", async () => {
  const { lists } = await full();
  const checked = await lists.checked("address-books", 'code,name\na,"one\ntwo"\na,three\nb\nc,four,\nd,five,six\nnot a code,seven\n');
  expect(checked).toMatchObject({ added: 2, invalid: 4 });
  expect(
    (await lists.problems(checked)).map(({ line, key, faults }) => [line, key, ...faults.map(({ column, code, params }) => [column, code, params])]),
  ).toEqual([
    [4, "a", ["code", "row.line_twice", { line: 2 }]],
    [5, "b", [null, "row.line_cells", { found: 1, expected: 2 }]],
    [7, "d", [null, "row.line_cells", { found: 3, expected: 2 }]],
    [8, "not a code", ["code", "form.address_book", {}]],
  ]);
});

test("IE5 all or nothing: one wrong row refuses the file; good rows: the others are named", async () => {
  const { lists, of } = await full();
  const codes = async () => (await api(listAddressBooks, { params: of })).addressBooks.map(({ code }) => code);
  const before = await codes();
  const checked = await lists.checked("address-books", "code,name\na,one\nb,\nc,three\n");
  expect(checked).toMatchObject({ phase: "checked", mode: null, added: 2, invalid: 1 });
  expect(await lists.ask("address-books", `imports/${checked.id}/apply`, { method: "POST", body: { mode: "all" } })).toMatchObject({
    status: 409,
    body: expect.stringContaining("import.invalid_rows") as unknown,
  });
  expect(await codes()).toEqual(before);
  expect(await lists.applied(checked, "good")).toMatchObject({ phase: "applied", mode: "good", added: 2, invalid: 1, progress: 1 });
  expect(await codes()).toEqual([...before, "a", "c"].toSorted());
  expect(await lists.problems(checked)).toMatchObject([{ line: 3, key: "b", cells: ["b", ""] }]);
  expect((await lists.ask("address-books", `imports/${checked.id}/apply`, { method: "POST", body: { mode: "good" } })).status).toBe(409);
});

test("IE5 all or nothing, when a row turned wrong after it was checked: nothing is stored, and it is named", async () => {
  const { lists, of, store } = await full();
  await api(putStore, { params: { ...of, store: "S2" }, body: { name: "Second" } });
  const rows = Array.from({ length: 520 }, (_, n) => `N${n},${n === 510 ? "S2" : store}`);
  const checked = await lists.checked("registers", `number,store\n${rows.join("\n")}\n`);
  expect(checked).toMatchObject({ added: 520, invalid: 0 });
  await api(deleteStore, { params: { ...of, store: "S2" } });
  const applied = await lists.applied(checked, "all");
  expect(applied).toMatchObject({ phase: "checked", mode: null, added: 519, invalid: 1, failure: { code: "list.nothing_applied", params: { invalid: 1 } } });
  expect((await api(listRegisters, { params: of })).total).toBe(1);
  expect(await lists.problems(applied)).toMatchObject([{ line: 512, key: "N510", faults: [{ code: "store.unknown", column: "store" }] }]);
});

test("C17 two rows that want the same report suite: the second one is wrong", async () => {
  const { lists, of } = await full();
  const [one, two] = [`${of.legalEntity}X`, `${of.legalEntity}Y`];
  const rsid = `suite-${of.legalEntity}`;
  await newSuite(server, { rsid });
  const checked = await lists.checked("legal-entities", `code,name,currency,rsid\n${one},One,EUR,${rsid}\n${two},Two,EUR,${rsid}\n`);
  expect(checked).toMatchObject({ added: 1, invalid: 1 });
  expect(await lists.problems(checked)).toMatchObject([
    { line: 3, key: two, faults: [{ column: "rsid", code: "report_suite.shared", params: { legalEntity: one } }] },
  ]);
  expect((await lists.exported("legal-entities")).includes(one)).toBe(false);
});

test("OG1 an import says who changed what, and a write by a form meanwhile is seen by its version", async () => {
  const { lists, of, store, register } = await full();
  const before = await api(getStore, { params: { ...of, store } });
  await lists.applied(await lists.checked("stores", `number,city\n${store},Gouda\n`), "all");
  const after = await api(getStore, { params: { ...of, store } });
  expect(after).toMatchObject({ city: "Gouda", name: before.name, saved: { version: before.saved.version + 1, by: null } });
  await expect(api(putStore, { params: { ...of, store }, query: { version: before.saved.version }, body: { city: "Delft" } })).rejects.toMatchObject({
    code: "saved.meanwhile",
  });
  expect(await api(getRegister, { params: { ...of, register } })).toMatchObject({ store });
  expect(await api(getPermissionGroup, { params: { ...of, code: "sellers" } })).toMatchObject({ operations: [712, 714] });
});

test("IE6 a long file with every tenth row wrong: each is told by its line, and the good ones are stored", { timeout: 120_000 }, async () => {
  const { lists, of } = await full();
  const rows = Array.from({ length: 20_000 }, (_, n) => `L${n},${n % 10 === 9 ? "" : `Name ${n}`},customers`);
  const checked = await lists.checked("customers", `accountNumber,lastName,addressBooks\n${rows.join("\n")}\n`);
  expect(checked).toMatchObject({ phase: "checked", added: 18_000, invalid: 2_000, progress: 1 });
  const problems = await lists.problems(checked);
  expect(problems.map(({ line }) => line)).toEqual(Array.from({ length: 2_000 }, (_, n) => 10 * n + 11));
  expect(problems[0]).toMatchObject({ line: 11, key: "L9", cells: ["L9", "", "customers"], faults: [{ column: "lastName", code: "value.missing" }] });
  expect(await lists.applied(checked, "good")).toMatchObject({ phase: "applied", added: 18_000, invalid: 2_000 });
  const page = await api(listCustomers, { params: of, query: { after: "L9996", limit: 10 } });
  expect(page.customers.slice(0, 2).map(({ accountNumber }) => accountNumber as string)).toEqual(["L9997", "L9998"]);
});
