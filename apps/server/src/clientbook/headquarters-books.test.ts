import {
  getClientBook,
  listBookOwners,
  listClientBooks,
  moveClientBookEntries,
  putClientBookEntries,
  removeClientBookEntries,
} from "@rapport/contract/clienteling";
import { getCustomerBooks } from "@rapport/contract/customers";
import { putNumberSequence, putWorker } from "@rapport/contract/organisation";
import { afterAll, expect, test } from "vitest";
import { accounts, addCustomers, auditLog, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `C${String(n + 1).padStart(3, "0")}`);

/** A shop with further associates A and B, and customers, some of them in the book of A. */
async function shopWith({ customers, inBook }: { customers: readonly string[]; inBook: readonly string[] }) {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  for (const [operatorId, name] of [
    ["A", "Anna Adam"],
    ["B", "Bo Berg"],
  ] as const)
    await api(putWorker, { params: { legalEntity, operatorId }, body: { name, employeeAddressBooks: ["staff"] } });
  await addCustomers(server, shop, accounts(...customers));
  if (inBook.length > 0) await api(putClientBookEntries, { params: { legalEntity, operatorId: "A" }, body: { accountNumbers: [...inBook] } });
  const of = (operatorId: string) => ({ legalEntity, operatorId });
  return { ...shop, of, sizes: async () => await sizesOf(shop) };
}

async function sizesOf({ legalEntity }: Pick<BookShop, "legalEntity">) {
  const { clientBooks } = await api(listClientBooks, { params: { legalEntity } });
  return Object.fromEntries(clientBooks.map(({ owner, clients }) => [owner.operatorId, clients]));
}

test("case 9 R10 R48 forty clients of a leaver are moved in one request, all or none, and the other associate gets a book", async () => {
  const shop = await shopWith({ customers: [...numbered(41)], inBook: numbered(40) });
  const move = { params: shop.of("A"), body: { to: "B", accountNumbers: numbered(40) } };
  expect(await refused(api, moveClientBookEntries, { ...move, body: { ...move.body, accountNumbers: numbered(41) } })).toMatchObject({
    code: "client_book.not_in",
    params: { worker: "Anna Adam", accounts: ["C041"] },
  });
  expect(await shop.sizes()).toEqual({ A: 40 });
  expect(await api(moveClientBookEntries, move)).toEqual({ clientBookId: "CB-0002", moved: 40 });
  expect(await shop.sizes()).toEqual({ A: 0, B: 40 });
  expect(await api(getClientBook, { params: shop.of("B") })).toMatchObject({ clientBookId: "CB-0002", owner: { name: "Bo Berg" }, clients: 40 });
  const { stays } = await api(getCustomerBooks, { params: { legalEntity: shop.legalEntity, accountNumber: "C007" } });
  expect(stays.map(({ owner, to }) => [owner.operatorId, to === null])).toEqual([
    ["B", true],
    ["A", false],
  ]);
  const moved = auditLog(server.deps.db).select("subject_id").where("legal_entity", "=", shop.legalEntity).where("action", "=", "customer.moved_to_book");
  expect(await moved.execute()).toHaveLength(40);
});

test("R48 without a number sequence a move to somebody without a book is refused, and nobody has moved", async () => {
  const shop = await newBookShop(server, { format: null });
  const { legalEntity } = shop;
  await api(putNumberSequence, { params: { legalEntity, reference: "clientBook" }, body: { format: "#", next: 9 } });
  await addCustomers(server, shop, accounts("1"));
  await api(putClientBookEntries, { params: { legalEntity, operatorId: "1001" }, body: { accountNumbers: ["1"] } });
  await api(putWorker, { params: { legalEntity, operatorId: "B" }, body: { name: "Bo Berg" } });
  const move = { params: { legalEntity, operatorId: "1001" }, body: { to: "B", accountNumbers: ["1"] } };
  expect(await refused(api, moveClientBookEntries, move)).toMatchObject({ code: "number_sequence.exhausted" });
  expect(await sizesOf(shop)).toEqual({ 1001: 1 });
  expect(await refused(api, moveClientBookEntries, { ...move, body: { ...move.body, to: "1001" } })).toMatchObject({ code: "client_book.same" });
  expect(await refused(api, moveClientBookEntries, { ...move, body: { ...move.body, to: "nobody" } })).toMatchObject({ code: "worker.unknown" });
});

test("two moves of the same clients at once: one moves them, the other is told that they are gone", async () => {
  const shop = await shopWith({ customers: numbered(60), inBook: numbered(60) });
  await api(putWorker, { params: shop.of("C"), body: { name: "Cas" } });
  const moves = ["B", "C"].map(async (to) => await api(moveClientBookEntries, { params: shop.of("A"), body: { to, accountNumbers: numbered(60) } }));
  const ends = await Promise.allSettled(moves);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(Object.values(await shop.sizes()).toSorted((a, b) => a - b)).toEqual([0, 60]);
});

test("clients are removed from a book at headquarters; who is not in it any more is counted", async () => {
  const shop = await shopWith({ customers: numbered(3), inBook: ["C001", "C002"] });
  const params = shop.of("A");
  expect(await api(removeClientBookEntries, { params, body: { accountNumbers: ["C001", "C003"] } })).toEqual({ removed: 1, notThere: 1 });
  expect(await refused(api, removeClientBookEntries, { params, body: { accountNumbers: ["C002", "strange"] } })).toMatchObject({ code: "customers.unknown" });
  expect(await shop.sizes()).toEqual({ A: 1 });
});

test("the list of books is searched, sorted by size and paged, and says when each changed last", async () => {
  const shop = await shopWith({ customers: numbered(12), inBook: numbered(12) });
  const { legalEntity } = shop;
  await api(moveClientBookEntries, { params: shop.of("A"), body: { to: "B", accountNumbers: ["C001", "C002", "C003"] } });
  const names = async (query: object) => (await api(listClientBooks, { params: { legalEntity }, query })).clientBooks.map(({ owner }) => owner.name);
  expect(await names({ sort: "clients" })).toEqual(["Bo Berg", "Anna Adam"]);
  expect(await names({ sort: "clients", descending: "true", limit: 1 })).toEqual(["Anna Adam"]);
  expect(await names({ search: "berg" })).toEqual(["Bo Berg"]);
  expect(await names({ search: "cb-0001" })).toEqual(["Anna Adam"]);
  const behind = await api(listClientBooks, { params: { legalEntity }, query: { limit: 1, page: 9 } });
  expect(behind).toEqual({ clientBooks: [], total: 2 });
  const [first] = (await api(listClientBooks, { params: { legalEntity } })).clientBooks;
  expect(Date.parse(first?.changedAt ?? "")).toBeGreaterThan(0);
  await api(putWorker, { params: { legalEntity, operatorId: "B" }, body: { active: false } });
  expect(await names({ active: "true" })).toEqual(["Anna Adam"]);
  expect((await api(listBookOwners, { params: { legalEntity } })).owners.map(({ operatorId, clientBookId }) => [operatorId, clientBookId])).toContainEqual([
    "A",
    "CB-0001",
  ]);
});
