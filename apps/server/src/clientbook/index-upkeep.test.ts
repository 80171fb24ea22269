import { addToClientBook, putAttribute, putClientBookEntries, putParameters, removeFromClientBook, type Attribute } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { randomWords } from "@rapport/testkit";
import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { afterAll, expect, test } from "vitest";
import { ATTRIBUTES, accounts, addAssociate, addCustomers, newBookShop, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

const SPEND: Attribute = {
  name: { en: "Spend", nl: "Besteding" },
  type: "currency",
  multiple: false,
  refinable: true,
  filter: { kind: "range", thresholds: [0.1, 20] },
};

/** The differences between the index that the database keeps and one newly built from the books. */
async function differences(legalEntity: string): Promise<unknown[]> {
  const { rows } = await sql`
    select client_book_id, attribute, value, block, rtrim(fresh.clients::text, '0') as fresh, rtrim(kept.clients::text, '0') as kept
    from client_book_index(${legalEntity}, null) fresh
    full join (select * from client_book_value where legal_entity = ${legalEntity}) kept using (client_book_id, attribute, value, block)
    where rtrim(fresh.clients::text, '0') is distinct from rtrim(kept.clients::text, '0')`.execute(deps.db);
  return rows;
}

/** What the books keep of their clients to sort them by, and what it is by all notes, activities and attributes, where that is not the same. */
async function wronglySorted(legalEntity: string): Promise<unknown[]> {
  const { db } = deps;
  const entries = await db
    .selectFrom("client_book_entry")
    .select(["client_book_id", "customer_id", "last_contact_at", "days", "numbers"])
    .where("legal_entity", "=", legalEntity)
    .execute();
  const contacts = [
    ...(await db.selectFrom("note").select(["customer_id", "written_at as at"]).where("legal_entity", "=", legalEntity).execute()),
    ...(await db.selectFrom("activity").select(["customer_id", "happened_at as at"]).where("legal_entity", "=", legalEntity).execute()),
  ];
  const people = await db.selectFrom("customer").select(["id", "attributes"]).where("legal_entity", "=", legalEntity).execute();
  const customers = new Map(people.map(({ id, attributes }) => [id, attributes]));
  return entries.flatMap((kept) => {
    const times = contacts.flatMap(({ customer_id, at }) => (customer_id === kept.customer_id ? [at.getTime()] : []));
    const days = Object.entries(customers.get(kept.customer_id) as Record<string, unknown>).flatMap(([code, value]) => {
      const day = typeof value === "string" ? /(\d\d)-(\d\d)$/.exec(value) : null;
      return day === null ? [] : [[code, Number(day[1]) * 100 + Number(day[2])] as const];
    });
    const numbers = Object.entries(customers.get(kept.customer_id) as Record<string, unknown>).flatMap(([code, value]) => {
      const number = typeof value === "object" && value !== null && "amount" in value ? Number(value.amount) : value;
      return typeof number === "number" ? [[code, number] as const] : [];
    });
    const fresh = { numbers: Object.fromEntries(numbers), at: times.length === 0 ? null : Math.max(...times), days: Object.fromEntries(days) };
    const stored = { numbers: kept.numbers, at: kept.last_contact_at?.getTime() ?? null, days: kept.days };
    return isDeepStrictEqual(fresh, stored) ? [] : [{ ...kept, fresh }];
  });
}

/** The index of an attribute by the filter that stores show; of nobody's attribute, all clients. */
async function indexed(legalEntity: string, attribute: string): Promise<Record<string, string>> {
  const rows = await deps.db
    .selectFrom("client_book_value as v")
    .leftJoin("client_book_filter as f", (join) => join.onRef("f.legal_entity", "=", "v.legal_entity").onRef("f.key", "=", "v.attribute"))
    .select(["v.value", sql<string>`v.clients::text`.as("bits")])
    .where("v.legal_entity", "=", legalEntity)
    .where(sql<boolean>`coalesce(f.attribute, '') = ${attribute} and f.unused_since is null`)
    .orderBy("v.value")
    .execute();
  return Object.fromEntries(rows.map(({ value, bits }) => [value, bits.replace(/0+$/, "")]));
}

test("R1 twenty first adds at once make one book", async () => {
  const shop = await newBookShop(server);
  const ids = await addCustomers(server, shop, accounts(...Array.from({ length: 20 }, (_, index) => String(index))));
  const replies = await Promise.all(ids.map(async (customerId) => await shop.associate(addToClientBook, { params: { customerId } })));
  const [id, ...more] = new Set(replies.map(({ clientBookId }) => clientBookId));
  expect(more).toEqual([]);
  expect(await deps.db.selectFrom("client_book").select("id").where("legal_entity", "=", shop.legalEntity).execute()).toEqual([{ id }]);
  expect(await indexed(shop.legalEntity, "")).toEqual({ "": "1".repeat(20) });
  // Each add may have drawn a number; those that were not needed are given to the next books.
  const [another] = await addCustomers(server, shop, accounts("another"));
  const { clientBookId } = await (await addAssociate(server, shop, { operatorId: "2" }))(addToClientBook, { params: { customerId: another } });
  expect(clientBookId).toBe(id === "CB-0001" ? "CB-0002" : "CB-0001");
});

test("case 7 R3 a customer whom eight associates add at once is in one book, and the other seven are told whose it is", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("2001"));
  const associates = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => await addAssociate(server, shop, { operatorId: `2${index}`, name: `Associate 2${index}` })),
  );
  const outcomes = await Promise.allSettled(associates.map(async (associate) => await associate(addToClientBook, { params: { customerId } })));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const owner = outcomes.findIndex(({ status }) => status === "fulfilled");
  for (const outcome of outcomes) {
    if (outcome.status === "rejected")
      expect(outcome.reason).toMatchObject({
        kind: "conflict",
        code: "client_book.in_another",
        params: { workers: [`Associate 2${owner}`], customers: 1, most: 1 },
        faults: [],
      });
  }
  // Associates who were refused have no book. Any of the eight may have drawn the first number, because this sequence is not continuous.
  const books = await deps.db.selectFrom("client_book").select("id").where("legal_entity", "=", shop.legalEntity).execute();
  expect(books).toEqual([{ id: expect.stringMatching(/^CB-000[1-8]$/) as string }]);
  expect(await deps.db.selectFrom("client_book_entry").select("customer_id").where("legal_entity", "=", shop.legalEntity).execute()).toEqual([
    { customer_id: customerId },
  ]);
});

test("the index follows values, filter settings and names as they change", async () => {
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  const customer = (accountNumber: string, attributes: Record<string, string | number | string[] | null>, lastName = "Last") => ({
    accountNumber,
    firstName: "",
    lastName,
    addressBooks: [],
    attributes,
  });
  const put = async (...customers: ReturnType<typeof customer>[]) => await api(putCustomers, { params: { legalEntity }, body: { customers } });
  await put(customer("1", { interest: ["shoes", "bags"], shoeSize: 39, birthday: "1984-12-03" }), customer("2", { shoeSize: 44 }));
  await api(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: ["1", "2"] } });
  const first = Object.values(await indexed(legalEntity, "interest"))[0];
  expect(await indexed(legalEntity, "interest")).toEqual({ bags: first, shoes: first });
  expect(Object.keys(await indexed(legalEntity, "shoeSize"))).toEqual(["1", "3"]);
  expect(Object.keys(await indexed(legalEntity, "birthday"))).toEqual(["12-03"]);
  expect(Object.keys(await indexed(legalEntity, "metal"))).toEqual([]);

  await put(customer("1", { interest: ["hats"], shoeSize: 36 }, "Zander"), customer("2", { shoeSize: null }));
  expect(await indexed(legalEntity, "interest")).toEqual({ hats: first });
  expect(Object.keys(await indexed(legalEntity, "shoeSize"))).toEqual(["1"]);
  expect(await differences(legalEntity)).toEqual([]);

  const shoeSize: Attribute = { ...ATTRIBUTES.shoeSize, filter: { kind: "list", multi: true } };
  await api(putAttribute, { params: { legalEntity, code: "shoeSize" }, body: shoeSize });
  expect(Object.keys(await indexed(legalEntity, "shoeSize"))).toEqual(["36"]);
  await api(putAttribute, { params: { legalEntity, code: "shoeSize" }, body: { ...shoeSize, refinable: false } });
  expect(Object.keys(await indexed(legalEntity, "shoeSize"))).toEqual([]);
  expect(await differences(legalEntity)).toEqual([]);
});

test("R30 a type cannot change while customers have values of it", async () => {
  const shop = await newBookShop(server);
  const params = { legalEntity: shop.legalEntity, code: "shoeSize" };
  const asText: Attribute = { name: ATTRIBUTES.shoeSize.name, type: "text", multiple: false, refinable: false };
  await api(putAttribute, { params, body: asText });
  await api(putAttribute, { params, body: ATTRIBUTES.shoeSize });
  await addCustomers(server, shop, [{ accountNumber: "1", attributes: { shoeSize: 38 } }]);
  expect(await refused(api, putAttribute, { params, body: asText })).toMatchObject({ kind: "conflict", code: "attribute.type_in_use" });
});

test("R12b whatever many people do at once, the index agrees with the books, and each client's last contact and dates are as they were written", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await api(putParameters, { params: { legalEntity }, body: { booksPerCustomer: 2 } });
  await api(putAttribute, { params: { legalEntity, code: "spend" }, body: SPEND });
  const associates = [shop.associate, await addAssociate(server, shop, { operatorId: "2" }), await addAssociate(server, shop, { operatorId: "3" })];
  const random = randomOf(20_261_122);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const numbers = Array.from({ length: 30 }, (_, index) => String(index));
  const ids = await addCustomers(server, shop, accounts(...numbers));
  const anyValues = () => ({
    ...(random() < 0.7 && { interest: pick([["shoes"], ["bags", "hats"], ["shoes", "bags"]]) }),
    ...(random() < 0.7 && { shoeSize: pick([35, 36, 39, 40, 45]) }),
    ...(random() < 0.5 && { brand: pick(["A", "B 12-24"]) }),
    ...(random() < 0.7 && { spend: pick([...["12.50", "0.1", "0.10000001", "-3", "250"].map((amount) => ({ amount, currency: "EUR" })), null]) }),
    ...(random() < 0.8 && { birthday: pick(["1980-12-24", "1992-02-29", "--01-05", null]) }),
  });
  // Times that repeat, and that change on one customer at once.
  const aTime = () => new Date(Date.UTC(2026, 10, 1, 0, 0, Math.floor(random() * 40)));
  const contact = async (): Promise<unknown> => {
    const of = { legal_entity: legalEntity, customer_id: pick(ids.slice(0, 8)) };
    const author = {
      worker_id: (await deps.db.selectFrom("worker").select("id").where("legal_entity", "=", legalEntity).executeTakeFirstOrThrow()).id,
      author: "Ann",
    };
    const type = { type_code: "call", type_name: JSON.stringify({ en: "Call" }), title: "", text: "" };
    const note = { ...of, ...author, text: "Note", pinned: false };
    const activity = { ...of, ...author, ...type };
    const one = <T extends "note" | "activity">(table: T) =>
      sql<string>`(select id from ${sql.table(table)} where legal_entity = ${legalEntity} and customer_id = ${of.customer_id} order by id limit 1)`;
    const chance = random();
    if (chance < 0.3)
      return await deps.db
        .insertInto("note")
        .values([note, note].map((row) => ({ ...row, id: randomUUID(), written_at: aTime() })))
        .execute();
    if (chance < 0.55)
      return await deps.db
        .insertInto("activity")
        .values({ ...activity, id: randomUUID(), happened_at: aTime(), written_at: aTime(), received_at: aTime() })
        .execute();
    if (chance < 0.65) return await deps.db.updateTable("activity").set({ happened_at: aTime() }).where("id", "=", one("activity")).execute();
    if (chance < 0.75) return await deps.db.updateTable("note").set({ written_at: aTime() }).where("id", "=", one("note")).execute();
    if (chance < 0.87) return await deps.db.deleteFrom("activity").where("id", "=", one("activity")).execute();
    return await deps.db.deleteFrom("note").where("id", "=", one("note")).execute();
  };
  const step = async (): Promise<unknown> => {
    const associate = pick(associates);
    const params = { customerId: pick(ids) };
    if (random() < 0.4) return await contact();
    const chance = random();
    if (chance < 0.35) return await associate(addToClientBook, { params });
    if (chance < 0.55) return await associate(removeFromClientBook, { params });
    if (chance < 0.62)
      return await api(putAttribute, {
        params: { legalEntity, code: "shoeSize" },
        body: {
          ...ATTRIBUTES.shoeSize,
          refinable: random() < 0.8,
          filter: pick<NonNullable<Attribute["filter"]>>([
            { kind: "list", multi: true },
            { kind: "range", thresholds: [36, 40] },
            { kind: "range", thresholds: [39] },
          ]),
        },
      });
    const some = numbers.filter(() => random() < 0.3).toSorted(() => random() - 0.5);
    if (some.length === 0) return undefined;
    return await api(putCustomers, {
      params: { legalEntity },
      body: {
        customers: some.map((accountNumber) => ({
          accountNumber,
          firstName: pick(["An", "Bo"]),
          lastName: `Last ${accountNumber}`,
          addressBooks: [],
          attributes: anyValues(),
        })),
      },
    });
  };
  for (let round = 0; round < 12; round += 1) {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, step));
    const failed = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" && (outcome.reason as { code?: string }).code !== "client_book.in_another" ? [outcome.reason as unknown] : [],
    );
    expect(failed).toEqual([]);
    expect(await differences(legalEntity)).toEqual([]);
    expect(await wronglySorted(legalEntity)).toEqual([]);
  }
});

test("R12b R36 what a book keeps of its clients is the same when a database of before is brought up to it", async () => {
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  await api(putAttribute, { params: { legalEntity, code: "spend" }, body: SPEND });
  const spend = { amount: "12.50", currency: "EUR" };
  const customers = [{ birthday: "1984-12-03", shoeSize: 39.5, spend }, { birthday: "--02-29", brand: "B 12-24" }, {}];
  const people = customers.map((attributes, at) => ({ accountNumber: String(at), attributes }));
  const ids = await addCustomers(server, shop, people);
  await api(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: ["0", "1", "2"] } });
  const worker = await deps.db.selectFrom("worker").select("id").where("legal_entity", "=", legalEntity).executeTakeFirstOrThrow();
  const of = { legal_entity: legalEntity, worker_id: worker.id, author: "Ann", text: "" };
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const note = (index: number, day: number) => ({ ...of, id: randomUUID(), customer_id: ids[index] ?? "", pinned: false, written_at: at(day) });
  await deps.db
    .insertInto("note")
    .values([note(0, 1), note(0, 3), note(1, 4)])
    .execute();
  const call = { type_code: "call", type_name: JSON.stringify({ en: "Call" }), title: "", happened_at: at(6), written_at: at(6), received_at: at(6) };
  await deps.db
    .insertInto("activity")
    .values({ ...of, ...call, id: randomUUID(), customer_id: ids[1] ?? "" })
    .execute();
  const kept = async () =>
    await deps.db
      .selectFrom("client_book_entry as e")
      .innerJoin("customer as c", "c.id", "e.customer_id")
      .select(["c.account_number", "e.last_contact_at", "e.days", "e.numbers"])
      .where("e.legal_entity", "=", legalEntity)
      .orderBy("c.account_number")
      .execute();
  const before = await kept();
  expect(before.map((row) => [row.last_contact_at, row.days, row.numbers])).toEqual([
    [at(3), { birthday: 1203 }, { shoeSize: 39.5, spend: 12.5 }],
    [at(6), { birthday: 229, brand: 1224 }, {}],
    [null, {}, {}],
  ]);
  await sql`update client_book_entry set last_contact_at = null, days = '{}', numbers = '{}' where legal_entity = ${legalEntity}`.execute(deps.db);
  expect(await wronglySorted(legalEntity)).toHaveLength(2);
  for (const file of ["0283_book_entries_sorted", "0284_numbers_of_book_entries"]) {
    const migration = readFileSync(new URL(`../../../../packages/operational/migrations/${file}.sql`, import.meta.url), "utf8");
    const [update = ""] = /^update client_book_entry[^;]*;/m.exec(migration) ?? [];
    await sql.raw(update).execute(deps.db);
  }
  expect(await kept()).toEqual(before);
});

/** Random numbers from 0 to 1. */
function randomOf(seed: number): () => number {
  const word = randomWords(seed);
  return () => word() / 4_294_967_296;
}
