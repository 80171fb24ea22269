import { convertAmount } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { beginConversion, cutoffsOf, endConversion, type Conversion, type ForeignDay } from "./queries.ts";
import { foreignDays, foreignRows } from "./warehouse-queries.ts";

export type { ForeignDay } from "./queries.ts";
type ConvertDeps = Pick<Deps, "db" | "warehouse" | "clock">;

/** With its persisted values, a row can have 60 kB. */
const ROWS_AT_ONCE = 500;

/**
 * Converts the waiting amounts that now have a rate (CY1, CY2): each becomes a row of reports that is not an occurrence. It may be called
 * at any time, several times at once, and again after any crash: how far it goes and by which rate is written down before it begins, and
 * its inserts carry tokens that follow from that.
 *
 * @param of.days the days for which amounts came; all days of the suite when absent
 */
export async function convertWaiting(deps: ConvertDeps, { suite, days }: { suite: string; days?: readonly ForeignDay[] }): Promise<void> {
  const waiting = days ?? (await deps.warehouse.rows(foreignDays, { suite }));
  const rated = waiting.length === 0 ? [] : await cutoffsOf(deps.db, { rsid: suite, days: waiting });
  for (const { day, from, to, convertedTo, isConverting } of rated) {
    const key = { day, from, to };
    const [next] = isConverting ? [{}] : await deps.warehouse.rows(foreignRows, { suite, ...key, after: 0, fromRange: convertedTo, toRange: MAX, limit: 1 });
    if (next === undefined) continue;
    const conversion = await beginConversion(deps.db, { rsid: suite, ...key, at: deps.clock.now() });
    if (conversion === null) continue;
    await convert(deps, { suite, key, conversion });
    await endConversion(deps.db, { rsid: suite, ...key, conversion });
  }
}

/** More than any range. */
const MAX = Number.MAX_SAFE_INTEGER;

async function convert({ warehouse }: ConvertDeps, { suite, key, conversion }: { suite: string; key: ForeignDay; conversion: Conversion }): Promise<void> {
  const { fromRange, toRange, rate } = conversion;
  for (let after = 0; ;) {
    const rows = await warehouse.rows(foreignRows, { suite, ...key, after, fromRange, toRange, limit: ROWS_AT_ONCE });
    const last = rows.at(-1);
    if (last === undefined) return;
    const converted = rows.map(({ row }) => convertedRow(JSON.parse(row) as StoredRow, rate));
    await warehouse.insert({
      table: "hits_v1",
      // A row has only the columns that it needs.
      columns: [...new Set(converted.flatMap((row) => Object.keys(row)))],
      ndjson: Buffer.from(converted.map((row) => `${JSON.stringify(row)}\n`).join("")),
      token: `money-${suite}-${key.day}-${key.from}-${key.to}-${fromRange}-${toRange}-${after}`,
    });
    after = last.position;
  }
}

type Metrics = Readonly<Record<string, string>>;
/** The row as processing wrote it, without empty columns. Only our own code writes it. */
interface StoredRow {
  readonly revenue?: string;
  readonly metrics?: Metrics;
  readonly "products.revenue"?: readonly string[];
  readonly "products.metrics"?: readonly Metrics[];
}

function convertedRow(row: StoredRow, rate: string): StoredRow {
  const metricsOf = (metrics: Metrics) => Object.fromEntries(Object.entries(metrics).map(([metric, amount]) => [metric, convertAmount(amount, rate)]));
  return {
    ...row,
    revenue: convertAmount(row.revenue ?? "0", rate),
    metrics: metricsOf(row.metrics ?? {}),
    "products.revenue": (row["products.revenue"] ?? []).map((amount) => convertAmount(amount, rate)),
    "products.metrics": (row["products.metrics"] ?? []).map(metricsOf),
  };
}
