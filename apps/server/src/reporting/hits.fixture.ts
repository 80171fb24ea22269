import { CALLS } from "@rapport/domain";
import type { Warehouse } from "@rapport/warehouse";

/** A row of `hits_v1` for a test: give only what matters. Amounts are decimal texts; `at` is UTC, `2026-03-01 12:00:00`. */
export interface TestHit {
  readonly at: string;
  /** '' belongs to nobody. */
  readonly visitor?: string;
  readonly visit?: number;
  readonly position?: number | bigint;
  /** 5 and 7 are rows of files, which are in no visit and are not page views. */
  readonly source?: 1 | 2 | 5 | 7;
  /** 0 of money that was converted later, which stands in a row beside its hit. */
  readonly occurrences?: 1 | 0 | -1;
  /** What a call gives back: a row of its own at the place of the call. */
  readonly isOfCall?: boolean;
  readonly isPageView?: boolean;
  /** As sent. eVars, tracking code and marketing channel are also persisted, unless `post` says otherwise. */
  readonly dims?: Readonly<Record<string, string>>;
  readonly post?: Readonly<Record<string, string>>;
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  readonly orders?: string;
  readonly units?: string;
  readonly revenue?: string;
  readonly isReturn?: boolean;
  readonly metrics?: Readonly<Record<string, string>>;
  readonly products?: readonly TestProduct[];
  /** Of a row of a file: its line, and the range that gave it these values. */
  readonly line?: number;
  readonly range?: number;
}

export interface TestProduct {
  readonly name: string;
  readonly category?: string;
  readonly units?: string;
  readonly revenue?: string;
  readonly metrics?: Readonly<Record<string, string>>;
}

/** Writes rows into a suite, in order. */
export async function insertHits(warehouse: Warehouse, suite: string, hits: readonly TestHit[]): Promise<void> {
  const lines = hits.map((hit, index) => JSON.stringify(rowOf({ suite, hit, index })));
  await warehouse.insert({ table: "hits_v1", ndjson: Buffer.from(`${lines.join("\n")}\n`) });
}

/** The negative of an unlinked row, for when it is linked late. */
export function negativeOf(hit: TestHit): TestHit {
  const minus = (text: string | undefined) => (text === undefined ? undefined : text.startsWith("-") ? text.slice(1) : `-${text}`);
  const negated = { orders: minus(hit.orders), units: minus(hit.units), revenue: minus(hit.revenue) };
  return {
    ...hit,
    ...Object.fromEntries(Object.entries(negated).filter(([, text]) => text !== undefined)),
    occurrences: -1,
    metrics: Object.fromEntries(Object.entries(hit.metrics ?? {}).map(([name, text]) => [name, minus(text) ?? "0"])),
  };
}

function rowOf({ suite, hit, index }: { suite: string; hit: TestHit; index: number }): Record<string, unknown> {
  const { visitor = "vid:1", visit = 1, source = 1, dims = {}, products = [] } = hit;
  const isRow = source >= 5;
  const persisting = Object.entries(dims).filter(([name]) => /^(evar|campaign$|marketingchannel$)/.test(name) && hit.lists?.[name] === undefined);
  return {
    suite,
    visitor_id: visitor,
    at: hit.at,
    position: String(hit.position ?? (isRow ? 2n ** 63n + BigInt(index) : index)),
    source,
    occurrences: hit.occurrences ?? 1,
    visit_number: isRow ? 0 : visit,
    visit_start: isRow ? "1970-01-01 00:00:00" : `2026-01-01 00:00:0${visit % 10}`,
    hit_number: isRow ? 0 : index + 1,
    page_view: !isRow && (hit.isPageView ?? true) ? 1 : 0,
    dims,
    post: hit.post ?? Object.fromEntries(persisting),
    lists: hit.lists ?? {},
    orders: hit.orders ?? "0",
    units: hit.units ?? "0",
    revenue: hit.revenue ?? "0",
    is_return: hit.isReturn === true ? 1 : 0,
    metrics: hit.metrics ?? {},
    "products.name": products.map(({ name }) => name),
    "products.category": products.map(({ category }) => category ?? ""),
    "products.units": products.map(({ units }) => units ?? "0"),
    "products.revenue": products.map(({ revenue }) => revenue ?? "0"),
    "products.metrics": products.map(({ metrics }) => metrics ?? {}),
    transaction_ids: [],
    upload: hit.isOfCall === true ? CALLS : isRow ? 1 : 0,
    line: isRow ? (hit.line ?? index + 2) : 0,
    fate: isRow ? (visitor === "" ? "summary" : "transaction") : "",
    unlinked_reason: "",
    key: "",
    range: isRow ? String(hit.range ?? 0) : "1",
  };
}
