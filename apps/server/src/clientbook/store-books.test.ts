import type { Body } from "@rapport/contract";
import {
  addToClientBook,
  listReassignTargets,
  putClientBookEntries,
  putParameters,
  reassignClients,
  removeFromClientBook,
  searchClientBook,
  searchStoreBooks,
  storeBookFacets,
} from "@rapport/contract/clienteling";
import { getCustomer } from "@rapport/contract/customers";
import { putAddressBook, putNumberSequence, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { addNote } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { accounts, addAssociate, addCustomers, auditLog, newBookShop, refused, testServer, type BookShop, type TestClient } from "../testing/index.ts";

const clock = testClock("2026-06-01T10:00:00Z");
const server = await testServer({ background: false, clock });
const { api, deps } = server;
afterAll(async () => await server.close());

const shown = async (who: TestClient, body: Body<typeof searchStoreBooks> = {} as Body<typeof searchStoreBooks>) =>
  (await who(searchStoreBooks, { body })).clients.map(({ accountNumber }) => accountNumber);
const facets = async (who: TestClient, body: object = {}) => await who(storeBookFacets, { body: body as Body<typeof storeBookFacets> });
const add = async (who: TestClient, customerId: string) => await who(addToClientBook, { params: { customerId } });

/** Houston has A of HOU and B of HOU and DAL; C of DAL does not work there. Each has clients: A1 A2, B1, C1. */
async function houston(booksPerCustomer = 1) {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const within = { legalEntity };
  await api(putParameters, { params: within, body: { booksPerCustomer } });
  for (const code of ["HOU", "DAL"]) {
    await api(putAddressBook, { params: { ...within, code }, body: { name: code } });
    await api(putStore, {
      params: { ...within, store: code },
      body: { name: code, city: code, customerAddressBooks: ["customers"], employeeAddressBooks: [code] },
    });
    await api(putRegister, { params: { ...within, register: code }, body: { store: code } });
  }
  const worker = async (operatorId: string, employeeAddressBooks: string[], register: string) => {
    const password = `shop-floor-${operatorId}`;
    await api(putWorker, {
      params: { ...within, operatorId },
      body: { name: `Worker ${operatorId}`, employeeAddressBooks, operations: [712, 713, 714, 715, 716], password },
    });
    return await server.asWorker({ legalEntity, register, operatorId, password });
  };
  const [a, b, c] = [await worker("A", ["HOU"], "HOU"), await worker("B", ["HOU", "DAL"], "DAL"), await worker("C", ["DAL"], "DAL")];
  const [a1, a2, b1, c1] = await addCustomers(server, shop, accounts("A1", "A2", "B1", "C1"));
  for (const [who, id] of [
    [a, a1],
    [a, a2],
    [b, b1],
    [c, c1],
  ] as const)
    await add(who, id);
  return { ...shop, a, b, c, a1, a2, b1, c1 };
}

test("case 29 case 30 R42 R43 R44 a store sees the clients of everybody who shares an employee address book with it, also those added elsewhere", async () => {
  const { a, c } = await houston();
  expect(await shown(a)).toEqual(["A1", "A2", "B1"]);
  expect(await shown(c)).toEqual(["B1", "C1"]);
  const page = await a(searchStoreBooks, { body: {} });
  expect(page).toMatchObject({ total: 3, matching: 3, nextCursor: null });
  expect(page.clients.map(({ owner }) => owner?.name)).toEqual(["Worker A", "Worker A", "Worker B"]);
});

test("case 31 R46 the list is filtered by associate, and the counts of associates follow the other filters", async () => {
  const { a } = await houston();
  expect(await shown(a, { owners: ["B"] } as never)).toEqual(["B1"]);
  // Somebody of another store is nobody here.
  expect(await shown(a, { owners: ["C"] } as never)).toEqual([]);
  const owners = async (body: object) => (await facets(a, body)).owners.map(({ operatorId, count, active }) => [operatorId, count, active]);
  expect(await owners({ owners: ["B"] })).toEqual([
    ["A", 2, false],
    ["B", 1, true],
  ]);
  expect(await owners({ keyword: "A2" })).toEqual([
    ["A", 1, false],
    ["B", 0, false],
  ]);
});

test("case 32 R43 a worker who leaves the address book takes the clients out of the store's view at once, and keeps the book", async () => {
  const { a, b, legalEntity } = await houston();
  await api(putWorker, { params: { legalEntity, operatorId: "B" }, body: { employeeAddressBooks: ["DAL"] } });
  expect(await shown(a)).toEqual(["A1", "A2"]);
  expect((await b(searchClientBook, { body: {} })).clients.map(({ accountNumber }) => accountNumber)).toEqual(["B1"]);
});

test("R34 nobody contacted for some days: clients without a note since then, or ever; the counts say how many", async () => {
  const { a, a1, b1 } = await houston();
  const note = async (customerId: string) => await a(addNote, { params: { customerId }, body: { id: randomUUID(), text: "Called", pinned: false } });
  await note(a1);
  const later = await addCustomersLater();
  async function addCustomersLater() {
    // Forty days later somebody else is called.
    await deps.db
      .updateTable("note")
      .set({ written_at: new Date("2026-04-22T10:00:00Z") })
      .where("customer_id", "=", a1)
      .execute();
    await note(b1);
    await deps.db
      .updateTable("note")
      .set({ written_at: new Date("2026-05-30T10:00:00Z") })
      .where("customer_id", "=", b1)
      .execute();
    return true;
  }
  expect(later).toBe(true);
  expect(await shown(a, { quietDays: 30 } as never)).toEqual(["A1", "A2"]);
  expect(await shown(a, { quietDays: 60 } as never)).toEqual(["A2"]);
  // Who looks for a value inside one filter is told nothing of the others.
  expect((await facets(a, { inside: { attribute: "brand", text: "n" } })).quiet).toEqual([]);
  expect((await facets(a, { quietDays: 45 })).quiet).toEqual([
    { days: 30, count: 2, active: false },
    { days: 45, count: 1, active: true },
    { days: 60, count: 1, active: false },
    { days: 90, count: 1, active: false },
    { days: 180, count: 1, active: false },
    { days: 365, count: 1, active: false },
  ]);
});

test("R43 BK1 a client who is in two books of the store shows and counts once, under either owner", async () => {
  const { a, b, a1 } = await houston(2);
  await add(b, a1);
  expect(await a(searchStoreBooks, { body: {} })).toMatchObject({ total: 3, matching: 3 });
  expect(await shown(a)).toEqual(["A1", "A2", "B1"]);
  expect(await shown(a, { owners: ["B"] } as never)).toEqual(["A1", "B1"]);
  expect((await facets(a)).owners.map(({ count }) => count)).toEqual([2, 2]);
  await a(removeFromClientBook, { params: { customerId: a1 } });
  expect(await a(searchStoreBooks, { body: {} })).toMatchObject({ total: 3 });
  expect((await facets(a)).owners.map(({ count }) => count)).toEqual([1, 2]);
});

test("R53 RI2 the store's books take 713, reassigning takes 716 and 713, and each page is in the log with everybody on it", async () => {
  const { a, a1, legalEntity } = await houston();
  const shop = { legalEntity, register: "HOU" };
  await api(putWorker, {
    params: { legalEntity, operatorId: "N" },
    body: { name: "N", employeeAddressBooks: ["HOU"], operations: [712, 716], password: "shop-floor-N" },
  });
  const n = await server.asWorker({ ...shop, operatorId: "N", password: "shop-floor-N" });
  expect((await refused(n, searchStoreBooks, { body: {} })).kind).toBe("forbidden");
  expect((await refused(n, storeBookFacets, { body: {} })).kind).toBe("forbidden");
  const chosen = { kind: "clients" as const, customerIds: [a1] };
  expect((await refused(n, reassignClients, { body: { chosen, to: "B" } })).kind).toBe("forbidden");
  const { clients } = await a(searchStoreBooks, { body: {} });
  const rows = await auditLog(deps.db).select("subject_id").where("legal_entity", "=", legalEntity).where("action", "=", "client_book.viewed").execute();
  expect(new Set(rows.map(({ subject_id }) => subject_id))).toEqual(new Set(clients.map(({ customerId }) => customerId as string)));
});

test("case 8 R10 R47 a client goes from one associate to another of the legal entity; the log says from where to where", async () => {
  const { a, b, c, a1, legalEntity } = await houston();
  const { targets } = await a(listReassignTargets, {});
  expect(targets.map(({ operatorId, ofStore, clients }) => [operatorId, ofStore, clients])).toEqual([
    ["A", true, 2],
    ["B", true, 1],
    ["1001", false, 0],
    ["C", false, 1],
  ]);
  const done = await a(reassignClients, { body: { chosen: { kind: "clients", customerIds: [a1] }, to: "C" } });
  expect(done).toMatchObject({ to: { name: "Worker C" }, moved: 1, alreadyThere: 0, from: [{ operatorId: "A", clients: 1 }] });
  expect((await c(searchClientBook, { body: {} })).clients.map(({ accountNumber }) => accountNumber)).toEqual(["A1", "C1"]);
  expect((await a(searchClientBook, { body: {} })).clients.map(({ accountNumber }) => accountNumber)).toEqual(["A2"]);
  const told = await auditLog(deps.db)
    .select(["subject_id", "changes"])
    .where("legal_entity", "=", legalEntity)
    .where("action", "=", "customer.moved_to_book")
    .execute();
  expect(told).toEqual([{ subject_id: a1, changes: JSON.stringify({ clientBook: { from: "CB-0001", to: "CB-0003" } }) }]);
  // They are in no book of Houston any more.
  expect(await refused(a, reassignClients, { body: { chosen: { kind: "clients", customerIds: [a1] }, to: "B" } })).toMatchObject({
    code: "client_book.not_of_store",
    // How many, because what was sent names them, and an account number would be told unaudited.
    params: { clients: 1 },
  });
  expect(await refused(b, reassignClients, { body: { chosen: { kind: "clients", customerIds: [a1] }, to: "C" } })).toMatchObject({ code: "client_book.same" });
});

test("case 9 R48 all of a filter go to an associate without a book, who gets one; when the view changed since, nothing is moved", async () => {
  const { a, a1, legalEntity, ...shop } = await houston();
  const many = Array.from({ length: 40 }, (_, at) => `M${String(at).padStart(2, "0")}`);
  await addCustomers(server, { legalEntity }, accounts(...many));
  await api(putClientBookEntries, { params: { legalEntity, operatorId: "A" }, body: { accountNumbers: many } });
  const view = { keyword: "", filters: [], owners: ["A"], quietDays: null } as never;
  const give = (expected: number, except: readonly string[] = []) => ({
    body: { chosen: { kind: "view" as const, view, except: except as never, expected }, to: shop.operatorId as never },
  });
  expect(await refused(a, reassignClients, give(41))).toMatchObject({ code: "client_book.view_changed", params: { seen: 41, clients: 42 } });
  // Without one of them, who is taken out of the view's: and without somebody else, who is not in it.
  expect(await refused(a, reassignClients, give(42, [a1]))).toMatchObject({ code: "client_book.view_changed", params: { seen: 42, clients: 41 } });
  expect(await refused(a, reassignClients, give(41, [randomUUID()]))).toMatchObject({ code: "client_book.view_changed", params: { seen: 41, clients: 42 } });
  expect(await a(reassignClients, give(41, [a1]))).toMatchObject({ moved: 41, from: [{ operatorId: "A", clients: 41 }], clientBookId: "CB-0004" });
  expect(await a(reassignClients, give(1))).toMatchObject({ moved: 1, from: [{ operatorId: "A", clients: 1 }] });
  expect(await shown(a)).toEqual(["B1"]);
  expect(await shop.associate(searchClientBook, { body: {} })).toMatchObject({ total: 42 });
});

test("R6 R48 without a number for a new book nobody is moved", async () => {
  const { a, a1, legalEntity } = await houston();
  await api(putNumberSequence, { params: { legalEntity, reference: "clientBook" }, body: { format: "Z#", next: 9 } });
  await api(putWorker, { params: { legalEntity, operatorId: "L" }, body: { name: "L", employeeAddressBooks: ["HOU"], operations: [] } });
  await api(putWorker, { params: { legalEntity, operatorId: "K" }, body: { name: "K", employeeAddressBooks: ["HOU"], operations: [] } });
  const to = async (operatorId: string) => await a(reassignClients, { body: { chosen: { kind: "clients", customerIds: [a1] }, to: operatorId } });
  await to("L");
  await expect(to("K")).rejects.toMatchObject({ code: "number_sequence.exhausted" });
  expect(await shown(a, { owners: ["L"] } as never)).toEqual(["A1"]);
});

test("BK1 R47 with several books reassigning names the book; without a name it is the first one of the store", async () => {
  const { a, b, c, a1 } = await houston(3);
  await add(b, a1);
  const chosen = { kind: "clients" as const, customerIds: [a1] };
  const whose = async () => (await a(getCustomer, { params: { customerId: a1 } })).books.map(({ owner }) => owner?.operatorId);
  await a(reassignClients, { body: { chosen, from: "B", to: "C" } });
  expect(await whose()).toEqual(["A", "C"]);
  expect(await refused(a, reassignClients, { body: { chosen, from: "B", to: "C" } })).toMatchObject({
    code: "client_book.no_longer_in",
    params: { worker: "Worker B", clients: 1 },
  });
  expect(await a(reassignClients, { body: { chosen, to: "C" } })).toMatchObject({ moved: 1, alreadyThere: 1, from: [{ operatorId: "A" }] });
  expect([await whose(), (await c(searchClientBook, { body: {} })).total]).toEqual([["C"], 2]);
});

const one = async (shop: BookShop, operatorId: string) => await addAssociate(server, shop, { operatorId, operations: [712, 713, 716] });

test("R12 two who reassign the same client at once: one does, the other is told, and the client is in one book", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  await add(shop.associate, customerId);
  const [x, y] = [await one(shop, "X"), await one(shop, "Y")];
  const give = async (who: TestClient, to: string) =>
    await who(reassignClients, { body: { chosen: { kind: "clients", customerIds: [customerId] }, from: "1001", to } });
  const outcomes = await Promise.allSettled([give(x, "X"), give(y, "Y")]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect((await shop.associate(getCustomer, { params: { customerId } })).books).toHaveLength(1);
});
