import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { FileParameters, INSERT_SETTINGS, loadText } from "../load/load-queries.ts";

/*
 * The rows of a corrected file wait in a table of its own, `staged_hits_<upload>`, which is like `hits_v1`. With them wait the negatives of the rows that
 * they replace. A month of both, which is one part by then, moves into `hits_v1` at once (FU22).
 */

const PREFIX = "staged_hits_";

/** Only the upload itself makes, fills and drops it. */
export function stagedTable(upload: number): string {
  return `${PREFIX}${upload}`;
}

/** The upload whose table it is; null of any other table. */
export function uploadOfTable(table: string): number | null {
  const id = Number(table.slice(PREFIX.length));
  return Number.isInteger(id) && stagedTable(id) === table ? id : null;
}

const Staged = z.object({ table: z.string() });
const STAGED = "{table:Identifier}";

export const makeStaged = { name: "makeStagedHits", text: `CREATE TABLE ${STAGED} AS hits_v1`, params: Staged, row: z.never() } satisfies NamedQuery;

/** The parts that are merged into one go when the month has moved, so it must be on the disk by then. */
export const keepMerged = {
  name: "keepMergedStagedHits",
  text: `ALTER TABLE ${STAGED} MODIFY SETTING min_rows_to_fsync_after_merge = 1`,
  params: Staged,
  row: z.never(),
} satisfies NamedQuery;

export const dropStagedHits = { name: "dropStagedHits", text: `DROP TABLE IF EXISTS ${STAGED} SYNC`, params: Staged, row: z.never() } satisfies NamedQuery;

export const stagedTables = {
  name: "stagedTables",
  text: `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '${PREFIX}') ORDER BY name`,
  params: z.object({}),
  row: z.object({ name: z.string() }),
} satisfies NamedQuery;

export const hitsEngine = {
  name: "engineOfHits",
  text: "SELECT engine FROM system.tables WHERE database = currentDatabase() AND name = 'hits_v1'",
  params: z.object({}),
  row: z.object({ engine: z.string() }),
} satisfies NamedQuery;

const stage = (name: string, joins: Parameters<typeof loadText>[0]) => {
  return { name, text: loadText(joins, STAGED), params: FileParameters.extend(Staged.shape), row: z.never() } satisfies NamedQuery;
};
export const STAGES = {
  summary: stage("stageSummaryRows", "summary"),
  transaction: stage("stageTransactionRows", "transaction"),
  visitor: stage("stageVisitorRows", "visitor"),
  both: stage("stageRowsOfBothIds", "both"),
} as const;

const Pair = z.object({ suite: z.string(), replaced: z.number(), by: z.number() });
export type Pair = z.infer<typeof Pair>;
const StagedPair = Pair.extend(Staged.shape);

const turned = (amounts: string) => `mapApply((name, amount) -> (name, CAST(-amount AS Decimal(38, 8))), ${amounts})`;

/** The negatives of an upload's rows in reports, as they are now. */
export const stageNegatives = {
  name: "stageNegativesOfUpload",
  text: `
    INSERT INTO ${STAGED}
    SELECT * REPLACE (toInt8(-1) AS occurrences, -orders AS orders, -units AS units, -revenue AS revenue, ${turned("metrics")} AS metrics,
      arrayMap(amount -> -amount, \`products.units\`) AS \`products.units\`, arrayMap(amount -> -amount, \`products.revenue\`) AS \`products.revenue\`,
      arrayMap(amounts -> ${turned("amounts")}, \`products.metrics\`) AS \`products.metrics\`,
      -money_revenue AS money_revenue, arrayMap(amount -> -amount, money_lines) AS money_lines)
    FROM (
      SELECT * FROM hits_v1
      WHERE suite = {suite:String} AND upload = {replaced:UInt32} AND occurrences = 1
        AND (line, range) NOT IN (SELECT line, range FROM hits_v1 WHERE suite = {suite:String} AND upload = {replaced:UInt32} AND occurrences = -1)
    )
    SETTINGS ${INSERT_SETTINGS}`,
  params: StagedPair,
  row: z.never(),
} satisfies NamedQuery;

/** Months are those of `hits_v1`'s partitions: of rows' times in UTC. */
const MONTH = "toYYYYMM(at)";

/** What each month brings of the new upload and takes out of the old one, in rows. */
export const stagedMonths = {
  name: "stagedMonths",
  text: `
    SELECT ${MONTH} AS month, toInt64(sumIf(occurrences, upload = {by:UInt32})) AS rows, -toInt64(sumIf(occurrences, upload = {replaced:UInt32})) AS old
    FROM ${STAGED} GROUP BY month ORDER BY month`,
  params: StagedPair,
  row: z.object({ month: z.number(), rows: z.coerce.number(), old: z.coerce.number() }),
} satisfies NamedQuery;

/** The months that are not one part. */
export const scatteredMonths = {
  name: "scatteredStagedMonths",
  text: "SELECT toUInt32(partition) AS month FROM system.parts WHERE active AND database = currentDatabase() AND table = {table:String} GROUP BY month HAVING count() != 1 ORDER BY month",
  params: Staged,
  row: z.object({ month: z.number() }),
} satisfies NamedQuery;

const StagedMonth = Staged.extend({ month: z.number() });

/** Makes one part of the month. Rejects when it cannot, for example for want of room. */
export const mergeMonth = {
  name: "mergeStagedMonth",
  text: `OPTIMIZE TABLE ${STAGED} PARTITION {month:UInt32} FINAL SETTINGS optimize_throw_if_noop = 1`,
  params: StagedMonth,
  row: z.never(),
} satisfies NamedQuery;

/** Of each month in reports: rows of the new upload, and rows of the old one. */
export const standingMonths = {
  name: "standingMonths",
  text: `
    SELECT ${MONTH} AS month, toInt64(sumIf(occurrences, upload = {by:UInt32})) AS rows, toInt64(sumIf(occurrences, upload = {replaced:UInt32})) AS old
    FROM hits_v1
    WHERE suite = {suite:String} AND upload IN ({replaced:UInt32}, {by:UInt32})
    GROUP BY month`,
  params: Pair,
  row: z.object({ month: z.number(), rows: z.coerce.number(), old: z.coerce.number() }),
} satisfies NamedQuery;

/** Of a month that stands in reports in part, the rows that stand there leave the others, so that none comes twice. */
export const dropStanding = {
  name: "dropStandingOfStagedMonth",
  text: `
    DELETE FROM ${STAGED}
    WHERE ${MONTH} = {month:UInt32} AND (upload, line, range, occurrences) IN (
      SELECT upload, line, range, occurrences FROM hits_v1
      WHERE suite = {suite:String} AND upload IN ({replaced:UInt32}, {by:UInt32}) AND ${MONTH} = {month:UInt32}
    )`,
  params: StagedPair.extend({ month: z.number() }),
  row: z.never(),
} satisfies NamedQuery;

/** One step of the engine, for a month of one part: readers see all of the month's staged rows, or none. */
export const moveMonth = {
  name: "moveStagedMonth",
  text: `ALTER TABLE ${STAGED} MOVE PARTITION {month:UInt32} TO TABLE hits_v1`,
  params: StagedMonth,
  row: z.never(),
} satisfies NamedQuery;
