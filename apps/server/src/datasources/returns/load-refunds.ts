import {
  calendarOf,
  DAY_MS,
  dayOf,
  instantOf,
  isoDayOf,
  parseDecimal,
  refundOfRow,
  writeAsk,
  type Beyond,
  type RefundAsk,
  type RefundTerms,
} from "@rapport/domain";
import { randomUUID } from "node:crypto";
import { ratesOfDays } from "../../currency-rates/index.ts";
import type { Deps } from "../../deps.ts";
import type { FileParameters } from "../load/load-queries.ts";
import { withLock, writingWhile } from "../lock.ts";
import { ordersOf, type TakenParts } from "./orders.ts";
import { leftOf, REFUND_COLUMNS, refundLine, stateOfRow } from "./refund-lines.ts";
import { blocksOfUpload, rowsOfRefunds, type FileRow } from "./row-queries.ts";
import { settle } from "./settle-refunds.ts";
import { currenciesOf, weighInCurrency } from "./weigh-in-currency.ts";

type LoadDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock">;
type Parameters = Omit<FileParameters, "fromLine" | "toLine">;

/** How many staged blocks are decided together: some thousand rows. */
const BLOCKS_AT_ONCE = 4;
const LAST_LINE = 4_294_967_295;

export interface RefundFile {
  readonly parameters: Parameters;
  readonly lateLinking: boolean;
  readonly timeZone: string;
  /** If one row goes beyond its order, none of the file is loaded (E5). */
  readonly isStrict: boolean;
  /** A row is not linked to an order of a later day (U7). */
  readonly refusesEarly: boolean;
  /** Nothing is written but rejected rows; each row is told with what would become of it (FU20). */
  readonly dry?: DryRefunds;
}

export interface DryRefunds {
  /** What the rows so far would give back, by order. */
  readonly taken: Map<string, TakenParts>;
  tell(row: { readonly fate: string; readonly reason: string }): void;
}

/**
 * Loads the kept rows of a file of refunds (RT3 to RT7), line by line: each is given its order's values, or is rejected with what is left
 * of it, or waits for its order. Refunds that come by other ways meanwhile are decided in between. Returns how many rows were rejected.
 * Of a strict file with such rows all lines are kept as rejected, and the caller removes the rows that were written.
 */
export async function loadRefunds(deps: LoadDeps, file: RefundFile): Promise<number> {
  const rejected = new Map<number, BeyondOrder>();
  for await (const part of partsOf(deps, file)) {
    const beyond = await withLock(deps, "linking", async (assertHeld) => {
      const held = { ...deps, warehouse: writingWhile(assertHeld, deps.warehouse) };
      return await loadPart(held, { file, part });
    });
    for (const [line, what] of beyond) rejected.set(line, what);
  }
  if (file.isStrict && rejected.size > 0)
    for await (const part of partsOf(deps, file)) await reject(deps, { file, rejected, rows: await rowsOf(deps, { file, part }) });
  return rejected.size;
}

/** Reasons that a later order does not change. */
const LASTING: ReadonlySet<string> = new Set(["expired", "before_order"]);

/** `left` has its currency when that is not the suite's. */
interface BeyondOrder {
  readonly of: Beyond["of"];
  readonly left: string;
}

interface Part {
  readonly fromLine: number;
  readonly toLine: number;
}

async function* partsOf({ warehouse }: LoadDeps, { parameters: { upload } }: RefundFile): AsyncGenerator<Part> {
  const blocks = await warehouse.rows(blocksOfUpload, { upload });
  for (let at = 0; at < blocks.length; at += BLOCKS_AT_ONCE) yield { fromLine: blocks[at]?.line ?? 0, toLine: blocks[at + BLOCKS_AT_ONCE]?.line ?? LAST_LINE };
}

async function rowsOf({ warehouse }: LoadDeps, { file, part }: { file: RefundFile; part: Part }): Promise<FileRow[]> {
  const namesCustomers = file.parameters.visitorId <= file.parameters.columns;
  return await warehouse.rows(rowsOfRefunds[namesCustomers ? "customer" : "order"], { ...file.parameters, ...part });
}

async function loadPart(deps: LoadDeps, of: { file: RefundFile; part: Part }): Promise<ReadonlyMap<number, BeyondOrder>> {
  for (;;) {
    const beyond = await loadByRates(deps, of);
    if (beyond !== null) return beyond;
  }
}

/** null when a rate has changed meanwhile and nothing was written. */
async function loadByRates(deps: LoadDeps, { file, part }: { file: RefundFile; part: Part }): Promise<ReadonlyMap<number, BeyondOrder> | null> {
  const { suite, upload, uploadedAt, windowMs } = file.parameters;
  const rows = await rowsOf(deps, { file, part });
  const orders = await ordersOf(deps, { suite, keys: [...new Set(rows.map(({ tid }) => tid))], carried: file.dry?.taken });
  const askedAt = deps.clock.now().getTime();
  // A file's amounts are in the suite's currency (CY6). A row without amounts takes those of its order, which may be in another.
  const ofRow = ({ tid, at }: FileRow) => ({ key: tid, currency: "", day: isoDayOf(at, file.timeZone) });
  const rates = await ratesOfDays(deps, { suite, on: rows.flatMap((row) => currenciesOf(ofRow(row), { orders })) });
  const beyond = new Map<number, BeyondOrder>();
  const waiting = new Set<string>();
  let [lines, asks] = ["", ""];
  for (const row of rows) {
    const ask = askOf(row, { windowMs, lateLinking: file.lateLinking, ...(file.refusesEarly && { orderBefore: endOfDay(row.at, file.timeZone) }) });
    const { key, ...own } = ofRow(row);
    const { decided, money, by } = weighInCurrency({ ask, key, own, receivedAt: uploadedAt, isFirst: true }, { orders, rates });
    if (decided.kind === "beyond") {
      beyond.set(row.line, { of: decided.of, left: leftOf(decided, money) });
      continue;
    }
    const values = { ...row, namesCustomer: row.vid !== "" };
    const state = stateOfRow(decided, { transaction: key, order: orders.recorded(key), metrics: row.metrics, money, own: values });
    if (state === null) continue;
    file.dry?.tell({ fate: state.fate, reason: state.unlinked_reason });
    rates.use(by);
    lines += refundLine(state, { place: { suite, at: row.at, place: row.place, upload, line: row.line }, number: 0, isNegative: false });
    const waitsForOrder = decided.kind === "alone" && !LASTING.has(decided.reason) && file.lateLinking;
    if (!waitsForOrder && state.money_waits === 0) continue;
    waiting.add(key);
    asks += askLine(ask, { suite, row, day: own.day, upload, uploadedAt, askedAt });
  }
  const { warehouse } = deps;
  if (file.dry !== undefined) {
    if (!file.isStrict) await reject(deps, { file, rejected: beyond, rows: rows.filter(({ line }) => beyond.has(line)) });
    return beyond;
  }
  if (!(await rates.keepUsed())) return null;
  if (lines !== "") await warehouse.insert({ table: "hits_v1", columns: REFUND_COLUMNS, ndjson: Buffer.from(lines), token: randomUUID() });
  if (asks !== "") await warehouse.insert({ table: "waiting_amounts_v1", columns: ASK_COLUMNS, ndjson: Buffer.from(asks), token: randomUUID() });
  if (!file.isStrict) await reject(deps, { file, rejected: beyond, rows: rows.filter(({ line }) => beyond.has(line)) });
  // The row is written first and settled afterwards. This finds an order that was processed meanwhile; a later order finds the row.
  if (waiting.size > 0) await settle(deps, { suite, keys: [...waiting] });
  return beyond;
}

function askOf(row: FileRow, terms: RefundTerms): RefundAsk {
  const amount = (text: string | null) => (text === null ? null : parseDecimal(text));
  return refundOfRow({ ...row, orders: amount(row.orders), units: amount(row.units), revenue: amount(row.revenue) }, terms);
}

/** The end of a row's own day in the suite's zone, epoch milliseconds. */
function endOfDay(at: number, timeZone: string): number {
  const next = dayOf(at, timeZone) + DAY_MS;
  return instantOf(next, calendarOf(timeZone).offsets(next));
}

const ASK_COLUMNS = ["suite", "key", "visitor_id", "at", "position", "received_at", "asked_at", "day", "door", "amounts", "upload", "line", "range"] as const;

function askLine(
  ask: RefundAsk,
  { suite, row, day, upload, uploadedAt, askedAt }: { suite: string; row: FileRow; day: string; upload: number; uploadedAt: number; askedAt: number },
): string {
  const { tid, vid, at, place, line } = row;
  const visitor = vid === "" ? "" : `vid:${vid}`;
  return `${JSON.stringify({ suite, key: tid, visitor_id: visitor, at, position: place, received_at: uploadedAt, asked_at: askedAt, day, door: "file", amounts: writeAsk(ask), upload, line, range: 0 })}\n`;
}

const REJECTED_COLUMNS = ["upload", "line", "column", "value", "code", "params", "text"] as const;

async function reject(
  deps: LoadDeps,
  { file, rejected, rows }: { file: RefundFile; rejected: ReadonlyMap<number, BeyondOrder>; rows: readonly FileRow[] },
): Promise<void> {
  if (rows.length === 0) return;
  const lines = rows.map(
    (row) =>
      `${JSON.stringify({ upload: file.parameters.upload, line: row.line, text: row.text, ...faultOf(row, { file, beyond: rejected.get(row.line) }) })}\n`,
  );
  await deps.warehouse.insert({ table: "rejected_rows_v1", columns: REJECTED_COLUMNS, ndjson: Buffer.from(lines.join("")), token: randomUUID() });
}

/** A correct row of a strict file has no code. */
function faultOf(row: FileRow, { file, beyond }: { file: RefundFile; beyond: BeyondOrder | undefined }) {
  if (beyond === undefined) return { column: "", value: "", code: "", params: "" };
  const { column, value } = cellOf(row, { parameters: file.parameters, of: beyond.of });
  return { column, value, code: "refund.beyond_order", params: JSON.stringify({ of: beyond.of, left: beyond.left }) };
}

/** The cell with the amount that is too large, or the transaction id when the row has no amount. */
function cellOf(row: FileRow, { parameters, of }: { parameters: Parameters; of: Beyond["of"] }): { column: string; value: string } {
  const cells = {
    orders: { at: parameters.orders, value: row.orders },
    units: { at: parameters.units, value: row.units },
    revenue: { at: parameters.revenue, value: row.revenue },
    product: { at: parameters.product, value: row.product },
    "product.units": { at: parameters.units, value: row.units },
    "product.revenue": { at: parameters.revenue, value: row.revenue },
  } as const;
  const { at, value } = cells[of];
  const shown = value === null ? { at: parameters.transactionId, value: row.tid } : { at, value };
  return { column: parameters.headers[shown.at - 1] ?? "", value: shown.value };
}
