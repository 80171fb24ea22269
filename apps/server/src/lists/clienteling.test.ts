import { listActivityTypes, listClientBooks, putActivityType, putClientBookEntries, putParameters } from "@rapport/contract/clienteling";
import { putWorker } from "@rapport/contract/organisation";
import { afterAll, expect, test } from "vitest";
import { accounts, addCustomers, auditLog, newBookShop, testServer } from "../testing/index.ts";
import { listsOf } from "./lists.fixture.ts";

const server = await testServer();
const { api } = server;
afterAll(async () => await server.close());

test("R101 IE1 IE5 who is in whose book is exported, and a file puts, moves and removes clients after a check", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  for (const operatorId of ["A", "B"]) await api(putWorker, { params: { legalEntity, operatorId }, body: { name: operatorId } });
  await addCustomers(server, shop, accounts("C001", "C002", "C003", "C004", "C005"));
  await api(putClientBookEntries, { params: { legalEntity, operatorId: "A" }, body: { accountNumbers: ["C001", "C002"] } });
  const sizes = async () => {
    const { clientBooks } = await api(listClientBooks, { params: { legalEntity } });
    return Object.fromEntries(clientBooks.map(({ owner, clients }) => [owner.operatorId, clients]));
  };
  const { exported, checked, applied, problems } = listsOf(server, legalEntity);
  const file = await exported("client-books");
  expect(file).toBe("accountNumber,associate\r\nC001,A\r\nC002,A\r\n");
  expect(await checked("client-books", file)).toMatchObject({ phase: "checked", added: 0, updated: 0, unchanged: 2, invalid: 0 });
  const changed = "accountNumber,associate\nC001,B\nC002,\nC003,B\nC004,nobody\nstrange,B\nC005,\n";
  const check = await checked("client-books", changed);
  expect(check).toMatchObject({ phase: "checked", added: 1, updated: 2, unchanged: 1, invalid: 2 });
  expect((await problems(check)).map(({ key, faults }) => [key, faults[0]?.column, faults[0]?.code])).toEqual([
    ["C004", "associate", "worker.unknown"],
    ["strange", "accountNumber", "row.unknown_customer"],
  ]);
  expect(await sizes()).toEqual({ A: 2 });
  expect(await applied(check, "good")).toMatchObject({ phase: "applied", added: 1, updated: 2 });
  const told = auditLog(server.deps.db).select("action").where("legal_entity", "=", legalEntity).where("action", "like", "customer.%book").orderBy("action");
  const put = ["customer.added_to_book", "customer.added_to_book"];
  expect((await told.execute()).map(({ action }) => action)).toEqual([
    ...put,
    "customer.added_to_book",
    "customer.moved_to_book",
    "customer.removed_from_book",
  ]);
  expect(await sizes()).toEqual({ A: 0, B: 2 });
  expect(await exported("client-books")).toBe("accountNumber,associate\r\nC001,B\r\nC003,B\r\n");
});

test("BK1 R101 a file names every associate of a customer, the primary owner first, and may not name more than are allowed", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await api(putParameters, { params: { legalEntity }, body: { booksPerCustomer: 2 } });
  for (const operatorId of ["A", "B", "C"]) await api(putWorker, { params: { legalEntity, operatorId }, body: { name: operatorId } });
  await addCustomers(server, shop, accounts("C001", "C002", "C003"));
  for (const operatorId of ["B", "A"]) await api(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: ["C001", "C002"] } });
  const { exported, checked, applied, problems } = listsOf(server, legalEntity);
  const file = await exported("client-books");
  expect(file).toBe("accountNumber,associate\r\nC001,B A\r\nC002,B A\r\n");
  expect(await checked("client-books", file)).toMatchObject({ unchanged: 2, invalid: 0 });
  const check = await checked("client-books", "accountNumber,associate\nC001,C A\nC002,\nC003,A B C\n");
  expect((await problems(check)).map(({ key, faults }) => [key, faults[0]?.code])).toEqual([["C003", "row.too_many_books"]]);
  await applied(check, "good");
  // C came in the place of B.
  expect(await exported("client-books")).toBe("accountNumber,associate\r\nC001,C A\r\n");
});

test("BK1 R101 the order of a row is the order of the owners, and the same file again changes nothing", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await api(putParameters, { params: { legalEntity }, body: { booksPerCustomer: 3 } });
  for (const operatorId of ["A", "B", "C"]) await api(putWorker, { params: { legalEntity, operatorId }, body: { name: operatorId } });
  const numbers = ["C001", "C002", "C003", "C004", "C005", "C006"];
  await addCustomers(server, shop, accounts(...numbers));
  const listed = numbers.slice(0, 5);
  for (const operatorId of ["A", "B"]) await api(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: listed } });
  const { exported, checked, applied } = listsOf(server, legalEntity);
  const since = async () =>
    await server.deps.db
      .selectFrom("client_book_stay as s")
      .innerJoin("client_book_entry as e", (join) => join.onRef("e.customer_id", "=", "s.customer_id").onRef("e.client_book_id", "=", "s.client_book_id"))
      .select(["s.customer_id", "s.client_book_id", "s.added_at", "e.added_at as entry_added_at"])
      .where("s.legal_entity", "=", legalEntity)
      .whereRef("e.legal_entity", "=", "s.legal_entity")
      .where("s.removed_at", "is", null)
      .orderBy("s.added_at")
      .orderBy("s.customer_id")
      .execute();
  const before = await since();
  // Takes the place of one, trades places, stands before, takes one out, and several new ones.
  const rows = { C001: "B C", C002: "C A", C003: "B A", C004: "C B A", C005: "B", C006: "C A B" };
  const file = `accountNumber,associate\r\n${Object.entries(rows)
    .map((row) => `${row.join(",")}\r\n`)
    .join("")}`;
  const check = await checked("client-books", file);
  expect(check).toMatchObject({ added: 1, updated: 5, unchanged: 0, invalid: 0 });
  await applied(check, "good");
  expect(await exported("client-books")).toBe(file);
  expect(await checked("client-books", file)).toMatchObject({ added: 0, updated: 0, unchanged: 6 });
  // Who only changed places was in the book all the time.
  const after = await since();
  const traded = after.filter(({ customer_id }) => before.filter((one) => one.customer_id === customer_id).length === 2);
  const kept = traded.filter((one) =>
    before.some(({ customer_id, client_book_id }) => customer_id === one.customer_id && client_book_id === one.client_book_id),
  );
  expect(before).toEqual(expect.arrayContaining(kept));
  expect(kept).toHaveLength(1 + 1 + 2 + 2 + 1);
});

test("IE1 IE3 activity types are exported with a column for each language, and a file adds and changes them", async () => {
  const { legalEntity } = await newBookShop(server);
  const { exported, checked, applied, problems } = listsOf(server, legalEntity);
  await api(putActivityType, { params: { legalEntity, code: "visit" }, body: { name: { en: "Visit", nl: "Bezoek" }, order: 1 } });
  const file = await exported("activity-types");
  expect(file).toBe("code,name,dutch,order,active\r\nvisit,Visit,Bezoek,1,true\r\n");
  expect(await checked("activity-types", file)).toMatchObject({ unchanged: 1, invalid: 0 });
  const check = await checked("activity-types", "code,name,dutch,order\nvisit,Store visit,Bezoek,1\nphone,Phone,,2\nmail,,Brief,3\ngift,Gift,,many\n");
  expect(check).toMatchObject({ added: 1, updated: 1, invalid: 2 });
  expect((await problems(check)).map(({ key, faults }) => [key, faults[0]?.column])).toEqual([
    ["mail", "name"],
    ["gift", "order"],
  ]);
  await applied(check, "good");
  const { activityTypes } = await api(listActivityTypes, { params: { legalEntity } });
  expect(activityTypes.map(({ code, name }) => [code, name])).toEqual([
    ["visit", { en: "Store visit", nl: "Bezoek" }],
    ["phone", { en: "Phone" }],
  ]);
});

test("R74 IE5 a file of features is checked and then switches them; unknown ones are named and nothing is half applied", async () => {
  const { legalEntity } = await newBookShop(server);
  const { exported, checked, applied, problems } = listsOf(server, legalEntity);
  expect(await exported("features")).toBe("feature,enabled,enableDate\r\nclienteling,true,\r\nrecommendations,true,\r\n");
  const strange = await checked("features", "feature,enabled,enableDate\nclienteling,false,\nteleport,true,\n");
  expect(strange).toMatchObject({ updated: 1, invalid: 1 });
  expect((await problems(strange)).map(({ key, faults }) => [key, faults[0]?.column])).toEqual([["teleport", "feature"]]);
  expect(await exported("features")).toContain("clienteling,true,");
  await applied(await checked("features", "feature,enabled,enableDate\nclienteling,false,2199-01-01\n"), "all");
  expect(await exported("features")).toContain("clienteling,true,");
  await applied(await checked("features", "feature,enabled\nclienteling,false\n"), "all");
  const off = await exported("features");
  expect(off).toContain("clienteling,false,");
  expect(await checked("features", off)).toMatchObject({ updated: 0, invalid: 0 });
  // What was decided comes out and goes in as it is, also of a feature that cannot be on meanwhile.
  expect(await exported("features")).toContain("recommendations,true,");
  await applied(await checked("features", "feature,enabled\nrecommendations,false\n"), "all");
  const alone = await checked("features", "feature,enabled\nrecommendations,true\n");
  expect((await problems(alone)).map(({ key, faults }) => [key, faults[0]?.code])).toEqual([["recommendations", "feature.needs"]]);
  // In any order: what the other one needs is switched first.
  await applied(await checked("features", "feature,enabled\nrecommendations,true\nclienteling,true\n"), "all");
  expect(await exported("features")).toBe("feature,enabled,enableDate\r\nclienteling,true,\r\nrecommendations,true,\r\n");
});
