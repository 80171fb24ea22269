import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, quantile, type Figure } from "../figures.ts";
import { startProduct } from "../product.ts";
import { asked, type Register } from "../register.ts";
import { repeated } from "../repeated.ts";
import { SEARCHES, timeByHand, type ByHand } from "./by-hand.ts";
import { madeOnce } from "./kept-folder.ts";
import { ASSOCIATE, LONG, makeRetailer, signIn, type Size } from "./retailer.ts";

/** How many customers there are; a hundred for each book. */
const CUSTOMERS = Number(process.env["RAPPORT_BENCH_CUSTOMERS"] ?? 1_000_000);
const SIZE: Size = { customers: CUSTOMERS, books: CUSTOMERS / 100 };
const RUNS = Number(process.env["RAPPORT_BENCH_RUNS"] ?? 200);
/** A folder in which the retailer is made once, and found by later runs of the same size. */
const KEPT = process.env["RAPPORT_BENCH_DATA"];
const AIM_P99_MS = 50;
/** For fewer than three letters. */
const AIM_SHORT_P99_MS = 300;
/** The most that an answer may take, as a ratio to the same in SQL by hand. */
const AIM_RATIO = 1.5;

/** Client books, the pages of a client, and the search: through the endpoints of a register, beside SQL written by hand. */
export async function benchBook(): Promise<Figure[]> {
  const dataDir = KEPT ?? mkdtempSync(join(tmpdir(), "rapport-bench-"));
  mkdirSync(dataDir, { recursive: true });
  // PostgreSQL never runs as root. When we are root, its own account must be able to enter.
  chmodSync(dataDir, 0o755);
  try {
    const words = (count: number) => count.toLocaleString("en");
    const size = `${words(SIZE.customers)} customers and ${words(SIZE.books)} books`;
    await madeOnce(dataDir, { size, make: async () => await makeRetailer(dataDir, SIZE) });
    return await measure(dataDir);
  } finally {
    if (KEPT === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Ask {
  readonly name: string;
  readonly path: string;
  readonly body?: object;
  /** The same by hand, in milliseconds. */
  readonly hand?: number;
  readonly within?: number;
}

async function measure(dataDir: string): Promise<Figure[]> {
  const byHand = await timeByHand(dataDir);
  const product = await startProduct(dataDir);
  try {
    const [own, store] = [await signIn(product, { register: "1", operatorId: ASSOCIATE }), await signIn(product, { register: "2", operatorId: "2" })] as const;
    const figures: Figure[] = [];
    const taking = async (cookie: string, asks: readonly Ask[]) => {
      for (const ask of asks) figures.push(...figuresOf(ask, await answers({ product, cookie, ...ask })));
    };
    await taking(own, await ofTheLongBook({ product, cookie: own, byHand }));
    await taking(store, await ofTheStore({ product, cookie: store, byHand }));
    await taking(own, await ofAClient({ product, cookie: own }));
    for (const [index, { what, query }] of SEARCHES.entries()) {
      const { found = Number.NaN, logged = Number.NaN } = byHand.searches[index] ?? {};
      const name = `search of ${what}`;
      const within = query.length < 3 ? AIM_SHORT_P99_MS : AIM_P99_MS;
      await taking(own, [{ name, path: "/api/pos/customers/search", body: { query, limit: 20 }, hand: logged, within }]);
      figures.push({ name: `${name}, by hand without a log, p50`, value: found, unit: "ms" });
    }
    return figures.map((figure) => ({ ...figure, name: `${figure.name}, ${CUSTOMERS.toLocaleString("en")} customers` }));
  } finally {
    await product.stop();
  }
}

const SHOES = [{ kind: "anyOf", attribute: "interest", values: ["Shoes"] }];
/** One filter of each control. */
const ALL_CONTROLS = [
  { kind: "anyOf", attribute: "interest", values: ["Shoes", "Bags"] },
  { kind: "between", attribute: "shoeSize", lower: 37, upper: 41 },
  { kind: "withinDays", attribute: "birthday", days: 90 },
  { kind: "between", attribute: "budget", lower: 500, upper: 4_000 },
  { kind: "contains", attribute: "nickname", text: "an" },
];
const SORTS = [
  { by: "lastContact", descending: true },
  { by: "nextDate", descending: false },
  { by: "netSpend365", descending: true },
];

async function ofTheLongBook({ byHand, ...register }: Register & { byHand: ByHand }): Promise<Ask[]> {
  const [book, facets] = ["/api/pos/client-book/search", "/api/pos/client-book/facets"];
  const name = `of a book of ${LONG.toLocaleString("en")}`;
  return [
    { name: `page ${name}, filtered`, path: book, body: { filters: SHOES, limit: 50 }, hand: byHand.page },
    { name: `list ${name}`, path: book, body: { whole: true } },
    { name: `list ${name}, with every control`, path: book, body: { whole: true, filters: ALL_CONTROLS } },
    { name: `list ${name}, of a keyword`, path: book, body: { whole: true, keyword: "jan" } },
    ...SORTS.map((sort) => ({ name: `list ${name}, by ${sort.by}`, path: book, body: { whole: true, sort } })),
    { name: `cards ${name}`, path: book, body: { listed: await middleOf(register, book, {}) } },
    ...(await Promise.all(
      SORTS.map(async (sort) => ({ name: `cards ${name}, by ${sort.by}`, path: book, body: { sort, listed: await middleOf(register, book, { sort }) } })),
    )),
    { name: `facets ${name}`, path: facets, body: {}, hand: byHand.facets },
    { name: `facets ${name}, with every control`, path: facets, body: { filters: ALL_CONTROLS } },
    { name: `Today ${name}`, path: "/api/pos/today", body: {} },
  ];
}

async function ofTheStore({ byHand, ...register }: Register & { byHand: ByHand }): Promise<Ask[]> {
  const [books, facets] = ["/api/pos/store-books/search", "/api/pos/store-books/facets"];
  const name = `of a store's books of ${LONG.toLocaleString("en")}`;
  return [
    { name: `page ${name}`, path: books, body: { limit: 50 }, hand: byHand.storePage },
    { name: `list ${name}`, path: books, body: { whole: true } },
    { name: `list ${name}, with every control`, path: books, body: { whole: true, filters: ALL_CONTROLS, quietDays: 30 } },
    ...SORTS.map((sort) => ({ name: `list ${name}, by ${sort.by}`, path: books, body: { whole: true, sort } })),
    { name: `cards ${name}`, path: books, body: { listed: await middleOf(register, books, {}) } },
    { name: `facets ${name}`, path: facets, body: {} },
    { name: `facets ${name}, with every control`, path: facets, body: { filters: ALL_CONTROLS, quietDays: 30 } },
  ];
}

/** The pages of a client with two orders, and of the one with the longest history. */
async function ofAClient(register: Register): Promise<Ask[]> {
  const asks: Ask[] = [];
  for (const [who, account] of [
    ["a client", "C1"],
    ["the client with the longest history", "C0"],
  ] as const) {
    const { customers } = await asked<{ customers: { customerId: string; accountNumber: string }[] }>(register, "/api/pos/customers/search", {
      query: account,
    });
    const id = customers.find(({ accountNumber }) => accountNumber === account)?.customerId ?? "";
    const at = `/api/pos/customers/${id}`;
    asks.push(
      { name: `customer's page of ${who}`, path: at },
      { name: `timeline of ${who}`, path: `${at}/timeline` },
      { name: `purchases of ${who}`, path: `${at}/purchases`, body: { limit: 30 } },
      { name: `recommended for ${who}`, path: `${at}/recommendations` },
      { name: `summary of ${who}`, path: `${at}/summary` },
    );
  }
  return asks;
}

/** Fifty clients in the middle of a list. */
async function middleOf(register: Register, path: string, body: object): Promise<object> {
  const { order } = await asked<{ order: { books: string[]; refs: number[] } }>(register, path, { ...body, whole: true });
  return { books: order.books, refs: order.refs.slice(LONG / 2, LONG / 2 + 50) };
}

function figuresOf({ name, hand, within = AIM_P99_MS }: Ask, taken: readonly number[]): Figure[] {
  const [middle, slowest] = [median(taken), quantile(taken, 0.99)];
  const beside = hand === undefined ? {} : { engine: hand, ratio: middle / hand, aim: `at most ${AIM_RATIO} of SQL by hand`, met: middle / hand <= AIM_RATIO };
  return [
    { name: `${name}, p50`, value: middle, unit: "ms", ...beside },
    { name: `${name}, p99`, value: slowest, unit: "ms", aim: `under ${within} ms`, met: slowest < within },
  ];
}

async function answers({ product, cookie, path, body }: Register & { path: string; body?: object }): Promise<number[]> {
  return await repeated({ runs: RUNS, work: () => asked({ product, cookie }, path, body) });
}
