import { type Attribute, putAttribute, putAttributeGroup, putClientBookEntries, putParameters } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { putAddressBook, putLegalEntity, putNumberSequence, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { getDistributionRun, startDistribution } from "@rapport/contract/publishing";
import { getReportSuite } from "@rapport/contract/report-suites";
import { makeRegisterCode } from "@rapport/contract/sessions";
import { openOperational } from "@rapport/operational";
import { sql } from "kysely";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createSuite, processed, startProduct, type Product } from "../product.ts";
import { headersOf } from "../send-hits.ts";

/** How many clients the long book has, and the books of the store together. */
export const LONG = 20_000;
const OF_A_COLLEAGUE = 500;
const COLLEAGUES = LONG / OF_A_COLLEAGUE;
/** How many customers one request holds. */
const AT_ONCE = 1_000;
const PASSWORD = "bench-password";
const RSID = "bench-book";

export const entity = { legalEntity: "BENCH" };
/** Who is measured: the associate of the long book, who also sees the store's. */
export const ASSOCIATE = "1";

export interface Size {
  readonly customers: number;
  readonly books: number;
}

/**
 * A retailer with so many customers, all of them in one of so many books: one book of 20,000, a store whose associates have 20,000 together, and the rest of the
 * customers spread over other associates. Some of the first have a history: the first of all a very long one. The product on `dataDir` stands before and after.
 */
export async function makeRetailer(dataDir: string, { customers, books }: Size): Promise<void> {
  await withProduct(dataDir, async (product) => {
    await organise(product);
    for (let from = 0; from < customers; from += AT_ONCE)
      await product.call(putCustomers, {
        params: entity,
        body: { customers: Array.from({ length: Math.min(AT_ONCE, customers - from) }, (_, n) => customer(from + n)) },
      });
    await give(product, { operatorId: ASSOCIATE, from: 0, to: LONG });
    for (let n = 0; n < COLLEAGUES; n++) {
      await addWorker(product, { operatorId: `S${n}`, book: "S" });
      await give(product, { operatorId: `S${n}`, from: LONG + n * OF_A_COLLEAGUE, to: LONG + (n + 1) * OF_A_COLLEAGUE });
    }
  });
  await addOtherBooks(dataDir, { associates: Math.max(1, books - COLLEAGUES - 1), customers: customers - 2 * LONG });
  await withProduct(dataDir, async (product) => {
    await publish(product);
    await sendHistories(product);
  });
}

async function withProduct(dataDir: string, work: (product: Product) => Promise<void>): Promise<void> {
  const product = await startProduct(dataDir);
  try {
    await work(product);
  } finally {
    await product.stop();
  }
}

/** The customers who are in no book yet, spread over associates. Ten thousand associates would take hours through the endpoints. */
async function addOtherBooks(dataDir: string, { associates, customers }: { associates: number; customers: number }): Promise<void> {
  const { db, close } = await openOperational({ dataDir: join(dataDir, "operational") });
  try {
    const each = Math.ceil(customers / associates);
    const of = sql`generate_series(1, ${associates}::integer) n`;
    const book = sql`'CB-9' || lpad(n::text, 5, '0')`;
    await sql`
      insert into worker (legal_entity, operator_id, name, email, operations) select 'BENCH', 'W' || n, 'Associate W' || n, '', '{712}' from ${of}`.execute(db);
    await sql`
      insert into worker_address_book (worker_id, legal_entity, address_book)
      select id, 'BENCH', 'X' from worker where legal_entity = 'BENCH' and operator_id like 'W%'`.execute(db);
    await sql`
      insert into client_book (legal_entity, id, worker_id, next_number)
      select 'BENCH', ${book}, w.id, ${each}::integer from ${of} join worker w on w.legal_entity = 'BENCH' and w.operator_id = 'W' || n`.execute(db);
    for (let from = 0; from < associates; from += BOOKS_AT_ONCE)
      await sql`
        insert into client_book_entry (legal_entity, client_book_id, customer_id, number, sort_name)
        select 'BENCH', ${book}, c.id, c.at - 1 - (n - 1) * ${each}::integer, c.sort_name
        from generate_series(${from + 1}::integer, least(${from + BOOKS_AT_ONCE}, ${associates})::integer) n
        join lateral (
          select id, sort_name, at from (
            select id, sort_name, substring(account_number from 2)::integer - ${2 * LONG}::integer + 1 as at from customer
            where legal_entity = 'BENCH' and account_number = any (
              select 'C' || (${2 * LONG}::integer + (n - 1) * ${each}::integer + k) from generate_series(0, ${each - 1}::integer) k
            )
          ) one where at <= ${customers}::integer
        ) c on true`.execute(db);
  } finally {
    await close();
  }
}

const BOOKS_AT_ONCE = 100;

async function organise(product: Product): Promise<void> {
  await createSuite(product, RSID);
  await product.call(putLegalEntity, { params: entity, body: { name: "Bench", currency: "EUR", rsid: RSID } });
  for (const code of ["A", "S", "X"]) await product.call(putAddressBook, { params: { ...entity, code }, body: { name: code } });
  for (const [store, book] of [
    ["1", "A"],
    ["2", "S"],
  ] as const) {
    await product.call(putStore, { params: { ...entity, store }, body: { name: store, customerAddressBooks: ["A"], employeeAddressBooks: [book] } });
    await product.call(putRegister, { params: { ...entity, register: store }, body: { store } });
  }
  await product.call(putWorker, {
    params: { ...entity, operatorId: ASSOCIATE },
    body: { name: "Worker", employeeAddressBooks: ["A"], operations: [712, 713, 714, 715, 716], password: PASSWORD },
  });
  await product.call(putWorker, {
    params: { ...entity, operatorId: "2" },
    body: { name: "Manager", employeeAddressBooks: ["S"], operations: [712, 713, 714, 715, 716], password: PASSWORD },
  });
  await product.call(putNumberSequence, { params: { ...entity, reference: "clientBook" }, body: { format: "CB-######" } });
  for (const [code, body] of Object.entries(ATTRIBUTES)) await product.call(putAttribute, { params: { ...entity, code }, body });
  const members = Object.keys(ATTRIBUTES).map((attribute, at) => ({ attribute, displayOrder: at + 1 }));
  await product.call(putAttributeGroup, { params: { ...entity, code: "book" }, body: { name: { en: "Book", nl: "Boek" }, members } });
  await product.call(putParameters, { params: entity, body: { clientBookAttributeGroup: "book", customerAttributeGroup: null, measures: ["netSpend365"] } });
}

const called = (name: string) => ({ en: name, nl: name });
const INTERESTS = ["Shoes", "Bags", "Jewellery", "Watches", "Scarves"] as const;

/** One for each control of filters. */
const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  interest: {
    name: called("Interest"),
    type: "text",
    values: INTERESTS.map((value) => ({ value, label: called(value) })),
    multiple: false,
    refinable: true,
    filter: { kind: "list", multi: true },
  },
  shoeSize: { name: called("Shoe size"), type: "integer", multiple: false, refinable: true, filter: { kind: "range", thresholds: [37, 39, 41] } },
  birthday: { name: called("Birthday"), type: "date", multiple: false, refinable: true, filter: { kind: "date" } },
  budget: { name: called("Budget"), type: "integer", lower: 0, upper: 5_000, multiple: false, refinable: true, filter: { kind: "slider", bars: true } },
  nickname: { name: called("Nickname"), type: "text", multiple: false, refinable: true, filter: { kind: "list", multi: true } },
  vip: { name: called("VIP"), type: "boolean", multiple: false, refinable: true, filter: { kind: "list", multi: false } },
};

async function addWorker(product: Product, { operatorId, book }: { operatorId: string; book: string }): Promise<void> {
  await product.call(putWorker, {
    params: { ...entity, operatorId },
    body: { name: `Associate ${operatorId}`, employeeAddressBooks: [book], operations: [712] },
  });
}

async function give(product: Product, { operatorId, from, to }: { operatorId: string; from: number; to: number }): Promise<void> {
  for (let first = from; first < to; first += AT_ONCE) {
    const accountNumbers = Array.from({ length: Math.min(AT_ONCE, to - first) }, (_, n) => accountOf(first + n));
    await product.call(putClientBookEntries, { params: { ...entity, operatorId }, body: { accountNumbers } });
  }
}

async function publish({ call }: Product): Promise<void> {
  let run = await call(startDistribution, { params: entity, body: {} });
  while (run.endedAt === null) {
    await pause(200);
    run = await call(getDistributionRun, { params: { ...entity, run: run.run } });
  }
}

const CITIES = ["Amsterdam", "Den Haag", "Utrecht", "Rotterdam", "Groningen", "Eindhoven", "Haarlem"] as const;
/** 300 syllables of three letters. Two of them make a name. One customer in 150 has a name that begins with three given letters. */
const SYLLABLES = Array.from("bdfghjklmnprstv").flatMap((first) => Array.from("aeiou").flatMap((vowel) => Array.from("lnrs", (last) => first + vowel + last)));

const accountOf = (n: number) => `C${n}`;

function customer(n: number) {
  const two = (of: number) => String(of).padStart(2, "0");
  return {
    accountNumber: accountOf(n),
    firstName: nameOf(Math.imul(n, 2_654_435_761) >>> 0),
    lastName: nameOf(Math.imul(n + 1, 2_246_822_519) >>> 0),
    phone: `+31 6 ${String(10_000_000 + n)}`,
    email: `c${n}@example.com`,
    city: CITIES[n % CITIES.length] ?? "",
    addressBooks: ["A"],
    attributes: {
      interest: INTERESTS[n % INTERESTS.length] ?? "",
      shoeSize: 35 + (n % 9),
      birthday: `${1940 + (n % 65)}-${two(1 + (n % 12))}-${two(1 + (n % 28))}`,
      budget: (n * 37) % 5_000,
      nickname: nameOf(n % 1_000),
      vip: n % 10 === 0,
    },
  };
}

function nameOf(drawn: number): string {
  const name = [drawn, drawn / SYLLABLES.length].map((part) => SYLLABLES[Math.floor(part) % SYLLABLES.length] ?? "").join("");
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** How many orders the customer with the longest history has. */
const HEAVY = 1_000;
/** How many customers have two orders. */
const USUAL = 2_000;
const DAY_MS = 86_400_000;
const BATCH = 100;

/** A visit and an order for each purchase. */
async function sendHistories(product: Product): Promise<void> {
  const suite = await product.call(getReportSuite, { params: { rsid: RSID } });
  const orders = [
    ...Array.from({ length: HEAVY }, (_, n) => ({ customer: 0, order: `H${n}`, daysAgo: 1 + ((n * 0.35) % 350) })),
    ...Array.from({ length: 2 * USUAL }, (_, n) => ({ customer: 1 + (n % USUAL), order: `U${n}`, daysAgo: 1 + (n % 300) })),
  ].toSorted((a, b) => b.daysAgo - a.daysAgo);
  const now = Date.now();
  const calls = orders.flatMap(({ customer: n, order, daysAgo }, at) => {
    const common = { userId: accountOf(n), timestamp: new Date(now - daysAgo * DAY_MS).toISOString() };
    const products = [0, 1, 2].map((line) => ({
      product_id: `P${(at * 7 + line * 13) % 300}`,
      name: `Article ${(at * 7 + line * 13) % 300}`,
      quantity: 1,
      price: 20 + line,
    }));
    return [
      { ...common, type: "page", messageId: `${order}-p`, name: `Page ${at % 50}` },
      { ...common, type: "track", messageId: `${order}-o`, event: "Order Completed", properties: { order_id: order, revenue: 63, currency: "EUR", products } },
    ];
  });
  for (let from = 0; from < calls.length; from += BATCH) {
    const answer = await fetch(`${product.url}/v1/batch`, {
      method: "POST",
      headers: headersOf(suite.writeKey),
      body: JSON.stringify({ batch: calls.slice(from, from + BATCH), sentAt: new Date(now).toISOString() }),
    });
    if (!answer.ok) throw new Error(`hits were refused: ${answer.status} ${await answer.text()}`);
  }
  await processed(product, RSID);
}

/** The cookie of somebody signed in at the register of a store. */
export async function signIn(
  product: Product,
  {
    legalEntity = entity.legalEntity,
    register,
    operatorId,
    password = PASSWORD,
  }: { legalEntity?: string; register: string; operatorId: string; password?: string },
): Promise<string> {
  const cookieAfter = async (path: string, body: object, cookie = "") => {
    const headers = { "content-type": "application/json", origin: product.url, cookie };
    const answer = await fetch(product.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    const set = answer.headers.getSetCookie()[0]?.split(";", 1)[0];
    if (!answer.ok || set === undefined) throw new Error(`${path}: ${answer.status}`);
    return set;
  };
  const { code } = await product.call(makeRegisterCode, { params: { legalEntity, register } });
  const device = await cookieAfter("/api/pos/register", { code });
  return `${device}; ${await cookieAfter("/api/pos/session", { operatorId, password }, device)}`;
}
