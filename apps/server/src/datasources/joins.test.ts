import { calendarOf, suiteRules } from "@rapport/domain";
import { joinRow, judgeRow, readFile, type JoinedRow, type Known, type RecordedTransaction } from "@rapport/domain/reference";
import { testClock } from "@rapport/testkit";
import { engineTime, type NamedQuery } from "@rapport/warehouse";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { currentSettings } from "../report-suites/index.ts";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { linkWaiting } from "./join/link-waiting.ts";
import { newSource } from "./uploads.fixture.ts";

/** The engine joins every row of a file like the pure function. */
const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-03-02T12:00:00Z");
const ROWS = 1500;

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: testClock(new Date(NOW)) });
});
afterAll(() => server.close());

interface Hit {
  readonly visitor: string;
  readonly at: number;
  readonly visitStart: number;
  readonly post: Record<string, string>;
  readonly lists: Record<string, string[]>;
  readonly setAt: Record<string, number[]>;
  readonly counted: readonly string[];
}
interface World {
  readonly transactions: ReadonlyMap<string, RecordedTransaction>;
  readonly seenWhileOff: ReadonlySet<string>;
  readonly hits: readonly Hit[];
}

const post = fc.dictionary(
  fc.constantFrom("evar1", "evar2", "evar4", "campaign", "marketingchannel", "referringdomain", "visitnumber", "evar5", "evar6", "evar7"),
  fc.constantFrom("a", "b", "2026-01-01", "7", "true"),
);
const lists = fc.dictionary(fc.constantFrom("evar3", "list1", "list2"), fc.array(fc.constantFrom("p", "q"), { minLength: 1, maxLength: 3 }));
const ago = fc.integer({ min: 0, max: 200 }).map((tenthsOfDays) => (tenthsOfDays * DAY_MS) / 10);

function world(): fc.Arbitrary<World> {
  const transaction = fc
    .record({
      visitorId: fc.constantFrom("vid:c1", "fid:x", "aid:y"),
      age: ago,
      post,
      lists,
      productCategory: fc.constantFrom("", "shoes"),
      productName: fc.constantFrom("", "boots", "socks"),
      lateBy: fc.constantFrom(0, 0, 15 * DAY_MS),
    })
    .map(({ age, lateBy, ...rest }): RecordedTransaction => ({
      ...rest,
      hitAt: NOW - age,
      processedAt: Math.min(NOW, NOW - age + lateBy),
      expiresAt: NOW - age + 10 * DAY_MS,
    }));
  const hit = fc
    .record({
      visitor: fc.constantFrom("c1", "c2", "c3"),
      age: ago,
      length: fc.constantFrom(0, 60_000, 44_000_000),
      post,
      lists,
      counted: fc.constantFrom([], [], ["event1"], ["orders"], ["event1", "event2", "orders"]),
      ages: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 3 }),
      knowsAges: fc.boolean(),
    })
    .map(({ age, length, ages, knowsAges, ...rest }): Hit => {
      const at = NOW - age;
      const setMs = ages.map((tenthsOfDays) => at - (tenthsOfDays * DAY_MS) / 10);
      const aged = Object.entries({ ...rest.post, ...rest.lists }).filter(([key]) => AGED.has(key));
      const setAt = aged.map(([key, value]) => [key, typeof value === "string" ? setMs.slice(0, 1) : setMs.slice(0, value.length)] as const);
      return { ...rest, at, visitStart: at - length, setAt: knowsAges ? Object.fromEntries(setAt) : {} };
    });
  return fc.record({
    transactions: fc.array(transaction, { minLength: 40, maxLength: 40 }).map((list) => new Map(list.map((value, index) => [`T${index}`, value]))),
    seenWhileOff: fc.constant(new Set(["OFF1", "OFF2", "T1"])),
    hits: fc.uniqueArray(hit, { minLength: 60, maxLength: 60, selector: (made) => `${made.visitor} ${made.at}` }),
  });
}

async function tell(suite: string, { transactions, seenWhileOff, hits }: World): Promise<void> {
  const rows = [...transactions].map(([id, made], index) => ({
    suite,
    transaction_id: id,
    recorded: 1,
    visitor_id: made.visitorId,
    hit_at: engineTime(made.hitAt),
    received_at: engineTime(made.processedAt),
    processed_at: engineTime(made.processedAt),
    expires_at: engineTime(made.expiresAt),
    snapshot: made.post,
    lists: made.lists,
    set_at: {},
    product_category: made.productCategory,
    product_name: made.productName,
    range: index + 1,
  }));
  const off = [...seenWhileOff].map((id) => ({
    suite,
    transaction_id: id,
    recorded: 0,
    hit_at: engineTime(NOW),
    received_at: engineTime(NOW),
    processed_at: engineTime(NOW),
    expires_at: engineTime(NOW),
    range: 0,
  }));
  const online = hits.map((hit, index) => ({
    suite,
    visitor_id: `vid:${hit.visitor}`,
    at: engineTime(hit.at),
    position: index,
    source: 2,
    occurrences: 1,
    visit_number: 1,
    visit_start: engineTime(hit.visitStart),
    post: hit.post,
    lists: hit.lists,
    set_at: hit.setAt,
    orders: hit.counted.includes("orders") ? "1" : "0",
    metrics: Object.fromEntries(hit.counted.filter((metric) => metric !== "orders").map((metric) => [metric, "0"])),
    range: 1,
  }));
  await server.deps.warehouse.insert({
    table: "transactions_v1",
    ndjson: Buffer.from([...rows, ...off].map((row) => JSON.stringify(row)).join("\n")),
    token: `${suite} transactions`,
  });
  await server.deps.warehouse.insert({ table: "hits_v1", ndjson: Buffer.from(online.map((row) => JSON.stringify(row)).join("\n")), token: `${suite} hits` });
}

const HEADER = "Date\tEvar 1\tEvar 2\tEvar 3\tTracking Code\tZip\tProduct\tCategory\ttransactionID\tVisitorID\tOrders\tPrice\tQuantity\tEvent 1";
function rowText(): fc.Arbitrary<string> {
  const date = fc.tuple(fc.date({ min: new Date(NOW - 22 * DAY_MS), max: new Date(NOW), noInvalidDate: true }), fc.boolean()).map(([at, timed]) => {
    const day = `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}`;
    return timed ? `${day}/${at.getUTCHours()}/${at.getUTCMinutes()}/${at.getUTCSeconds()}` : day;
  });
  const maybe = (...values: string[]) => fc.constantFrom("", "", ...values);
  const id = fc.oneof(
    fc.constantFrom("", "", "OFF1", "OFF2", "never"),
    fc.integer({ min: 0, max: 39 }).map((n) => `T${n}`),
  );
  return fc
    .tuple(
      date,
      maybe("own", "2026-02-02", "é".repeat(200), `${"x".repeat(254)}👍`, `${"y".repeat(254)} z`),
      maybe("own2"),
      maybe("own3"),
      maybe("spring"),
      maybe("1011", "1".repeat(51)),
      maybe("boots", "socks", "hat", "€".repeat(50)),
      maybe("winter"),
      id,
      maybe("c1", "c2", "c3", "c9", "T2"),
      // Signs that contradict each other are another test's (D13).
      fc.oneof(fc.tuple(maybe("1"), maybe("12.5"), maybe("2")), fc.tuple(maybe("-1"), maybe("-40"), maybe("-2"))).map((amounts) => amounts.join("\t")),
      fc.constantFrom("1", "-3", "0"),
    )
    .map((cells) => cells.join("\t"));
}

const rowsOfUpload = {
  name: "testRowsOfUpload",
  text: `SELECT line, occurrences, fate, unlinked_reason, visitor_id, source, key, transaction_ids, is_return, toJSONString(dims) AS dims, toJSONString(post) AS post, lists, orders, units, revenue, metrics,
      \`products.category\` AS categories, \`products.name\` AS names, \`products.units\` AS product_units, \`products.revenue\` AS product_revenue, toUnixTimestamp64Milli(at) AS at_ms, visitor = if(visitor_id = '', 0, sipHash64(visitor_id)) AS hashed, position
    FROM hits_v1 WHERE suite = {suite:String} AND upload = {upload:UInt32} ORDER BY line, fate, occurrences`,
  params: z.object({ suite: z.string(), upload: z.number() }),
  row: z.record(z.string(), z.unknown()),
} satisfies NamedQuery;

const decimal = (text: string | undefined) => (text === undefined ? "0" : text);

const VARIABLES = {
  evar2: { expiration: { kind: "never" } },
  evar3: { allocation: "linear", expiration: { kind: "days", days: 3 } },
  evar4: { expiration: { kind: "hit" } },
  evar5: { expiration: { kind: "days", days: 1 } },
  evar6: { expiration: { kind: "event", event: "event1" } },
  evar7: { allocation: "original", expiration: { kind: "event", event: "purchase" } },
  list1: { expiration: { kind: "days", days: 2 } },
  list2: { expiration: { kind: "event", event: "event1" } },
} as const;
const AGED: ReadonlySet<string> = new Set(["evar3", "evar5", "list1", "marketingchannel"]);

async function arrange(seed: number) {
  const suite = await newSuite(server, { timeZone: "UTC", transactionIdWindowDays: 10, variables: VARIABLES });
  const [made] = fc.sample(world(), { numRuns: 1, seed });
  if (made === undefined) throw new Error("no world");
  return { rsid: suite.rsid, made, source: await newSource(server, suite), file: `${HEADER}\n${fc.sample(rowText(), { numRuns: ROWS, seed }).join("\n")}\n` };
}

describe("rows join in the engine as the pure function joins them", () => {
  test.each([11, 12])("J1 CR1 CR2 FA1 FA3 for 1,500 random rows against random transactions and visitors, seed %i", async (seed) => {
    const { rsid, made, source, file } = await arrange(seed);
    await tell(rsid, made);
    const receipt = await source.load(file);
    expect(receipt).toMatchObject({ status: "success", rowsRead: ROWS, rejected: 0 });

    const expected = await expectedRows({ file, world: made, rsid, upload: receipt.jobId });
    const found = await server.deps.warehouse.rows(rowsOfUpload, { suite: rsid, upload: receipt.jobId });
    expect(found.length).toBe(expected.length);
    for (const [index, row] of expected.entries()) expect(found[index]).toEqual({ ...row, occurrences: 1 });

    const count = (fate: JoinedRow["fate"]) => expected.filter((row) => row.fate === fate).length;
    expect(receipt).toMatchObject({
      linkedByTransaction: count("transaction"),
      linkedByCustomer: count("customer"),
      unlinked: count("unlinked"),
      summary: count("summary"),
    });
    for (const fate of ["transaction", "customer", "unlinked", "summary"] as const) expect(count(fate)).toBeGreaterThan(20);
  });
  test.each([13, 14])("LL1 LL2 LL3 also when the rows came first and were linked late, seed %i", async (seed) => {
    const { rsid, made, source, file } = await arrange(seed);
    const before = await source.load(file);
    expect(before).toMatchObject({ rowsRead: ROWS, linkedByTransaction: 0, linkedByCustomer: 0 });
    await tell(rsid, made);
    const linked = await linkWaiting(server.deps, { suite: rsid });
    expect(await linkWaiting(server.deps, { suite: rsid })).toBe(0);
    const receipt = await source.receipt(before.jobId);
    expect(receipt.linkedByTransaction + receipt.linkedByCustomer).toBe(linked);
    expect(receipt.unlinked).toBe(before.unlinked - linked);

    // The rows that are left after every negative cancels its opposite.
    const found = await server.deps.warehouse.rows(rowsOfUpload, { suite: rsid, upload: receipt.jobId });
    const left = [...new Set(found.map((row) => row["line"]))].map((line) => {
      const rows = found.filter((row) => row["line"] === line);
      const [first, ...more] = rows.filter((row) => row["occurrences"] === 1);
      const negative = rows.find((row) => row["occurrences"] === -1);
      if (negative === undefined) return first;
      const unlinked = more.length === 1 && first?.["fate"] !== "unlinked" ? more[0] : first;
      expect(negated(negative)).toEqual(unlinked);
      return unlinked === first ? more[0] : first;
    });
    const expected = await expectedRows({ file, world: made, rsid, upload: receipt.jobId });
    for (const [index, row] of expected.entries()) {
      // The reason why a row waits is set once, when it is loaded.
      const reason = row.fate === "unlinked" ? left[index]?.["unlinked_reason"] : "";
      expect(left[index]).toEqual({ ...row, unlinked_reason: reason, occurrences: 1 });
    }
    expect(linked).toBeGreaterThan(100);
  });
});

function negated(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const minus = (amount: unknown) => (amount === "0" ? "0" : String(amount).startsWith("-") ? String(amount).slice(1) : `-${String(amount)}`);
  return {
    ...row,
    occurrences: -Number(row["occurrences"]),
    ...Object.fromEntries(["orders", "units", "revenue"].map((key) => [key, minus(row[key])])),
    ...Object.fromEntries(["product_units", "product_revenue"].map((key) => [key, (row[key] as unknown[]).map(minus)])),
    metrics: Object.fromEntries(Object.entries(row["metrics"] as object).map(([key, amount]) => [key, minus(amount)])),
  };
}

async function expectedRows({ file, world: { transactions, seenWhileOff, hits }, rsid, upload }: { file: string; world: World; rsid: string; upload: number }) {
  const content = readFile(file);
  const settings = await currentSettings(server.deps, rsid);
  if (content.kind === "failure" || settings === undefined) throw new Error("the file or its suite is wrong");
  const { persistence } = suiteRules(settings);
  const terms = { uploadedAt: NOW, windowDays: 10, expiryOf: (key: string) => persistence.get(key)?.expiry ?? ({ kind: "visit" } as const) };
  return content.rows.map(({ number: line, text }) => {
    const verdict = judgeRow(text, {
      type: "transactionid",
      plan: content.plan,
      mode: "lenient",
      dateFormat: "month_first",
      returnPrices: "negative",
      timeZone: "UTC",
      calendar: calendarOf("UTC"),
      uploadedAt: NOW,
    });
    if (verdict.kind === "rejected") throw new Error(`line ${line} was to be kept: ${verdict.rejection.code}`);
    const { row } = verdict;
    const visits = hits.filter((hit) => hit.visitor === row.visitorId);
    const lastHit = visits
      .filter((hit) => hit.at <= row.at)
      .toSorted((a, b) => a.at - b.at)
      .at(-1);
    const known: Known = {
      transaction: transactions.get(row.transactionId),
      seenWhileOff: seenWhileOff.has(row.transactionId),
      visitor: visits.length === 0 ? undefined : { visitorId: `vid:${row.visitorId}`, lastHit },
    };
    const joined = joinRow(row, { known, terms });
    const { orders, units, revenue, ...metrics } = row.metrics;
    const product = joined.product === null ? [] : [joined.product];
    return {
      line,
      fate: joined.fate,
      unlinked_reason: joined.unlinkedReason,
      visitor_id: joined.visitorId,
      source: joined.source,
      key: joined.key,
      transaction_ids: joined.transactionIds,
      is_return: joined.isReturn ? 1 : 0,
      dims: sortedJson(row.dims),
      post: sortedJson(joined.post),
      lists: joined.lists,
      orders: decimal(orders),
      units: decimal(units),
      revenue: decimal(revenue),
      metrics,
      categories: product.map(({ category }) => category),
      names: product.map(({ name }) => name),
      product_units: product.map(() => decimal(units)),
      product_revenue: product.map(() => decimal(revenue)),
      at_ms: String(row.at),
      hashed: 1,
      position: String(2n ** 63n + BigInt(upload) * 2n ** 32n + BigInt(line)),
    };
  });
}

function sortedJson(values: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
