import type { Body, Reply } from "@rapport/contract";
import { addToClientBook } from "@rapport/contract/clienteling";
import { findCustomers } from "@rapport/contract/customers";
import { sql, type RawBuilder } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCustomers, auditLog, newBookShop, refused, testServer, type BookShop, type TestServer } from "../testing/index.ts";
import { listedCounts, listedPage } from "./list-queries.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(async () => {
  await server.close();
});

const number = (n: number) => `N${String(n).padStart(5, "0")}`;
/** Some have no e-mail address or city, and many share a name. */
const person = (n: number, lastName = `Last ${n % 7}`) => ({
  accountNumber: number(n),
  firstName: n % 3 === 0 ? "Anna" : "Ben",
  lastName,
  ...(n % 4 !== 0 && { city: `City ${n % 5}` }),
  ...(n % 2 === 0 && { email: `p${n}@example.com` }),
});

type Asked = Partial<Body<typeof findCustomers>>;

/** Every page by its cursor; `between` happens after each of them. */
async function everyone({ legalEntity }: Pick<BookShop, "legalEntity">, asked: Asked, between?: (page: number) => Promise<unknown>) {
  const pages: Reply<typeof findCustomers>[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Reply<typeof findCustomers> = await server.api(findCustomers, { params: { legalEntity }, body: { ...asked, cursor } });
    pages.push(page);
    if (page.nextCursor === null) return pages;
    cursor = page.nextCursor;
    await between?.(pages.length);
  }
}
const accounts = (pages: readonly Reply<typeof findCustomers>[]) =>
  pages.flatMap(({ customers }) => customers.map(({ accountNumber }) => accountNumber as string));

test("CS13 the pages of a cursor are those of the whole list, in every order, with and without a query", async () => {
  const shop = await newBookShop(server);
  await addCustomers(
    server,
    shop,
    Array.from({ length: 60 }, (_, n) => person(n)),
  );
  const orders: Asked[] = [
    {},
    { query: "anna last" },
    ...(["name", "accountNumber", "email", "city"] as const).flatMap((sort) =>
      [true, false].flatMap((descending) => [
        { sort, descending },
        { sort, descending, query: "anna last 3" },
      ]),
    ),
  ];
  for (const asked of orders) {
    const [whole] = await everyone(shop, { ...asked, limit: 1_000 });
    expect(whole?.nextCursor).toBeNull();
    const pages = await everyone(shop, { ...asked, limit: 7 });
    expect([asked, accounts(pages)]).toEqual([asked, accounts(whole === undefined ? [] : [whole])]);
    expect(pages.map(({ total, matching }) => [total, matching])).toEqual(pages.map(() => [whole?.total, whole?.matching]));
  }
  expect(await refused(server.api, findCustomers, { params: { legalEntity: shop.legalEntity }, body: { cursor: "bm9uZQ" } })).toMatchObject({
    code: "cursor.wrong",
  });
});

test("CS13 AU1 customers who are added while a list is read page by page push nobody out and bring nobody twice, and all are in the log", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const there = Array.from({ length: 300 }, (_, n) => person(n * 2));
  await addCustomers(server, shop, there);
  // One before the place where the reader is, one after it.
  const between = async (page: number) => await addCustomers(server, shop, [person(page * 2 - 1, "Aa"), person(900 + page, "Zz")]);
  const pages = await everyone(shop, { limit: 25 }, between);
  const read = accounts(pages);
  expect(new Set(read).size).toBe(read.length);
  expect(there.filter(({ accountNumber }) => !read.includes(accountNumber))).toEqual([]);
  const named = await auditLog(server.deps.db)
    .select("subject_id")
    .distinct()
    .where("legal_entity", "=", legalEntity)
    .where("action", "=", "customer.found")
    .execute();
  const ids = new Set(pages.flatMap(({ customers }) => customers.map(({ customerId }) => customerId as string)));
  expect([...ids].filter((id) => !named.some(({ subject_id }) => subject_id === id))).toEqual([]);
});

test("BK1 owners are read for the rows of a page and not for a count, and each row has its owner", async () => {
  const shop = await newBookShop(server);
  const ids = await addCustomers(
    server,
    shop,
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => person(n)),
  );
  await shop.associate(addToClientBook, { params: { customerId: ids[3] ?? "" } });
  const list = { legalEntity: shop.legalEntity, searched: null, attributes: [], store: null, owner: null, inBook: null };
  const plan = async (query: RawBuilder<unknown>) => {
    const { rows } = await sql<{ "QUERY PLAN": string }>`explain (analyze, costs off, timing off) ${query}`.execute(server.deps.db);
    return rows.map((row) => row["QUERY PLAN"]);
  };
  expect((await plan(listedCounts(list))).filter((line) => line.includes("client_book"))).toEqual([]);
  const page = await plan(listedPage(list, { sort: "email", descending: false, limit: 2, from: { offset: 0 } }));
  const reads = page.filter((line) => line.includes(" on client_book_entry"));
  expect(reads).toHaveLength(1);
  expect(reads[0]).toMatch(/loops=2\b/);
  const { customers } = await server.api(findCustomers, { params: { legalEntity: shop.legalEntity }, body: { sort: "accountNumber" } });
  expect(customers.map(({ owner }) => owner?.operatorId ?? "-").join("")).toBe("---1001-----");
  const found = await server.api(findCustomers, { params: { legalEntity: shop.legalEntity }, body: { inBook: false } });
  expect(found.total).toBe(8);
});
