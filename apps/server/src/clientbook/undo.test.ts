import {
  addToClientBook,
  listReassignTargets,
  putParameters,
  reassignClients,
  removeClients,
  removeFromClientBook,
  searchClientBook,
  undoBookAction,
} from "@rapport/contract/clienteling";
import { getCustomerBooks } from "@rapport/contract/customers";
import { testClock } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { accounts, addAssociate, addClients, auditLog, newBookShop, refused, testServer, type BookShop, type TestClient } from "../testing/index.ts";

const clock = testClock("2026-06-01T10:00:00Z");
const server = await testServer({ background: false, clock });
const { api, deps } = server;
afterAll(async () => await server.close());

const book = async (who: TestClient) => (await who(searchClientBook, { body: {} })).clients.map(({ accountNumber }) => accountNumber);
const chosen = (...customerIds: string[]) => ({ body: { chosen: { kind: "clients" as const, customerIds } } });
const undo = async (who: TestClient, actionId: string | null) => await who(undoBookAction, { params: { actionId: actionId ?? "" } });

/** All that the database keeps of whose clients these are, but the numbers inside the book. */
async function kept({ legalEntity }: Pick<BookShop, "legalEntity">) {
  const of = (table: "client_book_entry" | "client_book_stay") => deps.db.selectFrom(table).where("legal_entity", "=", legalEntity);
  return {
    entries: await of("client_book_entry")
      .select(["client_book_id", "customer_id", "place" as never, "added_at"])
      .orderBy("customer_id")
      .orderBy("client_book_id")
      .execute(),
    stays: await of("client_book_stay").select(["client_book_id", "customer_id", "added_at", "removed_at"]).orderBy("id").execute(),
  };
}

test("R12c several clients are removed all or none, and undone exactly: book, place, history", async () => {
  const shop = await newBookShop(server);
  const [a, b, c] = await addClients(server, shop, accounts("A", "B", "C"));
  const before = await kept(shop);
  expect(await refused(shop.associate, removeClients, chosen(a, "00000000-0000-7000-8000-000000000000"))).toMatchObject({ code: "customer.unknown" });
  const { removed, undo: action } = await shop.associate(removeClients, chosen(a, c));
  expect([removed, await book(shop.associate)]).toEqual([2, ["B"]]);
  expect(await refused(shop.associate, removeClients, chosen(b, c))).toMatchObject({ code: "client_book.not_mine", params: { clients: 1 } });
  expect(await book(shop.associate)).toEqual(["B"]);
  expect(await undo(shop.associate, action)).toEqual({ kind: "removed", clients: 2 });
  expect([await kept(shop), await book(shop.associate)]).toEqual([before, ["A", "B", "C"]]);
  expect(await refused(shop.associate, undoBookAction, { params: { actionId: action } })).toMatchObject({ code: "client_book.undo_gone" });
});

test("R12c all of a filter are removed but those left out, only while they are as many as were seen", async () => {
  const shop = await newBookShop(server);
  const [a] = await addClients(server, shop, [
    ...["A", "B", "C"].map((accountNumber) => ({ accountNumber, attributes: { brand: "Noord" } })),
    { accountNumber: "D" },
  ]);
  const view = { keyword: "", filters: [{ kind: "anyOf" as const, attribute: "brand", values: ["Noord"] }] };
  const remove = (expected: number) => ({ body: { chosen: { kind: "view" as const, view, except: [a ?? ""], expected } } });
  expect(await refused(shop.associate, removeClients, remove(3))).toMatchObject({ code: "client_book.view_changed", params: { seen: 3, clients: 2 } });
  expect(await book(shop.associate)).toHaveLength(4);
  const { removed, undo: action } = await shop.associate(removeClients, remove(2));
  expect([removed, await book(shop.associate)]).toEqual([2, ["A", "D"]]);
  await undo(shop.associate, action);
  expect(await book(shop.associate)).toEqual(["A", "B", "C", "D"]);
});

test("R12c adding and reassigning are undone as if they had not been, each named in the audit log", async () => {
  const shop = await newBookShop(server);
  const [a, b] = await addClients(server, shop, accounts("A", "B"));
  const manager = await addAssociate(server, shop, { operatorId: "9", operations: [712, 713, 714, 715, 716] });
  const before = await kept(shop);
  const given = await manager(reassignClients, { body: { chosen: { kind: "clients", customerIds: [a, b] }, to: "9" } });
  expect([await book(shop.associate), await book(manager)]).toEqual([[], ["A", "B"]]);
  expect(await undo(manager, given.undo)).toEqual({ kind: "reassigned", clients: 2 });
  expect(await kept(shop)).toEqual(before);
  const log = await auditLog(deps.db).select("action").where("legal_entity", "=", shop.legalEntity).where("action", "=", "customer.moved_to_book").execute();
  // Both clients there, and both back.
  expect(log).toHaveLength(4);

  await shop.associate(removeFromClientBook, { params: { customerId: a } });
  const without = await kept(shop);
  const added = await manager(addToClientBook, { params: { customerId: a } });
  expect(await undo(manager, added.undo)).toEqual({ kind: "added", clients: 1 });
  expect(await kept(shop)).toEqual(without);
  const { stays } = await api(getCustomerBooks, { params: { legalEntity: shop.legalEntity, accountNumber: "A" } });
  expect(stays).toHaveLength(1);
  expect((await manager(listReassignTargets)).targets.map(({ clients }) => clients).toSorted((one, other) => one - other)).toEqual([0, 1]);
});

test("R12c BK1 undone with several books a customer: places of all owners are as before, also of a receiver who had them already", async () => {
  const shop = await newBookShop(server);
  await api(putParameters, { params: { legalEntity: shop.legalEntity }, body: { booksPerCustomer: 2 } });
  const [a] = await addClients(server, shop, accounts("A"));
  const other = await addAssociate(server, shop, { operatorId: "9", operations: [712, 713, 714, 715, 716] });
  await other(addToClientBook, { params: { customerId: a } });
  const before = await kept(shop);
  const { undo: action, alreadyThere } = await other(reassignClients, {
    body: { chosen: { kind: "clients", customerIds: [a] }, from: shop.operatorId, to: "9" },
  });
  expect(alreadyThere).toBe(1);
  await undo(other, action);
  expect(await kept(shop)).toEqual(before);
});

test("R12c BK1 with several books a customer, a colleague who came or went since is a change, whatever was done", async () => {
  const shop = await newBookShop(server);
  await api(putParameters, { params: { legalEntity: shop.legalEntity }, body: { booksPerCustomer: 2 } });
  const customers = await addClients(server, shop, accounts("A", "B", "C"));
  const max = await addAssociate(server, shop, { operatorId: "9", operations: [712, 713, 714, 715, 716] });
  const [a, b, c] = customers.map((customerId) => ({ params: { customerId } }));
  const stays = async (action: string | null, who: TestClient = shop.associate) => {
    const now = await kept(shop);
    expect(await refused(who, undoBookAction, { params: { actionId: action ?? "" } })).toMatchObject({
      code: "client_book.changed_since",
      params: { clients: 1 },
    });
    expect(await kept(shop)).toEqual(now);
  };
  if (a === undefined || b === undefined || c === undefined) throw new Error("three clients");
  const removed = await shop.associate(removeFromClientBook, a);
  await max(addToClientBook, a);
  await stays(removed.undo);
  const added = await shop.associate(addToClientBook, a);
  await max(removeFromClientBook, a);
  await stays(added.undo);
  // The receiver had B already, and left and came again since.
  const manager = await addAssociate(server, shop, { operatorId: "10", operations: [712, 713, 714, 715, 716] });
  await max(addToClientBook, b);
  const given = await manager(reassignClients, { body: { chosen: { kind: "clients", customerIds: [b.params.customerId] }, from: shop.operatorId, to: "9" } });
  expect(given.alreadyThere).toBe(1);
  await max(removeFromClientBook, b);
  await max(addToClientBook, b);
  await stays(given.undo, manager);
  // What nobody else touched is undone.
  const alone = await shop.associate(removeFromClientBook, c);
  await undo(shop.associate, alone.undo);
  expect(await book(shop.associate)).toEqual(["A", "C"]);
});

test("R12c a client who was erased since, or whose associate is out of use since, is told, and nothing is undone", async () => {
  const shop = await newBookShop(server);
  const [a, b] = await addClients(server, shop, accounts("A", "B"));
  const manager = await addAssociate(server, shop, { operatorId: "9", operations: [712, 713, 714, 715, 716] });
  const { undo: first } = await manager(reassignClients, { body: { chosen: { kind: "clients", customerIds: [a, b] }, to: "9" } });
  await deps.db.updateTable("worker").set({ active: false }).where("legal_entity", "=", shop.legalEntity).where("operator_id", "=", shop.operatorId).execute();
  expect(await refused(manager, undoBookAction, { params: { actionId: first } })).toMatchObject({
    code: "leave.out_of_use",
    params: { workers: ["Associate"] },
  });
  const { undo: second } = await manager(removeClients, chosen(a, b));
  await deps.db.deleteFrom("client_book_action_client").where("action_id", "=", second).where("customer_id", "=", a).execute();
  expect(await refused(manager, undoBookAction, { params: { actionId: second } })).toMatchObject({
    code: "client_book.changed_since",
    params: { clients: 1 },
  });
  expect(await book(manager)).toEqual([]);
});

test("R12c what somebody changed since is not undone at all, and neither is what is too old, not the last, or another person's", async () => {
  const shop = await newBookShop(server);
  const [a, b, c] = await addClients(server, shop, accounts("A", "B", "C"));
  const other = await addAssociate(server, shop, { operatorId: "9" });
  const gone = { code: "client_book.undo_gone", params: { minutes: 10 } };
  const { undo: first } = await shop.associate(removeClients, chosen(a, b));
  expect(await refused(other, undoBookAction, { params: { actionId: first } })).toMatchObject(gone);
  await other(addToClientBook, { params: { customerId: a } });
  const now = await kept(shop);
  expect(await refused(shop.associate, undoBookAction, { params: { actionId: first } })).toMatchObject({
    code: "client_book.changed_since",
    params: { clients: 1 },
  });
  expect(await kept(shop)).toEqual(now);
  // Added and removed again is a change too.
  await other(removeFromClientBook, { params: { customerId: a } });
  await shop.associate(addToClientBook, { params: { customerId: b } });
  expect(await refused(shop.associate, undoBookAction, { params: { actionId: first } })).toMatchObject(gone);
  const { undo: last } = await shop.associate(removeFromClientBook, { params: { customerId: c } });
  await shop.associate(addToClientBook, { params: { customerId: c } });
  expect(await refused(shop.associate, undoBookAction, { params: { actionId: last ?? "" } })).toMatchObject(gone);
  const { undo: old } = await shop.associate(removeClients, chosen(c));
  clock.set("2026-06-01T10:10:01Z");
  expect(await refused(shop.associate, undoBookAction, { params: { actionId: old } })).toMatchObject(gone);
  clock.set("2026-06-01T10:00:00Z");
});

test("R12c two who undo at once: one does, the other is told", async () => {
  const shop = await newBookShop(server);
  const [a] = await addClients(server, shop, accounts("A"));
  const { undo: action } = await shop.associate(removeClients, chosen(a));
  const told = await Promise.allSettled([undo(shop.associate, action), undo(shop.associate, action)]);
  expect(told.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await book(shop.associate)).toEqual(["A"]);
});
