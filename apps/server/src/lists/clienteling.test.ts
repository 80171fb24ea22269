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
  expect(await exported("features")).toBe("feature,enabled,enableDate\r\nclienteling,true,\r\n");
  const strange = await checked("features", "feature,enabled,enableDate\nclienteling,false,\nteleport,true,\n");
  expect(strange).toMatchObject({ updated: 1, invalid: 1 });
  expect((await problems(strange)).map(({ key, faults }) => [key, faults[0]?.column])).toEqual([["teleport", "feature"]]);
  expect(await exported("features")).toContain("clienteling,true,");
  await applied(await checked("features", "feature,enabled,enableDate\nclienteling,false,2199-01-01\n"), "all");
  expect(await exported("features")).toContain("clienteling,true,");
  await applied(await checked("features", "feature,enabled\nclienteling,false\n"), "all");
  expect(await exported("features")).toContain("clienteling,false,");
  await applied(await checked("features", "feature,enabled\nclienteling,true\n"), "all");
  expect(await exported("features")).toContain("clienteling,true,");
});
