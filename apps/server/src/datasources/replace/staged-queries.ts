import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { LOADS } from "../load/load-queries.ts";
import { INSERT_SETTINGS } from "../load/load-queries.ts";

/*
 * The rows of a corrected file wait in a table of their own, `staged_hits_v1`, which is like `hits_v1` and is made for one replacement. With them wait the
 * negatives of the rows that they replace. A month of both moves into `hits_v1` at once (FU22).
 */

const NOTHING = z.object({});

export const makeStaged = { name: "makeStagedHits", text: "CREATE TABLE staged_hits_v1 AS hits_v1", params: NOTHING, row: z.never() } satisfies NamedQuery;
export const dropStagedHits = {
  name: "dropStagedHits",
  text: "DROP TABLE IF EXISTS staged_hits_v1 SYNC",
  params: NOTHING,
  row: z.never(),
} satisfies NamedQuery;

const staged = (load: (typeof LOADS)[keyof typeof LOADS]) => ({
  ...load,
  name: `${load.name}Staged`,
  text: load.text.replace("INSERT INTO hits_v1 (", "INSERT INTO staged_hits_v1 ("),
});
export const STAGES = {
  summary: staged(LOADS.summary),
  transaction: staged(LOADS.transaction),
  visitor: staged(LOADS.visitor),
  both: staged(LOADS.both),
} satisfies Record<keyof typeof LOADS, NamedQuery>;

const Pair = z.object({ suite: z.string(), replaced: z.number(), by: z.number() });

const turned = (amounts: string) => `mapApply((name, amount) -> (name, CAST(-amount AS Decimal(38, 8))), ${amounts})`;

/** The negatives of an upload's rows in reports, as they are now. */
export const stageNegatives = {
  name: "stageNegativesOfUpload",
  text: `
    INSERT INTO staged_hits_v1
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
  params: Pair,
  row: z.never(),
} satisfies NamedQuery;

export const hasStaged = {
  name: "hasStagedHits",
  text: "SELECT exists(SELECT 1 FROM system.tables WHERE database = currentDatabase() AND name = 'staged_hits_v1') AS any",
  params: NOTHING,
  row: z.object({ any: z.coerce.boolean() }),
} satisfies NamedQuery;

export const stagedMonths = {
  name: "stagedMonths",
  text: "SELECT DISTINCT toYYYYMM(at) AS month FROM staged_hits_v1 ORDER BY month",
  params: NOTHING,
  row: z.object({ month: z.number() }),
} satisfies NamedQuery;

/** The months whose rows have moved: those with a row of the new upload, or without anything left of the old one. */
export const movedMonths = {
  name: "movedMonths",
  text: `
    SELECT toYYYYMM(at) AS month FROM hits_v1
    WHERE suite = {suite:String} AND upload IN ({replaced:UInt32}, {by:UInt32})
    GROUP BY month
    HAVING countIf(upload = {by:UInt32}) > 0 OR sum(occurrences) = 0`,
  params: Pair,
  row: z.object({ month: z.number() }),
} satisfies NamedQuery;

/** One step of the engine: readers see all of the month's staged rows, or none. */
export const moveMonth = {
  name: "moveStagedMonth",
  text: "ALTER TABLE staged_hits_v1 MOVE PARTITION {month:UInt32} TO TABLE hits_v1",
  params: z.object({ month: z.number() }),
  row: z.never(),
} satisfies NamedQuery;
