import { createDataSource, type DryRun } from "@rapport/contract/data-sources";
import { getQuarantine, putCurrencyRates, type ReportSuite } from "@rapport/contract/report-suites";
import type { OracleHit, OracleRefund, OracleRow } from "@rapport/testkit";
import { gzipSync } from "node:zlib";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { endedJob, postFile, type TestServer } from "../index.ts";
import { DAY_MS } from "./chance.ts";
import { doorOf, rateOf } from "./make-events.ts";

/** A request that brings one or more hits. */
export type Request = { readonly by: "image"; readonly hit: OracleHit } | { readonly by: "messages"; readonly messages: readonly object[] };

export function requestOf(event: OracleHit | OracleRefund): Request {
  if (event.kind === "refund") return { by: "messages", messages: [refundMessage(event)] };
  return doorOf(event) === "images" ? { by: "image", hit: event } : { by: "messages", messages: [hitMessage(event)] };
}

export async function send(server: TestServer, { suite, request }: { suite: ReportSuite; request: Request }): Promise<void> {
  const answer =
    request.by === "image"
      ? await server.inject({ method: "GET", url: `/b/ss/${suite.rsid}/1/s1?${imageQuery(request.hit)}` })
      : await server.inject({
          method: "POST",
          url: "/v1/batch",
          headers: { authorization: `Basic ${Buffer.from(`${suite.writeKey}:`).toString("base64")}` },
          payload: { batch: request.messages },
        });
  expect(answer.statusCode, answer.body).toBe(200);
}

export function imageQuery(hit: OracleHit): string {
  const events = [...(hit.isPurchase ? ["purchase"] : []), ...Object.entries(hit.events).map(([name, value]) => `${name}=${value}`)];
  const query = new URLSearchParams({ AQB: "1", ts: String(hit.atMs / 1000) });
  if (hit.visitor !== hit.device) query.set("vid", hit.visitor);
  if (hit.device !== undefined) query.set("fid", hit.device);
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
  return query.toString();
}

function hitMessage({ visitor, device, atMs, dims, isPageView, isPurchase, purchaseId, products, events, currency = "" }: OracleHit): object {
  const { page, ...set } = dims;
  const order = isPurchase && {
    order_id: purchaseId,
    products: products.map(({ name, units, revenueCents }) => ({ name, quantity: units, price: money(revenueCents / units) })),
  };
  const properties = { ...set, ...events, ...order, ...(currency !== "" && { currency }) };
  const who = { ...(visitor !== device && { userId: visitor }), ...(device !== undefined && { anonymousId: device }) };
  const of = { ...who, timestamp: new Date(atMs).toISOString(), properties };
  return isPageView ? { type: "page", name: page, ...of } : { type: "track", event: isPurchase ? "Order Completed" : "Looked", ...of };
}

function refundMessage({ visitor, atMs, dims, transactionId, ask: { products, revenueCents, currency } }: OracleRefund): object {
  const properties = {
    ...dims,
    order_id: transactionId,
    ...(currency !== "" && { currency }),
    ...(revenueCents !== null && { total: revenueCents / 100 }),
    products: products.map(({ name, units, revenueCents: cents }) => ({
      name,
      quantity: units,
      ...(cents !== null && { price: money(cents / (units ?? 1)) }),
    })),
  };
  return { type: "track", userId: visitor, event: "Order Refunded", timestamp: new Date(atMs).toISOString(), properties };
}

export type SourceKind = "transactionid" | "refund";

export async function newSource(server: TestServer, { suite: { rsid }, type }: { suite: ReportSuite; type: SourceKind }): Promise<number> {
  return (await server.api(createDataSource, { params: { company: "test", rsid }, query: { type, name: type } })).data_source_id;
}

const HEADERS: Readonly<Record<SourceKind, readonly string[]>> = {
  transactionid: ["Date", "transactionID", "VisitorID", "Evar 1", "Evar 2", "Evar 3", "Evar 9", "Product", "Orders", "Quantity", "Price", "Event 1"],
  refund: ["Date", "transactionID", "Evar 1", "Evar 9", "Product", "Quantity", "Price"],
};

/** How a file comes. */
export const WAYS = ["whole", "packed", "resumed"] as const;
export type Way = (typeof WAYS)[number];

/**
 * The number of the upload.
 *
 * @param isTried tries it before, when nothing else is on its way: it must become what its dry run said
 */
export async function sendRows(
  server: TestServer,
  of: { suite: ReportSuite; source: number; type: SourceKind; rows: readonly OracleRow[]; way: Way; isTried: boolean },
): Promise<number> {
  const { suite, source, type, rows, way } = of;
  const text = [HEADERS[type], ...rows.map(type === "refund" ? cellsOfRefund : cellsOf)].map((cells) => cells.join("\t")).join("\n");
  const file = Buffer.from(`${text}\n`);
  const place = `/api/report-suites/${suite.rsid}/data-sources/${source}`;
  const filename = `${type}.txt`;
  const tried = of.isTried ? (await postFile(server, { path: `${place}/dry-run?force=true`, file, filename })).json<DryRun>() : undefined;
  const id =
    way === "resumed"
      ? await resume(server, { place, file, filename })
      : await post(server, `/api/test/datasources/job/${suite.rsid}/${source}?force=true`, { file: way === "packed" ? gzipSync(file) : file, filename });
  if (tried !== undefined) expect(fatesOf(await endedJob(server, id)), "as its dry run").toEqual(fatesOf(tried));
  return id;
}

function fatesOf({ status, rowsRead, linkedByTransaction, linkedByCustomer, unlinked, summary, rejected, rejectedRows }: DryRun) {
  const lines = rejectedRows.map(({ line, column, code }) => ({ line, column, code }));
  return { status, rowsRead, linkedByTransaction, linkedByCustomer, unlinked, summary, rejected, lines };
}

async function post(server: TestServer, path: string, { file, filename }: { file: Buffer; filename: string }): Promise<number> {
  const answer = await postFile(server, { path, file, filename });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ job_id: number }>().job_id;
}

/** In three goes, the last one twice. */
async function resume(server: TestServer, { place, file, filename }: { place: string; file: Buffer; filename: string }): Promise<number> {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const headers = { authorization: `Bearer ${server.apiKey}`, "tus-resumable": "1.0.0" };
  const metadata = `filename ${base64(filename)},force ${base64("true")}`;
  const begun = await server.inject({
    method: "POST",
    url: `${place}/resumable-uploads`,
    headers: { ...headers, "upload-length": String(file.length), "upload-metadata": metadata },
  });
  expect(begun.statusCode, begun.body).toBe(201);
  const url = String(begun.headers.location);
  const cuts = [0, file.length >> 2, file.length >> 1, file.length, file.length];
  for (const [n, from] of cuts.slice(0, -1).entries()) {
    const more = { ...headers, "upload-offset": String(from), "content-type": "application/offset+octet-stream" };
    const sent = await server.inject({ method: "PATCH", url, headers: more, payload: file.subarray(from, cuts[n + 1]) });
    expect(sent.statusCode, sent.body).toBe(204);
  }
  const { jobId } = (await server.inject({ method: "GET", url, headers })).json<{ jobId: number | null }>();
  return jobId ?? 0;
}

function cellsOf(row: OracleRow): string[] {
  const { dims, orders, units, events } = row;
  const set = ["evar1", "evar2", "evar3", "evar9"].map((name) => dims[name] ?? "");
  return [
    dateOf(row),
    row.transactionId ?? "",
    row.visitorId ?? "",
    ...set,
    row.product ?? "",
    String(orders),
    String(units),
    money(row.revenueCents),
    String(events["event1"] ?? ""),
  ];
}

function cellsOfRefund({ ask, dims, ...row }: OracleRow): string[] {
  const [product] = ask?.products ?? [];
  const { units = null, revenueCents = null } = product ?? ask ?? {};
  const amounts = [String(units ?? ""), revenueCents === null ? "" : money(revenueCents)];
  return [dateOf(row), row.transactionId ?? "", dims["evar1"] ?? "", dims["evar9"] ?? "", product?.name ?? "", ...amounts];
}

export async function loaded(server: TestServer, jobId: number): Promise<void> {
  const { status, error } = await endedJob(server, jobId);
  expect(status, JSON.stringify(error)).not.toBe("failure");
}

/** The rates of all days of a history. */
export async function giveRates(server: TestServer, { rsid }: ReportSuite): Promise<void> {
  const days = Array.from({ length: 160 }, (_, day) => Date.now() - (day - 2) * DAY_MS);
  const rates = days.flatMap((atMs) =>
    ["USD", "GBP"].map((from) => ({ day: new Date(atMs).toISOString().slice(0, "2026-01-31".length), from, rate: String(rateOf({ currency: from, atMs })) })),
  );
  await server.api(putCurrencyRates, { params: { rsid }, body: { rates } });
}

/** Resolves when the queue is empty. */
export async function jobsDone(server: TestServer): Promise<void> {
  const left = async () => (await server.deps.pool.query("select from graphile_worker._private_jobs")).rowCount;
  for (const deadline = Date.now() + 120_000; (await left()) !== 0; await pause(20)) if (Date.now() > deadline) throw new Error("jobs wait after two minutes");
}

/** Resolves when no money waits for a rate. */
export async function converted(server: TestServer, { rsid }: ReportSuite): Promise<void> {
  const waiting = async () => (await server.api(getQuarantine, { params: { rsid } })).waitingAmounts;
  for (const deadline = Date.now() + 30_000; (await waiting()).length > 0; await pause(50))
    if (Date.now() > deadline) throw new Error("money still waits for its rates");
}

function dateOf(row: Pick<OracleRow, "atMs">): string {
  const at = new Date(row.atMs);
  return [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCFullYear(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].join("/");
}

function money(cents: number): string {
  return `${cents < 0 ? "-" : ""}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, "0")}`;
}
