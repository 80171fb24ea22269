import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  putAddressBook,
  putAttribute,
  putAttributeGroup,
  putLegalEntity,
  putNumberSequence,
  putParameters,
  putRegister,
  putStore,
  putWorker,
  putClientBookEntries,
  putCustomers,
} from "@rapport/contract";
import { openOperational } from "@rapport/operational";
import { sql } from "kysely";
import { median, quantile, type Figure } from "./figures.ts";
import { startProduct, type Product } from "./product.ts";

const CUSTOMERS = 200_000;
const RUNS = 200;
const AIM_P99_MS = 50;

/** A client book of 200,000 customers: a page and the facets through the public door, beside SQL written by hand. */
export async function benchBook(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  try {
    const first = await startProduct(dataDir);
    await organise(first);
    await first.stop();
    const { pageMs, facetMs } = await generateAndTime(dataDir);
    const product = await startProduct(dataDir);
    try {
      const cookie = await signIn(product);
      const page = await answers({
        product,
        cookie,
        path: "/api/pos/client-book/search",
        body: { filters: [{ kind: "anyOf", attribute: "interest", values: ["Shoes"] }], limit: 50 },
      });
      const facets = await answers({
        product,
        cookie,
        path: "/api/pos/client-book/facets",
        body: { filters: [{ kind: "anyOf", attribute: "interest", values: ["Shoes"] }] },
      });
      return [
        { name: "client-book page, filtered, book of 200,000, p50", value: median(page), unit: "ms", engine: pageMs, ratio: median(page) / pageMs },
        {
          name: "client-book page, filtered, book of 200,000, p99",
          value: quantile(page, 0.99),
          unit: "ms",
          aim: `under ${AIM_P99_MS} ms`,
          met: quantile(page, 0.99) < AIM_P99_MS,
        },
        { name: "client-book facets, book of 200,000, p50", value: median(facets), unit: "ms", engine: facetMs, ratio: median(facets) / facetMs },
        { name: "client-book facets, book of 200,000, p99", value: quantile(facets, 0.99), unit: "ms" },
      ];
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const entity = { legalEntity: "BENCH" };

async function organise(product: Product): Promise<void> {
  await product.call(putLegalEntity, { params: entity, body: { name: "Bench", currency: "EUR", rsid: null } });
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
  await product.call(putCustomers, {
    params: entity,
    body: {
      customers: [{ accountNumber: "first", firstName: "First", lastName: "Customer", addressBooks: ["A"], attributes: { interest: "Shoes", shoeSize: 38 } }],
    },
  });
  await product.call(putClientBookEntries, { params: { ...entity, operatorId: "1" }, body: { accountNumbers: ["first"] } });
}

/** Copies the one customer that came through the door 200,000 times, then times the statements a person would write. */
async function generateAndTime(dataDir: string): Promise<{ pageMs: number; facetMs: number }> {
  const { db, close } = await openOperational({ dataDir: join(dataDir, "operational") });
  await sql`
    insert into customer (legal_entity, account_number, first_name, last_name, sort_name, search_text, phone, phone_digits, email, city, country, attributes)
    select legal_entity, 'C' || n, 'Name' || n, 'Last' || (n % 5000), lower('last' || (n % 5000) || ' name' || n), lower('name' || n || ' last' || (n % 5000) || ' c' || n), '+31 6 ' || n, '316' || n, 'c' || n || '@example.com', city, country,
      jsonb_build_object('interest', (array['Shoes', 'Bags', 'Jewellery', 'Watches', 'Scarves'])[1 + n % 5], 'shoeSize', 35 + n % 9)
    from customer, generate_series(1, ${CUSTOMERS}) n where account_number = 'first'`.execute(db);
  await sql`insert into client_book_entry (legal_entity, client_book_id, customer_id) select c.legal_entity, b.id, c.id from customer c join client_book b on b.legal_entity = c.legal_entity where c.account_number <> 'first'`.execute(
    db,
  );
  await sql`analyze`.execute(db);
  const page = sql`select c.id, c.first_name, c.last_name from client_book_entry e join customer c on c.id = e.customer_id
    where e.legal_entity = 'BENCH' and c.attributes @> '{"interest":"Shoes"}' order by c.sort_name, c.id limit 50`;
  const facets = sql`select c.attributes ->> 'interest' as value, count(*) from client_book_entry e join customer c on c.id = e.customer_id where e.legal_entity = 'BENCH' group by 1`;
  const pageMs = median(await repeated({ runs: 30, work: () => page.execute(db) }));
  const facetMs = median(await repeated({ runs: 10, work: () => facets.execute(db) }));
  await close();
  return { pageMs, facetMs };
}

async function signIn(product: Product): Promise<string> {
  const answer = await fetch(`${product.url}/api/pos/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: product.url },
    body: JSON.stringify({ legalEntity: "BENCH", register: "1", operatorId: "1", password: "bench-password" }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";", 1)[0];
  if (!answer.ok || cookie === undefined) throw new Error(`signing in: ${answer.status}`);
  return cookie;
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
