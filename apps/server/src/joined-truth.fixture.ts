import { createDataSource } from "@rapport/contract/data-sources";
import { getQuarantine, putCurrencyRates, type ReportSuite } from "@rapport/contract/report-suites";
import { type RankedReport, runReport } from "@rapport/contract/reporting";
import {
  type Counted,
  type OracleEvent,
  type OracleHit,
  oracleReport,
  type OracleReport,
  type OracleRefund,
  type OracleRow,
  type OracleSettings,
  type OracleUpload,
  truth,
  UNSPECIFIED,
} from "@rapport/testkit";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { endedJob, postFile, type TestServer } from "./testing/index.ts";

/** Random histories for the tests that compare reports with plain loops. */
export const DAY_MS = 86_400_000;
export const WINDOW_DAYS = 90;

export const VARIABLES: OracleSettings["variables"] = {
  evar1: { allocation: "mostRecent", expiration: { kind: "visit" } },
  evar2: { allocation: "original", expiration: { kind: "never" } },
  evar3: { allocation: "linear", expiration: { kind: "visit" } },
  evar4: { allocation: "mostRecent", expiration: { kind: "days", days: 2 } },
  evar5: { allocation: "mostRecent", expiration: { kind: "hit" } },
  evar6: { allocation: "linear", expiration: { kind: "days", days: 2 } },
  evar7: { allocation: "mostRecent", expiration: { kind: "event", event: "event1" } },
  evar8: { allocation: "original", expiration: { kind: "event", event: "event1" } },
};
export const SETTINGS: OracleSettings = {
  windowMs: WINDOW_DAYS * DAY_MS,
  lateLinking: true,
  variables: VARIABLES,
  rateOf,
};

/** The currency of an order is that of its id, so that what is given back of it can be said before it comes; '' is the suite's. */
function currencyOf(transactionId: string): string {
  const number = Number(transactionId.slice(1));
  return number % 5 === 3 ? "USD" : number % 5 === 4 ? "GBP" : "";
}

function rateOf({ currency, atMs }: { currency: string; atMs: number }): number {
  return [0.5, 0.25, 2, 1.5][(Math.floor(atMs / DAY_MS) + (currency === "USD" ? 0 : 1)) % 4] ?? Number.NaN;
}

/** The rates of all days of a history. */
export async function giveRates(server: TestServer, { rsid }: ReportSuite): Promise<void> {
  const days = Array.from({ length: 160 }, (_, day) => Date.now() - (day - 2) * DAY_MS);
  const rates = days.flatMap((atMs) =>
    ["USD", "GBP"].map((from) => ({ day: new Date(atMs).toISOString().slice(0, "2026-01-31".length), from, rate: String(rateOf({ currency: from, atMs })) })),
  );
  await server.api(putCurrencyRates, { params: { rsid }, body: { rates } });
}

/** Resolves when no money waits for a rate. */
export async function converted(server: TestServer, { rsid }: ReportSuite): Promise<void> {
  const waiting = async () => (await server.api(getQuarantine, { params: { rsid } })).waitingAmounts;
  for (const deadline = Date.now() + 30_000; (await waiting()).length > 0; await sleep(50))
    if (Date.now() > deadline) throw new Error("money still waits for its rates");
}

/** Now and then a page of a purchase is loaded again. */
export function reloadOf(events: readonly OracleEvent[], chance: Chance): OracleHit | undefined {
  const purchase = events.findLast((event): event is OracleHit => event.kind === "hit" && event.isPurchase);
  return purchase === undefined || chance.fraction() > 0.08
    ? undefined
    : { ...purchase, atMs: purchase.atMs + chance.integer(1, 60_000), receivedMs: Date.now() };
}

export function randomHit({ chance, nowMs }: { chance: Chance; nowMs: number }): OracleHit {
  const isOld = chance.fraction() < 0.3;
  // Half of the old ones by so little that they may belong to the newest visit.
  const byMinutes = chance.fraction() < 0.5 ? 50 : chance.fraction() < 0.2 ? 120 * 24 * 60 : 3000;
  const atMs = isOld ? nowMs - chance.integer(1, byMinutes) * 60_000 : nowMs;
  const isPageView = chance.fraction() < 0.8;
  const isPurchase = chance.fraction() < 0.3;
  const ids = chance.fraction() < 0.35 ? [...new Set(Array.from({ length: chance.integer(1, 2) }, () => `t${chance.integer(1, 10)}`))] : [];
  const transactionIds = ids.filter((id) => currencyOf(id) === currencyOf(ids[0] ?? ""));
  const currency = ids[0] === undefined ? chance.pick(["", "", "", "USD"]) : currencyOf(ids[0]);
  const dims: Record<string, string> = isPageView ? { page: `P${chance.integer(1, 4)}` } : {};
  for (const name of ["evar1", "evar2", "evar3", "evar4", "evar5", "evar6", "evar7", "evar8", "prop1"])
    if (chance.fraction() < 0.3) dims[name] = `${name}-${chance.integer(1, 3)}`;
  const products =
    isPurchase || chance.fraction() < 0.2
      ? Array.from({ length: chance.integer(1, 3) }, () => ({
          name: `A${chance.integer(1, 4)}`,
          units: chance.integer(1, 3),
          revenueCents: chance.integer(1, 9999),
        }))
      : [];
  return {
    kind: "hit",
    visitor: `v${chance.integer(1, 4)}`,
    atMs,
    receivedMs: Date.now(),
    dims,
    isPageView,
    isPurchase,
    purchaseId: isPurchase && chance.fraction() < 0.6 ? `o${chance.integer(1, 8)}` : null,
    events: chance.fraction() < 0.4 ? { event1: chance.integer(1, 5) } : {},
    products,
    transactionIds,
    currency,
  };
}

/** A call that gives back one of a few products, some money, or all of an order that may never come. */
export function randomRefund({ chance, nowMs }: { chance: Chance; nowMs: number }): OracleRefund {
  const transactionId = `t${chance.integer(1, 12)}`;
  const atMs = chance.fraction() < 0.2 ? nowMs - chance.integer(1, 3000) * 60_000 : nowMs;
  const what = chance.fraction();
  const products = Array.from({ length: what < 0.4 ? 0 : chance.integer(1, 2) }, () => {
    const units = chance.integer(1, 2);
    return { name: `A${chance.integer(1, 4)}`, units, revenueCents: chance.fraction() < 0.4 ? units * chance.integer(1, 2000) : null };
  });
  const revenueCents = what < 0.2 || what > 0.9 ? chance.integer(1, 3000) : null;
  const ask = { products, units: null, revenueCents, currency: currencyOf(transactionId) };
  return { kind: "refund", visitor: `v${chance.integer(1, 4)}`, atMs, receivedMs: Date.now(), dims: {}, transactionId, ask };
}

export async function sendRefund(server: TestServer, { suite, refund }: { suite: ReportSuite; refund: OracleRefund }): Promise<void> {
  const { products, revenueCents, currency } = refund.ask;
  const properties = {
    order_id: refund.transactionId,
    ...(currency !== "" && { currency }),
    ...(revenueCents !== null && { total: revenueCents / 100 }),
    products: products.map(({ name, units, revenueCents: cents }) => ({
      name,
      quantity: units,
      ...(cents !== null && { price: money(cents / (units ?? 1)) }),
    })),
  };
  const answer = await server.inject({
    method: "POST",
    url: "/v1/track",
    headers: { authorization: `Basic ${Buffer.from(`${suite.writeKey}:`).toString("base64")}` },
    payload: { userId: refund.visitor, event: "Order Refunded", timestamp: new Date(refund.atMs).toISOString(), properties },
  });
  expect(answer.statusCode, answer.body).toBe(200);
}

export async function sendHit(server: TestServer, { suite, hit }: { suite: ReportSuite; hit: OracleHit }): Promise<void> {
  const events = [...(hit.isPurchase ? ["purchase"] : []), ...Object.entries(hit.events).map(([name, value]) => `${name}=${value}`)];
  const query = new URLSearchParams({ AQB: "1", vid: hit.visitor, ts: String(hit.atMs / 1000) });
  if (hit.dims["page"] === undefined) {
    query.set("pe", "lnk_o");
    query.set("pev2", "a link");
  } else query.set("pageName", hit.dims["page"]);
  for (const [name, value] of Object.entries(hit.dims)) if (name !== "page") query.set(name.replace("evar", "v").replace("prop", "c"), value);
  if (events.length > 0) query.set("events", events.join(","));
  if (hit.products.length > 0) query.set("products", hit.products.map(({ name, units, revenueCents }) => `;${name};${units};${money(revenueCents)}`).join(","));
  if (hit.purchaseId !== null) query.set("purchaseID", hit.purchaseId);
  if (hit.transactionIds.length > 0) query.set("xact", hit.transactionIds.join(","));
  if ((hit.currency ?? "") !== "") query.set("cc", hit.currency ?? "");
  query.set("AQE", "1");
  const answer = await server.inject({ method: "GET", url: `/b/ss/${suite.rsid}/1/s${hit.atMs}?${query.toString()}` });
  expect(answer.statusCode).toBe(200);
}

const HEADER = ["Date", "transactionID", "VisitorID", "Evar 1", "Evar 2", "Evar 3", "Product", "Orders", "Quantity", "Price", "Event 1"];

export async function newSource(server: TestServer, { rsid }: ReportSuite): Promise<number> {
  return (await server.api(createDataSource, { params: { company: "test", rsid }, query: { type: "transactionid", name: "rows" } })).data_source_id;
}

export async function sendUpload(
  server: TestServer,
  { suite, dataSourceId, chance }: { suite: ReportSuite; dataSourceId: number; chance: Chance },
): Promise<OracleUpload> {
  const rows = Array.from({ length: chance.integer(1, 6) }, (_, index) => randomRow({ chance, line: index + 2 }));
  const text = [HEADER, ...rows.map(cellsOf)].map((cells) => cells.join("\t")).join("\n");
  const path = `/api/test/datasources/job/${suite.rsid}/${dataSourceId}?force=true`;
  const answer = await postFile(server, { path, file: `${text}\n`, filename: "rows.txt" });
  expect(answer.statusCode, answer.body).toBe(200);
  const { job_id: id } = answer.json<{ job_id: number }>();
  const receivedMs = Date.now();
  return { kind: "upload", id, receivedMs, rows };
}

const REFUND_HEADER = ["Date", "transactionID", "Evar 1", "Product", "Quantity", "Price"];

export async function newRefundSource(server: TestServer, { rsid }: ReportSuite): Promise<number> {
  return (await server.api(createDataSource, { params: { company: "test", rsid }, query: { type: "refund", name: "refunds" } })).data_source_id;
}

/** A file of refunds. Its money is in the suite's currency, so of an order in another one its rows say none. */
export async function sendRefundRows(
  server: TestServer,
  { suite, dataSourceId, chance }: { suite: ReportSuite; dataSourceId: number; chance: Chance },
): Promise<OracleUpload> {
  const rows = Array.from({ length: chance.integer(1, 4) }, (_, index) => randomRefundRow({ chance, line: index + 2 }));
  const cells = ({ ask, ...row }: OracleRow): string[] => {
    const [product] = ask?.products ?? [];
    const { units = null, revenueCents = null } = product ?? ask ?? {};
    return [
      dateOf(row),
      row.transactionId ?? "",
      row.dims["evar1"] ?? "",
      product?.name ?? "",
      String(units ?? ""),
      revenueCents === null ? "" : money(revenueCents),
    ];
  };
  const text = [REFUND_HEADER, ...rows.map(cells)].map((line) => line.join("\t")).join("\n");
  const path = `/api/test/datasources/job/${suite.rsid}/${dataSourceId}?force=true`;
  const answer = await postFile(server, { path, file: `${text}\n`, filename: "refunds.txt" });
  expect(answer.statusCode, answer.body).toBe(200);
  return { kind: "upload", id: answer.json<{ job_id: number }>().job_id, receivedMs: Date.now(), rows };
}

function randomRefundRow({ chance, line }: { chance: Chance; line: number }): OracleRow {
  const transactionId = `t${chance.integer(1, 12)}`;
  const units = chance.fraction() < 0.5 ? chance.integer(1, 2) : null;
  const revenueCents = currencyOf(transactionId) === "" && chance.fraction() < 0.5 ? chance.integer(1, 2000) : null;
  const product = chance.fraction() < 0.6 ? `A${chance.integer(1, 4)}` : null;
  const said = { units, revenueCents };
  const ask =
    product === null ? { products: [], ...said, currency: "" } : { products: [{ name: product, ...said }], units: null, revenueCents: null, currency: "" };
  const dims: Record<string, string> = chance.fraction() < 0.3 ? { evar1: `evar1-${chance.integer(1, 4)}` } : {};
  return { line, atMs: randomRowTime(chance), transactionId, visitorId: null, dims, product, orders: 0, units: 0, revenueCents: 0, events: {}, ask };
}

export async function loaded(server: TestServer, jobId: number): Promise<void> {
  const { status, error } = await endedJob(server, jobId);
  expect(status, JSON.stringify(error)).not.toBe("failure");
}

function randomRow({ chance, line }: { chance: Chance; line: number }): OracleRow {
  const dims: Record<string, string> = {};
  for (const name of ["evar1", "evar2", "evar3"]) if (chance.fraction() < 0.2) dims[name] = `${name}-${chance.integer(1, 4)}`;
  const kind = chance.fraction();
  // Signs that contradict each other are rejected (D13). Adding 0 makes a plain 0 of -0.
  const sign = chance.pick([-1, 1]);
  return {
    line,
    atMs: randomRowTime(chance),
    transactionId: kind < 0.55 ? `t${chance.integer(1, 12)}` : null,
    visitorId: kind >= 0.45 && kind < 0.85 ? `v${chance.integer(1, 5)}` : null,
    dims,
    product: chance.fraction() < 0.4 ? `A${chance.integer(1, 5)}` : null,
    orders: sign * chance.integer(0, 1) + 0,
    units: sign * chance.integer(0, 3) + 0,
    revenueCents: sign * chance.integer(0, 9999) + 0,
    events: chance.fraction() < 0.4 ? { event1: chance.integer(-2, 4) } : {},
  };
}

/** A second of the last 40 days. */
function randomRowTime(chance: Chance): number {
  return Math.floor((Date.now() - chance.integer(0, 40 * 24 * 60) * 60_000 - 60_000) / 1000) * 1000;
}

function dateOf(row: Pick<OracleRow, "atMs">): string {
  const at = new Date(row.atMs);
  return [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCFullYear(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].join("/");
}

function cellsOf(row: OracleRow): string[] {
  return [
    dateOf(row),
    row.transactionId ?? "",
    row.visitorId ?? "",
    row.dims["evar1"] ?? "",
    row.dims["evar2"] ?? "",
    row.dims["evar3"] ?? "",
    row.product ?? "",
    String(row.orders),
    String(row.units),
    money(row.revenueCents),
    String(row.events["event1"] ?? ""),
  ];
}

/** Every report of the suite must be what plain loops over its history give. */
export async function expectTruth(
  server: TestServer,
  { suite, events, chance, seed }: { suite: ReportSuite; events: readonly OracleEvent[]; chance: Chance; seed: number },
): Promise<Counted[]> {
  const counted = truth(events, SETTINGS);
  for (const table of tablesOf(chance)) {
    const answers = await asked(server, { suite, table });
    for (const [column, report] of table.entries()) {
      expect(answers[column], `seed ${seed}: ${JSON.stringify(report)}`).toEqual(wanted(oracleReport(counted, report), report));
    }
  }
  return counted;
}

/** Reports that are asked for together: the columns of one table. */
function tablesOf(chance: Chance): OracleReport[][] {
  const wholeMs = { fromMs: Date.now() - 400 * DAY_MS, toMs: Date.now() + DAY_MS };
  const startMs = Math.floor((Date.now() - chance.integer(5, 30) * DAY_MS) / 1000) * 1000;
  const partMs = { fromMs: startMs, toMs: startMs + chance.integer(1, 10) * DAY_MS };
  const dimensions: OracleReport["dimension"][] = [
    { kind: "persisted", name: "evar1" },
    { kind: "persisted", name: "evar2" },
    { kind: "persisted", name: "evar3", isLinear: true },
    { kind: "persisted", name: "evar4" },
    { kind: "persisted", name: "evar5" },
    { kind: "persisted", name: "evar6", isLinear: true },
    { kind: "persisted", name: "evar7" },
    { kind: "persisted", name: "evar8" },
    { kind: "set", name: "prop1" },
    { kind: "set", name: "page" },
    { kind: "product", name: "product" },
  ];
  const metrics = ["occurrences", "pageviews", "visits", "visitors", "orders", "units", "revenueCents", "event1"] as const;
  return [wholeMs, partMs].flatMap((range) =>
    dimensions.map((dimension): OracleReport[] => [
      ...metrics.map((metric) => ({ dimension, metric, ...range })),
      ...(dimension.kind === "product" ? [] : [{ dimension, metric: "instances" as const, ...range }]),
      ...(["orders", "revenueCents", "event1"] as const).flatMap((metric) =>
        (["sessions", "visitors"] as const).map((participation) => ({ dimension, metric, participation, ...range })),
      ),
    ]),
  );
}

async function asked(server: TestServer, { suite, table }: { suite: ReportSuite; table: readonly OracleReport[] }): Promise<Record<string, number>[]> {
  const [first] = table;
  if (first === undefined) throw new Error("a table needs a column");
  const answer: RankedReport = await server.api(runReport, {
    params: { company: "test" },
    body: {
      rsid: suite.rsid,
      dimension: `variables/${first.dimension.name}`,
      globalFilters: [{ type: "dateRange", dateRange: `${local(first.fromMs)}/${local(first.toMs)}` }],
      metricContainer: {
        metrics: table.map(({ metric, participation }, column) => ({
          id: `metrics/${metric === "revenueCents" ? "revenue" : metric}`,
          columnId: String(column),
          ...(participation === undefined ? {} : { allocationModel: { func: "allocation-participation" as const, context: participation } }),
        })),
      },
      settings: { limit: 1000 },
    },
  });
  return table.map((_, column) =>
    Object.fromEntries(answer.rows.map(({ value, data }) => [value, data[column] ?? 0] as const).filter(([, number]) => number !== 0)),
  );
}

/** The oracle's numbers as a report gives them: integers rounded, money in euros and cents, rows of zero left out. */
function wanted(numbers: ReadonlyMap<string, number>, report: OracleReport): Record<string, number> {
  return Object.fromEntries(
    [...numbers]
      .map(
        ([value, number]) =>
          [value === UNSPECIFIED ? "Unspecified" : value, report.metric === "revenueCents" ? roundHalfAway(number) / 100 : roundHalfAway(number)] as const,
      )
      .filter(([, number]) => number !== 0),
  );
}

/** Sums of thirds carry small binary errors, so a half is recognised with some tolerance. */
function roundHalfAway(number: number): number {
  return Math.sign(number) * Math.floor(Math.abs(number) + 0.5 + 1e-6);
}

function local(ms: number): string {
  return new Date(ms).toISOString().slice(0, 23);
}

function money(cents: number): string {
  return `${cents < 0 ? "-" : ""}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, "0")}`;
}

export interface Chance {
  fraction(): number;
  integer(from: number, to: number): number;
  pick<T>(choices: readonly T[]): T;
}

/** mulberry32: the same seed, the same history. */
export function createChance(seed: number): Chance {
  let state = seed * 0x9e3779b9;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    fraction,
    integer: (from, to) => from + Math.floor(fraction() * (to - from + 1)),
    pick(choices) {
      const choice = choices[Math.floor(fraction() * choices.length)];
      if (choice === undefined) throw new Error("nothing to choose from");
      return choice;
    },
  };
}
