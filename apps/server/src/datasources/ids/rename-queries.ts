import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { joined } from "../join/join-sql.ts";
import { insertPairs, ONE_BLOCK, presentStates } from "../join/pair-sql.ts";
import { insertHits, NO_VISIT } from "../load/insert-hits.ts";
import { PersistenceKeys } from "../join/persistence-keys.ts";
import { IdRuleParameters, readIdSql } from "./id-rule-sql.ts";

/*
 * Rows that wait get the ids of their source's new rule (UL4): as if their files had been written with those ids. A row that a
 * customer's id links waits for its order too.
 */

const OF_SOURCE = "suite = {suite:String} AND upload IN {uploads:Array(UInt32)}";
const WAITING = `${OF_SOURCE} AND fate IN ('unlinked', 'customer') AND notEmpty(transaction_ids)`;

const Source = z.object({
  suite: z.string(),
  uploads: z.array(z.number()),
  /** For each upload: when it came (epoch milliseconds), and its window (milliseconds). */
  uploadedAts: z.array(z.number()),
  windows: z.array(z.number()),
  /** Uploads whose rows are not linked to an order of a later day (U7). */
  earlyUploads: z.array(z.number()),
  /** The suite's time zone. */
  zone: z.string(),
  ...PersistenceKeys.shape,
});

const IDS = (where: string, transaction: string) => ({
  early: "has({earlyUploads:Array(UInt32)}, r.upload)",
  transaction,
  visitor: `SELECT key AS id FROM hits_v1 WHERE ${where} AND (fate = 'customer' OR unlinked_reason = 'unknown_visitor')`,
});

/** Recorded ids of the suite that the rule makes the same, as what it makes of them. */
const ALIKE = `SELECT ${readIdSql("known")} AS read FROM (SELECT DISTINCT transaction_id AS known FROM transactions_v1 WHERE suite = {suite:String} AND recorded = 1) GROUP BY read HAVING count() > 1`;
/** Waiting ids that the rule changes themselves, so that nothing is renamed twice. */
const CHANGING = `SELECT transaction_ids[1] AS other FROM hits_v1 WHERE ${WAITING} GROUP BY other HAVING sum(occurrences) > 0 AND ${readIdSql("other")} != other`;
const IS_AMBIGUOUS = (id: string) => `(${id} IN (${ALIKE}) OR ${id} IN (${CHANGING}))`;

const READ = `SELECT * FROM (${presentStates({ where: WAITING, tid: readIdSql("transaction_ids[1]") })}) WHERE tid != was_tid`;

/** Waiting ids that the rule changes, with what becomes of each and how many of their rows would be linked. */
const CHANGED = `
    SELECT id, becomes, ids_rows, links, ${IS_AMBIGUOUS("becomes")} AS ambiguous
    FROM (
      SELECT was_tid AS id, any(tid) AS becomes, count() AS ids_rows, countIf(fate = 'transaction') AS links
      FROM (${joined(READ, IDS(WAITING, `SELECT ${readIdSql("transaction_ids[1]")} AS id FROM hits_v1 WHERE ${WAITING}`))})
      GROUP BY id
    )`;

const Try = Source.extend(IdRuleParameters.shape);
const OUTCOME = "multiIf(ambiguous, 'ambiguous', links > 0, 'links', 'stays')";
const Outcome = z.enum(["ambiguous", "links", "stays"]);

/** The rows of an id may come at different times, so only some of them may be linked: `links` counts rows. */
export const tryRule = {
  name: "tryIdRule",
  text: `SELECT ${OUTCOME} AS outcome, toInt64(count()) AS ids, toInt64(sum(ids_rows)) AS all_rows, toInt64(sum(links)) AS linking, arraySort(groupArraySorted(20)((id, becomes, toUInt32(ids_rows)))) AS examples FROM (${CHANGED}) GROUP BY outcome`,
  params: Try,
  row: z.object({
    outcome: Outcome,
    ids: z.coerce.number(),
    all_rows: z.coerce.number(),
    linking: z.coerce.number(),
    examples: z.array(z.tuple([z.string(), z.string(), z.number()])),
  }),
} satisfies NamedQuery;

const RECORDED = "SELECT transaction_id FROM transactions_v1 WHERE suite = {suite:String} AND recorded = 1";

/** Linked ids of the source that the rule changes: those that would not be found, and those that would be the id of another order. */
export const losesByRule = {
  name: "idsLostByIdRule",
  text: `
    SELECT if(becomes IN (${RECORDED}), 'another', 'not_found') AS outcome, toInt64(count()) AS ids, toInt64(sum(ids_rows)) AS all_rows
    FROM (
      SELECT transaction_ids[1] AS id, ${readIdSql("id")} AS becomes, sum(occurrences) AS ids_rows
      FROM hits_v1
      WHERE ${OF_SOURCE} AND fate = 'transaction'
      GROUP BY id
      HAVING ids_rows > 0 AND becomes != id
    )
    GROUP BY outcome`,
  params: z.object({ suite: z.string(), uploads: z.array(z.number()), ...IdRuleParameters.shape }),
  row: z.object({ outcome: z.enum(["not_found", "another"]), ids: z.coerce.number(), all_rows: z.coerce.number() }),
} satisfies NamedQuery;

/** What to rename in each upload: every waiting id that the rule changes, without the ambiguous ones. */
export const plannedRenames = {
  name: "plannedRenames",
  text: `SELECT DISTINCT upload, was_tid AS id, tid AS becomes FROM (${READ}) WHERE NOT ${IS_AMBIGUOUS("tid")} ORDER BY upload, id`,
  params: Try,
  row: z.object({ upload: z.number(), id: z.string(), becomes: z.string() }),
} satisfies NamedQuery;

const Renaming = Source.extend({ fromIds: z.array(z.string()), toIds: z.array(z.string()) });
const NAMED = `${WAITING} AND transaction_ids[1] IN {fromIds:Array(String)}`;

/** Rows with these ids get the others, and are joined by them. Safe to repeat: a row that has its new id is not among them any more. */
export const renameRows = {
  name: "renameRows",
  text: insertPairs(
    joined(
      presentStates({ where: NAMED, tid: "transform(transaction_ids[1], {fromIds:Array(String)}, {toIds:Array(String)}, transaction_ids[1])" }),
      IDS(NAMED, "SELECT arrayJoin({toIds:Array(String)}) AS id"),
    ),
  ),
  params: Renaming,
  row: z.never(),
} satisfies NamedQuery;

export const countRenamed = {
  name: "countRenamedRows",
  text: `
    SELECT toInt64(count()) AS all_rows, toInt64(countIf(fate = 'transaction')) AS linked
    FROM hits_v1
    WHERE ${OF_SOURCE} AND occurrences = 1 AND transaction_ids[1] IN {toIds:Array(String)}
      AND (upload, line) IN (SELECT upload, line FROM hits_v1 WHERE ${OF_SOURCE} AND occurrences = 1 AND transaction_ids[1] IN {fromIds:Array(String)})
      AND (upload, line, range) NOT IN (SELECT upload, line, range FROM hits_v1 WHERE ${OF_SOURCE} AND occurrences = -1)`,
  params: z.object({ suite: z.string(), uploads: z.array(z.number()), fromIds: z.array(z.string()), toIds: z.array(z.string()) }),
  row: z.object({ all_rows: z.coerce.number(), linked: z.coerce.number() }),
} satisfies NamedQuery;

/** The last state of each row with one of these ids, for rows whose present id came from it. */
const BEFORE = `
      SELECT upload, line, max(range) AS before_range
      FROM hits_v1
      WHERE ${OF_SOURCE} AND occurrences = 1 AND transaction_ids[1] IN {fromIds:Array(String)}
      GROUP BY upload, line`;
const PRESENT = `
      SELECT upload, line, range AS present_range
      FROM hits_v1
      WHERE ${OF_SOURCE} AND occurrences = 1 AND transaction_ids[1] IN {toIds:Array(String)}
        AND (upload, line, range) NOT IN (SELECT upload, line, range FROM hits_v1 WHERE ${OF_SOURCE} AND occurrences = -1)`;

/** Rows go back to what they were before they were renamed: the negative of each present state, and the state before the renaming once more. Safe to repeat. */
export const renameRowsBack = {
  name: "renameRowsBack",
  text: insertHits(
    {
      ...NO_VISIT,
      suite: "suite",
      visitor_id: "visitor_id",
      at: "at",
      position: "position",
      source: "source",
      occurrences: "sign",
      dims: "dims",
      post: "post",
      lists: "lists",
      orders: "orders * sign",
      units: "units * sign",
      revenue: "revenue * sign",
      is_return: "is_return",
      metrics: "mapApply((name, amount) -> (name, CAST(amount * sign AS Decimal(38, 8))), metrics)",
      "products.category": "`products.category`",
      "products.name": "`products.name`",
      "products.units": "arrayMap(amount -> amount * sign, `products.units`)",
      "products.revenue": "arrayMap(amount -> amount * sign, `products.revenue`)",
      "products.metrics": "`products.metrics`",
      transaction_ids: "transaction_ids",
      upload: "upload",
      line: "line",
      fate: "fate",
      unlinked_reason: "unlinked_reason",
      key: "key",
      range: "if(sign < 0, state_range, present_range + 1)",
    },
    {
      from: `
    SELECT h.*, sign, state_range, present_range
    FROM (SELECT * FROM hits_v1 WHERE ${OF_SOURCE} AND occurrences = 1) AS h
    INNER JOIN (
      SELECT upload, line, present_range, states.1 AS state_range, states.2 AS sign
      FROM (SELECT p.upload AS upload, p.line AS line, present_range, before_range FROM (${PRESENT}
      ) AS p INNER JOIN (${BEFORE}
      ) AS b ON p.upload = b.upload AND p.line = b.line)
      ARRAY JOIN [(present_range, toInt8(-1)), (before_range, toInt8(1))] AS states
    ) AS changing ON h.upload = changing.upload AND h.line = changing.line AND h.range = changing.state_range`,
      settings: ONE_BLOCK,
    },
  ),
  params: z.object({ suite: z.string(), uploads: z.array(z.number()), fromIds: z.array(z.string()), toIds: z.array(z.string()) }),
  row: z.never(),
} satisfies NamedQuery;
