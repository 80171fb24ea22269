import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { putAttribute, putAttributeGroup, putParameters, putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { putAddressBook, putLegalEntity, putNumberSequence, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { makeRegisterCode } from "@rapport/contract/sessions";
import { openOperational } from "@rapport/operational";
import { sql } from "kysely";
import { median, quantile, type Figure } from "./figures.ts";
import { startProduct, type Product } from "./product.ts";

/** The numbers of customers to measure with, one after the other. All of them are in one book. */
const SIZES = [200_000, 1_000_000] as const;
/** How many customers one request holds. */
const AT_ONCE = 1_000;
const RUNS = 200;
const AIM_P99_MS = 50;
/** For fewer than three letters. */
const AIM_SHORT_P99_MS = 300;
/** The most that an answer may take, as a ratio to the same in SQL by hand. */
const AIM_RATIO = 1.5;

/** A client book with all customers, and the search over them: through the public endpoints, beside SQL written by hand. */
export async function benchBook(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  try {
    const figures: Figure[] = [];
    let from = 0;
    for (const customers of SIZES) {
      const first = await startProduct(dataDir);
      if (from === 0) await organise(first);
      await addClients(first, { from, to: customers });
      await first.stop();
      figures.push(...(await measure(dataDir, customers)));
      from = customers;
    }
    return figures;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(dataDir: string, customers: number): Promise<Figure[]> {
  const byHand = await timeByHand(dataDir);
  const product = await startProduct(dataDir);
  try {
    const cookie = await signIn(product);
    const of = customers.toLocaleString("en");
    const ask = async (path: string, body: unknown) => await answers({ product, cookie, path, body });
    const filters = [{ kind: "anyOf", attribute: "interest", values: ["Shoes"] }];
    const figures = [
      ...figuresOf({
        name: `client-book page, filtered, book of ${of}`,
        taken: await ask("/api/pos/client-book/search", { filters, limit: 50 }),
        hand: byHand.page,
      }),
      ...figuresOf({ name: `client-book facets, book of ${of}`, taken: await ask("/api/pos/client-book/facets", { filters }), hand: byHand.facets }),
    ];
    for (const [index, { what, query }] of SEARCHES.entries()) {
      const name = `search of ${what}, ${of} customers`;
      const { found = Number.NaN, logged = Number.NaN } = byHand.searches[index] ?? {};
      const taken = await ask("/api/pos/customers/search", { query, limit: 20 });
      figures.push(...figuresOf({ name, taken, hand: logged, within: query.length < 3 ? AIM_SHORT_P99_MS : AIM_P99_MS }));
      figures.push({ name: `${name}, by hand without a log, p50`, value: found, unit: "ms" });
    }
    return figures;
  } finally {
    await product.stop();
  }
}

function figuresOf({ name, taken, hand, within = AIM_P99_MS }: { name: string; taken: readonly number[]; hand: number; within?: number }): Figure[] {
  const [middle, slowest] = [median(taken), quantile(taken, 0.99)];
  const ratio = middle / hand;
  return [
    { name: `${name}, p50`, value: middle, unit: "ms", engine: hand, ratio, aim: `at most ${AIM_RATIO} of SQL by hand`, met: ratio <= AIM_RATIO },
    { name: `${name}, p99`, value: slowest, unit: "ms", aim: `under ${within} ms`, met: slowest < within },
  ];
}

const entity = { legalEntity: "BENCH" };

async function organise(product: Product): Promise<void> {
  await product.call(putLegalEntity, { params: entity, body: { name: "Bench", currency: "EUR", rsid: null, publishAtOnce: true } });
  await product.call(putAddressBook, { params: { ...entity, code: "A" }, body: { name: "A" } });
  await product.call(putStore, { params: { ...entity, store: "1" }, body: { name: "One", customerAddressBooks: ["A"], employeeAddressBooks: ["A"] } });
  await product.call(putRegister, { params: { ...entity, register: "1" }, body: { store: "1" } });
  await product.call(putWorker, {
    params: { ...entity, operatorId: "1" },
    body: { name: "Worker", employeeAddressBooks: ["A"], operations: [712, 714, 715], password: "bench-password" },
  });
  await product.call(putNumberSequence, { params: { ...entity, reference: "clientBook" }, body: { format: "CB-####" } });
  const interests = ["Shoes", "Bags", "Jewellery", "Watches", "Scarves"];
  await product.call(putAttribute, {
    params: { ...entity, code: "interest" },
    body: {
      name: { en: "Interest", nl: "Interesse" },
      type: "text",
      values: interests.map((value) => ({ value, label: { en: value, nl: value } })),
      refinable: true,
      filter: { kind: "list", multi: true },
    },
  });
  await product.call(putAttribute, {
    params: { ...entity, code: "shoeSize" },
    body: { name: { en: "Shoe size", nl: "Schoenmaat" }, type: "integer", refinable: true, filter: { kind: "range", thresholds: [37, 39, 41] } },
  });
  await product.call(putAttributeGroup, {
    params: { ...entity, code: "book" },
    body: {
      name: { en: "Book", nl: "Boek" },
      members: [
        { attribute: "interest", displayOrder: 1 },
        { attribute: "shoeSize", displayOrder: 2 },
      ],
    },
  });
  await product.call(putParameters, { params: entity, body: { clientBookAttributeGroup: "book", customerAttributeGroup: null, measures: ["netSpend365"] } });
}

async function addClients(product: Product, { from, to }: { from: number; to: number }): Promise<void> {
  for (let first = from; first < to; first += AT_ONCE) {
    const customers = Array.from({ length: AT_ONCE }, (_, n) => customer(first + n));
    await product.call(putCustomers, { params: entity, body: { customers } });
    await product.call(putClientBookEntries, {
      params: { ...entity, operatorId: "1" },
      body: { accountNumbers: customers.map(({ accountNumber }) => accountNumber) },
    });
  }
}

const INTERESTS = ["Shoes", "Bags", "Jewellery", "Watches", "Scarves"] as const;
const CITIES = ["Amsterdam", "Den Haag", "Utrecht", "Rotterdam", "Groningen", "Eindhoven", "Haarlem"] as const;
/** 300 syllables of three letters. Two of them make a name. One customer in 150 has a name that begins with three given letters. */
const SYLLABLES = Array.from("bdfghjklmnprstv").flatMap((first) => Array.from("aeiou").flatMap((vowel) => Array.from("lnrs", (last) => first + vowel + last)));

function customer(n: number) {
  return {
    accountNumber: `C${n}`,
    firstName: nameOf(Math.imul(n, 2_654_435_761) >>> 0),
    lastName: nameOf(Math.imul(n + 1, 2_246_822_519) >>> 0),
    phone: `+31 6 ${String(10_000_000 + n)}`,
    email: `c${n}@example.com`,
    city: CITIES[n % CITIES.length] ?? "",
    addressBooks: ["A"],
    attributes: { interest: INTERESTS[n % INTERESTS.length] ?? "", shoeSize: 35 + (n % 9) },
  };
}

function nameOf(drawn: number): string {
  const name = [drawn, drawn / SYLLABLES.length].map((part) => SYLLABLES[Math.floor(part) % SYLLABLES.length] ?? "").join("");
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

interface Search {
  readonly what: string;
  readonly query: string;
  /** The same search as a person would write it over the same tables: each word of a name, or a part of something else. */
  readonly like: readonly string[];
  readonly column?: string;
}

const SEARCHES: readonly Search[] = [
  { what: "one letter", query: "v", like: ["% v%"] },
  { what: "three letters", query: "jan", like: ["% jan%"] },
  { what: "six letters", query: "marjan", like: ["% marjan%"] },
  { what: "two words", query: "jan mar", like: ["% jan%", "% mar%"] },
  { what: "a phone number", query: "06 10123456", like: ["%610123456%"], column: "phone_digits" },
  { what: "the first digits of a phone number", query: "061", like: ["%61%"], column: "phone_digits" },
  { what: "an account number", query: "C123456", like: ["%\nc123456%"] },
];

interface ByHand {
  readonly page: number;
  readonly facets: number;
  readonly searches: { readonly found: number; readonly logged: number }[];
}

/**
 * Times the statements a person would write over the same tables. A search is timed alone, and with one more statement that durably writes down who was shown:
 * whoever searches customers by hand has to do that as well (AU1).
 */
async function timeByHand(dataDir: string): Promise<ByHand> {
  const { db, close } = await openOperational({ dataDir: join(dataDir, "operational") });
  // As the database's own upkeep leaves it: right after a million rows were added it would still be at work.
  await sql`vacuum (analyze)`.execute(db);
  const page = sql`select c.id, c.first_name, c.last_name from client_book_entry e join customer c on c.id = e.customer_id
    where e.legal_entity = 'BENCH' and c.attributes @> '{"interest":"Shoes"}' order by c.sort_name, c.id limit 50`;
  const facets = sql`select c.attributes ->> 'interest' as value, count(*) from client_book_entry e join customer c on c.id = e.customer_id where e.legal_entity = 'BENCH' group by 1`;
  const ms = async (runs: number, statement: { execute(on: typeof db): Promise<unknown> }) =>
    median(await repeated({ runs, work: () => statement.execute(db) }));
  const byHand: ByHand = { page: await ms(10, page), facets: await ms(5, facets), searches: [] };
  await sql`create table shown_by_hand (at timestamptz, who text, customers uuid[])`.execute(db);
  for (const search of SEARCHES) {
    const find = searchByHand(search);
    const logged = {
      execute: async (on: typeof db) => {
        const { rows } = await find.execute(on);
        await sql`insert into shown_by_hand values (now(), 'BENCH 1', ${rows.map(({ id }) => id)}::uuid[])`.execute(on);
      },
    };
    byHand.searches.push({ found: await ms(30, find), logged: await ms(30, logged) });
  }
  await sql`drop table shown_by_hand`.execute(db);
  await close();
  return byHand;
}

/** The first twenty by name, those who match every word first, and how many match every word. */
function searchByHand({ like, column = "search_text" }: Search) {
  const fits = like.map((pattern) => sql`c.${sql.ref(column)} like ${pattern}`);
  const every = sql`(${sql.join(fits, sql` and `)})`;
  return sql<{ id: string }>`select c.id, c.first_name, c.last_name, c.phone, c.email, c.city, count(*) filter (where ${every}) over () from customer c
    where c.legal_entity = 'BENCH' and (${sql.join(fits, sql` or `)})
      and exists (select from customer_address_book a where a.customer_id = c.id and a.address_book = 'A')
    order by ${every} desc, c.sort_name, c.id limit 20`;
}

async function signIn(product: Product): Promise<string> {
  const cookieAfter = async (path: string, body: object, cookie = "") => {
    const headers = { "content-type": "application/json", origin: product.url, cookie };
    const answer = await fetch(product.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    const set = answer.headers.getSetCookie()[0]?.split(";", 1)[0];
    if (!answer.ok || set === undefined) throw new Error(`${path}: ${answer.status}`);
    return set;
  };
  const { code } = await product.call(makeRegisterCode, { params: { ...entity, register: "1" } });
  return await cookieAfter("/api/pos/session", { operatorId: "1", password: "bench-password" }, await cookieAfter("/api/pos/register", { code }));
}

async function answers({ product, cookie, path, body }: { product: Product; cookie: string; path: string; body: unknown }): Promise<number[]> {
  const ask = async (): Promise<void> => {
    const answer = await fetch(product.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", cookie, origin: product.url },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  };
  return repeated({ runs: RUNS, work: ask });
}

async function repeated({ runs, work }: { runs: number; work: () => Promise<unknown> }): Promise<number[]> {
  for (let warm = 0; warm < 5; warm++) await work();
  const taken: number[] = [];
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    await work();
    taken.push(performance.now() - from);
  }
  return taken;
}
