import type { CallInput } from "@rapport/contract";
import { listAudit } from "@rapport/contract/system";
import {
  leaveClients,
  listBookOwners,
  listClientBooks,
  listLeaves,
  moveClientBookEntries,
  previewLeave,
  putClientBookEntries,
  removeClientBookEntries,
  undoLeave,
} from "@rapport/contract/clienteling";
import { getCustomerBooks } from "@rapport/contract/customers";
import { deleteWorker, getWorker, putAddressBook, putStore, putWorker } from "@rapport/contract/organisation";
import { addNote } from "@rapport/contract/timeline";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { addAssociate, addCustomers, newBookShop, refused, testServer, type NewClient } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

type Rule = NonNullable<CallInput<typeof previewLeave>["body"]>["rule"];

/** A shop where the associate A leaves with these clients, and B, C and D stay. */
async function leaving(clients: readonly NewClient[]) {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const of = (operatorId: string) => ({ legalEntity, operatorId });
  for (const operatorId of ["A", "B", "C", "D"])
    await api(putWorker, { params: of(operatorId), body: { name: `Worker ${operatorId}`, employeeAddressBooks: ["staff"] } });
  const ids = await addCustomers(server, shop, clients);
  await api(putClientBookEntries, { params: of("A"), body: { accountNumbers: clients.map(({ accountNumber }) => accountNumber) } });
  const owner = async (accountNumber: string) =>
    (await api(getCustomerBooks, { params: { legalEntity, accountNumber } })).stays.find(({ to }) => to === null)?.owner.operatorId ?? null;
  return {
    ...shop,
    ids,
    of,
    params: of("A"),
    owners: async () => Object.fromEntries(await Promise.all(clients.map(async ({ accountNumber }) => [accountNumber, await owner(accountNumber)]))) as object,
    gets: async (rule: Rule) =>
      Object.fromEntries((await api(previewLeave, { params: of("A"), body: { rule } })).receivers.map(({ operatorId, gets }) => [operatorId, gets])),
  };
}

const plain = (...accountNumbers: string[]): NewClient[] => accountNumbers.map((accountNumber) => ({ accountNumber }));

test("R10b a leaver's clients are shared evenly after a preview, the last day is set, and undo gives all of it back", async () => {
  const { params, of, owners, gets, legalEntity } = await leaving(plain("1", "2", "3", "4", "5"));
  const rule: Rule = { kind: "evenly", among: ["B", "C"] };
  expect(await gets(rule)).toEqual({ B: 3, C: 2 });
  const { plan } = await api(previewLeave, { params, body: { rule } });
  const left = await api(leaveClients, { params, body: { rule, plan, employedTo: "2026-12-31" } });
  // The log tells it as moves, and finds it by its endpoint too (AU5).
  const { entries } = await api(listAudit, { query: { action: "leaveClients", legalEntity: params.legalEntity } });
  expect(entries.map(({ action }) => action)).toEqual(["customer.moved_to_book"]);
  expect(left).toMatchObject({
    clients: 5,
    receivers: [
      { operatorId: "B", has: 0, gets: 3 },
      { operatorId: "C", gets: 2 },
    ],
  });
  expect(await owners()).toEqual({ 1: "B", 2: "C", 3: "B", 4: "C", 5: "B" });
  expect(await api(getWorker, { params })).toMatchObject({ employedTo: "2026-12-31" });
  const { leaves } = await api(listLeaves, { params });
  expect(leaves).toMatchObject([{ id: left.id, clients: 5, employedTo: "2026-12-31", undoneAt: null, receivers: [{ operatorId: "B", clients: 3 }, {}] }]);

  expect(await api(undoLeave, { params: { ...params, leaveId: left.id } })).toEqual({ givenBack: 5, elsewhere: 0, employment: "restored" });
  expect(await owners()).toEqual({ 1: "A", 2: "A", 3: "A", 4: "A", 5: "A" });
  expect(await api(getWorker, { params })).toMatchObject({ employedTo: null });
  const { stays } = await api(getCustomerBooks, { params: { legalEntity, accountNumber: "1" } });
  expect(stays.map(({ owner }) => owner.operatorId)).toEqual(["A", "B", "A"]);
  expect(await refused(api, undoLeave, { params: { ...params, leaveId: left.id } })).toMatchObject({ code: "leave.undone" });
  expect((await api(listClientBooks, { params: of("A") })).clientBooks.map(({ owner, clients }) => [owner.operatorId, clients])).toEqual([
    ["A", 5],
    ["B", 0],
    ["C", 0],
  ]);
});

test("R10b undo gives back only who is where leaving put them ever since, and leaves another last day alone", async () => {
  const { params, of, owners } = await leaving(plain("1", "2", "3", "4"));
  const { id } = await api(leaveClients, { params, body: { rule: { kind: "one", to: "B" }, employedTo: "2026-12-31" } });
  await api(moveClientBookEntries, { params: of("B"), body: { to: "C", accountNumbers: ["1", "2"] } });
  // Who came back has not been there ever since.
  await api(moveClientBookEntries, { params: of("C"), body: { to: "B", accountNumbers: ["2"] } });
  await api(removeClientBookEntries, { params: of("B"), body: { accountNumbers: ["3"] } });
  await api(putWorker, { params, body: { employedTo: "2027-01-31" } });
  expect(await api(undoLeave, { params: { ...params, leaveId: id } })).toEqual({ givenBack: 1, elsewhere: 3, employment: "changed" });
  expect(await owners()).toEqual({ 1: "C", 2: "B", 3: null, 4: "A" });
  expect(await api(getWorker, { params })).toMatchObject({ employedTo: "2027-01-31" });
});

test("R10b a leaver's clients are split by store, by the newest note, and by the value of an attribute", async () => {
  const clients = [
    { accountNumber: "1", addressBooks: ["north"], attributes: { segment: "gold" } },
    { accountNumber: "2", addressBooks: ["south"], attributes: { interest: ["shoes", "hats"] } },
    { accountNumber: "3", addressBooks: ["north", "south"], attributes: { segment: "silver", vip: true } },
    { accountNumber: "4", addressBooks: [], attributes: {} },
  ];
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  for (const code of ["north", "south"]) {
    await api(putAddressBook, { params: { legalEntity, code }, body: { name: code } });
    await api(putStore, { params: { legalEntity, store: code }, body: { name: code, customerAddressBooks: [code] } });
  }
  for (const operatorId of ["A", "D"]) await api(putWorker, { params: { legalEntity, operatorId }, body: { name: operatorId } });
  const [b, c] = [await addAssociate(server, shop, { operatorId: "B" }), await addAssociate(server, shop, { operatorId: "C" })];
  const ids = await addCustomers(server, shop, clients);
  await api(putClientBookEntries, { params: { legalEntity, operatorId: "A" }, body: { accountNumbers: ["1", "2", "3", "4"] } });
  const note = async (associate: typeof b, n: number) =>
    await associate(addNote, { params: { customerId: ids[n] ?? "" }, body: { id: randomUUID(), text: "Called", pinned: false } });
  await note(b, 0);
  await note(b, 1);
  await note(c, 1);
  const gets = async (rule: Rule) =>
    Object.fromEntries(
      (await api(previewLeave, { params: { legalEntity, operatorId: "A" }, body: { rule } })).receivers.map(({ operatorId, gets: count }) => [
        operatorId,
        count,
      ]),
    );
  const stores = [
    { store: "north", to: "B" },
    { store: "south", to: "C" },
  ];
  expect(await gets({ kind: "store", cases: stores, rest: ["D"] })).toEqual({ B: 2, C: 1, D: 1 });
  expect(await gets({ kind: "store", cases: stores.toReversed(), rest: ["D"] })).toEqual({ B: 1, C: 2, D: 1 });
  expect(await gets({ kind: "lastContact", among: ["B", "C"] })).toEqual({ B: 2, C: 2 });
  expect(await gets({ kind: "attribute", attribute: "segment", cases: [{ value: "gold", to: "B" }], rest: ["C"] })).toEqual({ B: 1, C: 3 });
  expect(await gets({ kind: "attribute", attribute: "interest", cases: [{ value: "hats", to: "B" }], rest: ["C"] })).toEqual({ B: 1, C: 3 });
  expect(await gets({ kind: "attribute", attribute: "vip", cases: [{ value: "true", to: "B" }], rest: ["C"] })).toEqual({ B: 1, C: 3 });
});

test("R10b a hand-over of clients that is not what the preview showed any more is refused, and so are receivers who cannot get clients", async () => {
  const { params, of, owners } = await leaving(plain("1", "2"));
  const rule: Rule = { kind: "evenly", among: ["B", "C"] };
  const { plan } = await api(previewLeave, { params, body: { rule } });
  await api(removeClientBookEntries, { params, body: { accountNumbers: ["2"] } });
  expect(await refused(api, leaveClients, { params, body: { rule, plan, employedTo: "2026-12-31" } })).toMatchObject({ code: "leave.changed" });
  expect(await api(getWorker, { params })).toMatchObject({ employedTo: null });
  expect(await refused(api, leaveClients, { params, body: { rule: { kind: "one", to: "A" } } })).toMatchObject({ code: "client_book.same" });
  expect(await refused(api, leaveClients, { params, body: { rule: { kind: "one", to: "nobody" } } })).toMatchObject({ code: "worker.unknown" });
  await api(putWorker, { params: of("B"), body: { active: false } });
  expect(await refused(api, leaveClients, { params, body: { rule } })).toMatchObject({ code: "leave.out_of_use", params: { workers: ["Worker B"] } });
  expect(await owners()).toEqual({ 1: "A", 2: null });
});

test("R10b after 30 days a leave is not undone, and a last day takes the right to set up the organisation", async () => {
  const { params } = await leaving(plain("1"));
  const { id } = await api(leaveClients, { params, body: { rule: { kind: "one", to: "B" } } });
  await server.deps.db
    .updateTable("client_book_leave")
    .set({ at: new Date(server.deps.clock.now().getTime() - 31 * 86_400_000) })
    .where("id", "=", id)
    .execute();
  expect(await refused(api, undoLeave, { params: { ...params, leaveId: id } })).toMatchObject({ code: "leave.too_late", params: { days: 30 } });
  expect(await refused(api, undoLeave, { params: { ...params, leaveId: randomUUID() } })).toMatchObject({ code: "leave.unknown" });
  const key = await server.addKey(["customer.manage"]);
  const answer = await server.inject({
    method: "POST",
    url: `/api/legal-entities/${params.legalEntity}/client-books/A/leaves`,
    headers: { authorization: `Bearer ${key}` },
    payload: { rule: { kind: "one", to: "B" }, employedTo: "2026-12-31" },
  });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, "permission.missing"]);
});

test("R48 whoever is past their last day gets no clients: not by moving, not by a hand-over, and is not offered", async () => {
  const { params, of, legalEntity } = await leaving(plain("1"));
  await api(putWorker, { params: of("B"), body: { employedTo: "2020-01-31" } });
  const gone = { code: "leave.out_of_use", params: { workers: ["Worker B"] } };
  expect(await refused(api, moveClientBookEntries, { params, body: { to: "B", accountNumbers: ["1"] } })).toMatchObject(gone);
  expect(await refused(api, previewLeave, { params, body: { rule: { kind: "one", to: "B" } } })).toMatchObject(gone);
  expect((await api(listBookOwners, { params: { legalEntity } })).owners.map(({ operatorId }) => operatorId)).not.toContain("B");
});

test("OG3 somebody who handed nobody over can be deleted", async () => {
  const { of } = await leaving(plain("1"));
  await api(leaveClients, { params: of("C"), body: { rule: { kind: "one", to: "B" } } });
  await api(deleteWorker, { params: of("C") });
  expect(await refused(api, getWorker, { params: of("C") })).toMatchObject({ code: "worker.unknown" });
});
