import {
  addToClientBook,
  leaveClients,
  listClientBooks,
  listLeaves,
  moveClientBookEntries,
  putClientBookEntries,
  putParameters,
  removeFromClientBook,
  searchClientBook,
  undoLeave,
} from "@rapport/contract/clienteling";
import { findCustomers, getCustomer, getCustomerBooks, searchCustomers } from "@rapport/contract/customers";
import { putWorker } from "@rapport/contract/organisation";
import { addNote } from "@rapport/contract/timeline";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, expect, test, vi } from "vitest";
import { accounts, addAssociate, addCustomers, newBookShop, refused, testServer, type BookShop, type TestClient } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

/** A shop where a customer may be in several books. */
async function sharing(booksPerCustomer: number): Promise<BookShop> {
  const shop = await newBookShop(server);
  await api(putParameters, { params: { legalEntity: shop.legalEntity }, body: { booksPerCustomer } });
  return shop;
}

const add = async (who: TestClient, customerId: string) => await who(addToClientBook, { params: { customerId } });
const inBook = async (who: TestClient) => (await who(searchClientBook, { body: {} })).clients.map(({ accountNumber }) => accountNumber);
const owners = async (who: TestClient, customerId: string) =>
  (await who(getCustomer, { params: { customerId } })).books.map(({ owner }) => owner?.operatorId ?? null);

test("R4 BK1 a second associate adds a client too, the card names the primary owner, and removing takes them out of one book alone", async () => {
  const shop = await sharing(2);
  const [customerId] = await addCustomers(server, shop, accounts("2001"));
  const [second, third] = [await addAssociate(server, shop, { operatorId: "2" }), await addAssociate(server, shop, { operatorId: "3" })];
  await add(shop.associate, customerId);
  await add(second, customerId);
  expect([await inBook(shop.associate), await inBook(second)]).toEqual([["2001"], ["2001"]]);
  expect(await refused(third, addToClientBook, { params: { customerId } })).toEqual({
    kind: "conflict",
    code: "client_book.in_another",
    params: { workers: ["Associate", "Associate 2"], customers: 1, most: 2 },
    faults: [],
  });
  const primary = { owner: { operatorId: "1001", name: "Associate" }, otherOwners: [{ operatorId: "2", name: "Associate 2" }] };
  for (const who of [shop.associate, second]) expect((await who(searchClientBook, { body: {} })).clients).toMatchObject([primary]);
  expect(await second(getCustomer, { params: { customerId } })).toMatchObject({
    book: { clientBookId: "CB-0001", owner: { operatorId: "1001" }, mine: false },
    books: [{ mine: false }, { mine: true }],
    hasRoom: false,
  });
  expect((await second(searchCustomers, { body: { query: "2001" } })).customers).toMatchObject([{ inBook: "mine", owner: { operatorId: "1001" } }]);
  await shop.associate(removeFromClientBook, { params: { customerId } });
  expect([await inBook(shop.associate), await inBook(second)]).toEqual([[], ["2001"]]);
  // The next one in line is the primary owner now; whoever comes back stands last.
  await add(shop.associate, customerId);
  expect(await owners(third, customerId)).toEqual(["2", "1001"]);
});

test("R25 BK1 client-book attributes show while the customer is in a book, whoever's, and the list of headquarters finds each owner's", async () => {
  const shop = await sharing(3);
  const [customerId] = await addCustomers(server, shop, [{ accountNumber: "1", attributes: { brand: "Noord" } }]);
  const second = await addAssociate(server, shop, { operatorId: "2" });
  const codes = async () => (await second(getCustomer, { params: { customerId } })).attributes.map(({ code }) => code);
  expect(await codes()).not.toContain("brand");
  await add(shop.associate, customerId);
  await add(second, customerId);
  const { legalEntity } = shop;
  for (const owner of ["1001", "2"])
    expect(await api(findCustomers, { params: { legalEntity }, body: { owner } })).toMatchObject({ total: 1, customers: [{ owner: { operatorId: "1001" } }] });
  expect(await api(findCustomers, { params: { legalEntity }, body: { inBook: true } })).toMatchObject({ total: 1 });
  await shop.associate(removeFromClientBook, { params: { customerId } });
  expect(await codes()).toContain("brand");
  await second(removeFromClientBook, { params: { customerId } });
  expect(await codes()).not.toContain("brand");
});

test("R4 BK1 after the parameter was lowered nobody is out of a book, and nobody more comes in", async () => {
  const shop = await sharing(3);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const [second, third] = [await addAssociate(server, shop, { operatorId: "2" }), await addAssociate(server, shop, { operatorId: "3" })];
  await add(shop.associate, customerId);
  await add(second, customerId);
  await api(putParameters, { params: { legalEntity: shop.legalEntity }, body: { booksPerCustomer: 1 } });
  expect([await inBook(shop.associate), await inBook(second)]).toEqual([["1"], ["1"]]);
  expect(await refused(third, addToClientBook, { params: { customerId } })).toMatchObject({ code: "client_book.in_another", params: { most: 1 } });
  // Whoever has the client keeps them, also by a second tap.
  expect(await add(second, customerId)).toEqual({ clientBookId: "CB-0002", undo: null });
  await shop.associate(removeFromClientBook, { params: { customerId } });
  expect(await refused(shop.associate, addToClientBook, { params: { customerId } })).toMatchObject({ code: "client_book.in_another" });
});

test("RI2b R11 who may not see the store's books learns that a client is a colleague's, and not whose", async () => {
  const shop = await sharing(1);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  await add(shop.associate, customerId);
  const nobodyTold = await addAssociate(server, shop, { operatorId: "2", operations: [712, 714, 715] });
  expect(await refused(nobodyTold, addToClientBook, { params: { customerId } })).toMatchObject({ params: { workers: [], customers: 1, most: 1 } });
  expect(await refused(nobodyTold, removeFromClientBook, { params: { customerId } })).toMatchObject({ params: { workers: [] } });
  const { book, books } = await nobodyTold(getCustomer, { params: { customerId } });
  expect([book, books]).toEqual([{ clientBookId: null, owner: null, mine: false }, [{ clientBookId: null, owner: null, mine: false }]]);
  expect((await nobodyTold(searchCustomers, { body: { query: "Last 1" } })).customers).toMatchObject([{ inBook: "others", owner: null }]);
  const told = await addAssociate(server, shop, { operatorId: "3" });
  expect(await told(getCustomer, { params: { customerId } })).toMatchObject({ book: { clientBookId: "CB-0001", owner: { name: "Associate" } } });
});

test("BK1 headquarters moves a client from the book that is named; the receiver takes the place, or keeps their own", async () => {
  const shop = await sharing(3);
  const { legalEntity } = shop;
  const [taken, kept] = await addCustomers(server, shop, accounts("taken", "kept"));
  const [second, third] = [await addAssociate(server, shop, { operatorId: "2" }), await addAssociate(server, shop, { operatorId: "3" })];
  for (const who of [shop.associate, second]) for (const id of [taken, kept]) await add(who, id);
  await add(third, kept);
  const move = { params: { legalEntity, operatorId: "1001" }, body: { to: "3", accountNumbers: ["taken", "kept"] } };
  expect(await api(moveClientBookEntries, move)).toEqual({ clientBookId: "CB-0003", moved: 2 });
  expect(await owners(second, taken)).toEqual(["3", "2"]);
  expect(await owners(second, kept)).toEqual(["2", "3"]);
  expect(await refused(api, moveClientBookEntries, move)).toMatchObject({ code: "client_book.not_in" });
});

test("BK1 R10b whoever leaves gives away what is theirs, receivers who had a client keep them, and undo gives each place back", async () => {
  const shop = await sharing(2);
  const { legalEntity } = shop;
  const [alone, shared] = await addCustomers(server, shop, accounts("alone", "shared"));
  const second = await addAssociate(server, shop, { operatorId: "2" });
  for (const id of [alone, shared]) await add(shop.associate, id);
  await add(second, shared);
  const params = { legalEntity, operatorId: "1001" };
  const { id } = await api(leaveClients, { params, body: { rule: { kind: "one", to: "2" } } });
  expect([await inBook(shop.associate), await inBook(second)]).toEqual([[], ["alone", "shared"]]);
  expect((await api(listLeaves, { params })).leaves).toMatchObject([{ clients: 2, receivers: [{ operatorId: "2", clients: 2 }] }]);
  expect(await api(undoLeave, { params: { ...params, leaveId: id } })).toMatchObject({ givenBack: 2, elsewhere: 0 });
  expect([await inBook(shop.associate), await inBook(second)]).toEqual([["alone", "shared"], ["shared"]]);
  expect(await owners(second, shared)).toEqual(["1001", "2"]);
});

test("BK1 an undo gives nobody back beyond what is allowed by now", async () => {
  const shop = await sharing(2);
  const { legalEntity } = shop;
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const [second, third] = [await addAssociate(server, shop, { operatorId: "2" }), await addAssociate(server, shop, { operatorId: "3" })];
  await add(shop.associate, customerId);
  await add(second, customerId);
  const params = { legalEntity, operatorId: "1001" };
  const { id } = await api(leaveClients, { params, body: { rule: { kind: "one", to: "2" } } });
  await add(third, customerId);
  expect(await api(undoLeave, { params: { ...params, leaveId: id } })).toMatchObject({ givenBack: 0, elsewhere: 1 });
  expect(await owners(second, customerId)).toEqual(["2", "3"]);
});

test("BK1 of fifty associates who add one customer at once under a limit of three, exactly three win", { timeout: 120_000 }, async () => {
  const shop = await sharing(3);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const who: TestClient[] = [];
  for (let at = 0; at < 50; at++) who.push(await addAssociate(server, shop, { operatorId: `W${at}` }));
  const outcomes = await Promise.allSettled(who.map(async (one) => await add(one, customerId)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "client_book.in_another", params: { customers: 1, most: 3 } });
  const { rows } = { rows: await deps.db.selectFrom("client_book_entry").select("customer_id").where("legal_entity", "=", shop.legalEntity).execute() };
  expect(rows).toHaveLength(3);
  const { clientBooks } = await api(listClientBooks, { params: { legalEntity: shop.legalEntity } });
  expect(clientBooks.map(({ clients }) => clients)).toEqual([1, 1, 1]);
});

test("BK1 headquarters adds within its own parameter, and the stays of every book are kept apart", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await addCustomers(server, shop, accounts("1"));
  await api(putWorker, { params: { legalEntity, operatorId: "2" }, body: { name: "Bram", employeeAddressBooks: ["staff"] } });
  const put = async (operatorId: string) => await api(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: ["1"] } });
  await put("1001");
  await expect(put("2")).rejects.toMatchObject({ code: "client_book.in_another" });
  await api(putParameters, { params: { legalEntity }, body: { booksPerCustomer: 2 } });
  expect(await put("2")).toMatchObject({ added: 1 });
  const { stays } = await api(getCustomerBooks, { params: { legalEntity, accountNumber: "1" } });
  expect(stays.map(({ owner, to }) => [owner.operatorId, to])).toEqual([
    ["2", null],
    ["1001", null],
  ]);
  const [row] = await deps.db.selectFrom("customer").select("id").where("legal_entity", "=", legalEntity).execute();
  await shop.associate(addNote, { params: { customerId: row?.id ?? "" }, body: { id: randomUUID(), text: "Shared", pinned: false } });
  await shop.associate(removeFromClientBook, { params: { customerId: row?.id ?? "" } });
  expect((await api(getCustomerBooks, { params: { legalEntity, accountNumber: "1" } })).stays.map(({ to }) => to === null)).toEqual([true, false]);
});

test("BK1 whoever reassigns takes every book of the clients in one order before the first change, so that two with each other's books do not wait for each other", async () => {
  const shop = await sharing(2);
  const { legalEntity } = shop;
  const [first, moved] = await addCustomers(server, shop, accounts("1", "2"));
  const [second, third] = [await addAssociate(server, shop, { operatorId: "2" }), await addAssociate(server, shop, { operatorId: "3" })];
  await add(shop.associate, first);
  for (const who of [second, third]) await add(who, moved);
  const move = { params: { legalEntity, operatorId: "2" }, body: { to: "1001", accountNumbers: ["2"] } };
  const done = await deps.db.transaction().execute(async (trx) => {
    const held = async (id: string, db: typeof deps.db = deps.db) =>
      await db.selectFrom("client_book").select("id").where("legal_entity", "=", legalEntity).where("id", "=", id).forUpdate().skipLocked().execute();
    expect(await held("CB-0001", trx)).toHaveLength(1);
    const moving = api(moveClientBookEntries, move);
    await vi.waitFor(async () => {
      const { rows } =
        await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%client_book%'`.execute(deps.db);
      expect(rows).toHaveLength(1);
    }, 20_000);
    // It holds no other book meanwhile.
    for (const id of ["CB-0002", "CB-0003"]) expect(await held(id)).toHaveLength(1);
    return { moving };
  });
  expect(await done.moving).toMatchObject({ moved: 1 });
});
