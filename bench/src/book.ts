import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { putAttribute, putAttributeGroup, putParameters, putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { putAddressBook, putLegalEntity, putNumberSequence, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { openOperational } from "@rapport/operational";
import { sql } from "kysely";
import { median, quantile, type Figure } from "./figures.ts";
import { startProduct, type Product } from "./product.ts";

const CUSTOMERS = 200_000;
/** Customers that one request carries. */
const AT_ONCE = 1_000;
const RUNS = 200;
const AIM_P99_MS = 50;

/** A client book of 200,000 customers: a page and the facets through the public door, beside SQL written by hand. */
export async function benchBook(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  try {
    const first = await startProduct(dataDir);
    await organise(first);
    await first.stop();
    const { pageMs, facetMs } = await timeByHand(dataDir);
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
  for (let from = 0; from < CUSTOMERS; from += AT_ONCE) {
    const customers = Array.from({ length: AT_ONCE }, (_, n) => customer(from + n));
    await product.call(putCustomers, { params: entity, body: { customers } });
    await product.call(putClientBookEntries, {
      params: { ...entity, operatorId: "1" },
      body: { accountNumbers: customers.map(({ accountNumber }) => accountNumber) },
    });
  }
}

const INTERESTS = ["Shoes", "Bags", "Jewellery", "Watches", "Scarves"] as const;

function customer(n: number) {
  return {
    accountNumber: `C${n}`,
    firstName: `Name${n}`,
    lastName: `Last${n % 5000}`,
    phone: `+31 6 ${n}`,
    email: `c${n}@example.com`,
    addressBooks: ["A"],
    attributes: { interest: INTERESTS[n % INTERESTS.length] ?? "", shoeSize: 35 + (n % 9) },
  };
}

/** Times the statements a person would write over the same tables. */
async function timeByHand(dataDir: string): Promise<{ pageMs: number; facetMs: number }> {
  const { db, close } = await openOperational({ dataDir: join(dataDir, "operational") });
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
