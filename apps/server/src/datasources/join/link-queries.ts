import { WAITING_REASONS } from "@rapport/domain";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";
import { joined } from "./join-sql.ts";
import { PersistenceKeys } from "./persistence-keys.ts";
import { insertPairs, presentStates, VALUES } from "./pair-sql.ts";

/*
 * Rows that a hit may change: those that wait for it, and those that belong to a visitor by their id, which are filled
 * again (RW1). `range` numbers the states of a row of a file from 0. The negative of a state has the same number and
 * visitor, so the present state is the one without a negative.
 */

const REASONS = WAITING_REASONS.map((reason) => `'${reason}'`).join(", ");
const waitingOf = (uploads: string) =>
  `suite = {suite:String} AND visitor = 0 AND upload IN {${uploads}:Array(UInt32)} AND fate = 'unlinked' AND unlinked_reason IN (${REASONS})`;
const CUSTOMERS = "suite = {suite:String} AND visitor != 0 AND fate = 'customer'";

const BY_VISITOR = `upload IN {reachedUploads:Array(UInt32)} AND visitor IN arrayMap(id -> sipHash64(concat('vid:', id)), {visitorIds:Array(String)})
      AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND toUnixTimestamp64Milli(at) >= transform(key, {visitorIds:Array(String)}, {visitorFroms:Array(Int64)}, toInt64(9000000000000000))`;
const BY_TRANSACTION = "upload IN {bothUploads:Array(UInt32)} AND transaction_ids[1] IN {transactionIds:Array(String)}";
const WITH_NEW_HITS = `upload IN {reachedUploads:Array(UInt32)} AND visitor IN (SELECT visitor FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND range >= {hitsSince:UInt64})`;

const OF_NEW_ORDERS = "transaction_ids[1] IN (SELECT transaction_id FROM transactions_v1 WHERE suite = {suite:String} AND range >= {hitsSince:UInt64})";
const WAITING_FOR_NEW_HITS = `${waitingOf("waitingUploads")}
      AND (${OF_NEW_ORDERS}
        OR (unlinked_reason = 'unknown_visitor' AND sipHash64(concat('vid:', key)) IN (SELECT visitor FROM hits_v1 WHERE suite = {suite:String} AND upload = 0 AND range >= {hitsSince:UInt64})))`;

/** `named`: rows with one of the given ids. `all`: rows with any id that hits brought since the given range. */
export type Candidates = "named" | "all";

/** Conditions on rows; a row fits at most one of them. */
const CONDITIONS: Readonly<Record<Candidates, readonly string[]>> = {
  named: [
    `${waitingOf("waitingUploads")} AND (transaction_ids[1] IN {transactionIds:Array(String)} OR (unlinked_reason = 'unknown_visitor' AND key IN {visitorIds:Array(String)}))`,
    `${CUSTOMERS} AND ${BY_VISITOR}`,
    `${CUSTOMERS} AND ${BY_TRANSACTION} AND NOT (${BY_VISITOR})`,
  ],
  all: [
    WAITING_FOR_NEW_HITS,
    `${CUSTOMERS} AND ${WITH_NEW_HITS}`,
    // The order may belong to another visitor, whose hits do not affect this row.
    `${CUSTOMERS} AND upload IN {bothUploads:Array(UInt32)} AND ${OF_NEW_ORDERS} AND NOT (${WITH_NEW_HITS})`,
  ],
};

/** The joins look up the ids of every state of a row. More ids do no harm. */
function idsOf(candidates: Candidates) {
  const rows = (id: string, more: string) => CONDITIONS[candidates].map((where) => `SELECT ${id} AS id FROM hits_v1 WHERE ${where}${more}`).join(" UNION ALL ");
  return {
    weighed: "has({refundUploads:Array(UInt32)}, r.upload)",
    early: "has({earlyUploads:Array(UInt32)}, r.upload)",
    transaction: rows("transaction_ids[1]", ""),
    visitor: rows("key", " AND (fate = 'customer' OR unlinked_reason = 'unknown_visitor')"),
  };
}

/** The present states of rows that fit, in parts. */
function presentRows(candidates: Candidates): string {
  const rows = CONDITIONS[candidates].map((where) => presentStates({ where, part: "sipHash64(upload, line) % {parts:UInt32} = {part:UInt32}" }));
  return rows.join("\n  UNION ALL");
}

const LinkParameters = z.object({
  suite: z.string(),
  uploads: z.array(z.number()),
  /** For each upload: when it came (epoch milliseconds), and its window (milliseconds). */
  uploadedAts: z.array(z.number()),
  windows: z.array(z.number()),
  /** Uploads with rows that wait; with rows after the hits; with rows that may name both an order and a visitor. */
  waitingUploads: z.array(z.number()),
  reachedUploads: z.array(z.number()),
  bothUploads: z.array(z.number()),
  /** Uploads of refunds: `settleRefunds` links their orders. */
  refundUploads: z.array(z.number()),
  /** Other uploads whose rows are not linked to an order of a later day (U7). */
  earlyUploads: z.array(z.number()),
  /** The suite's time zone. */
  zone: z.string(),
  transactionIds: z.array(z.string()),
  visitorIds: z.array(z.string()),
  /** The time of each visitor's earliest new hit, and the earliest of all, epoch milliseconds. */
  visitorFroms: z.array(z.number()),
  from: z.number(),
  hitsSince: z.number(),
  ...PersistenceKeys.shape,
  /** In how many parts the rows are linked, and which part this is, from 0. */
  parts: z.number(),
  part: z.number(),
});
export type LinkParameters = z.infer<typeof LinkParameters>;

/** How many rows the hits may change. It runs after every range of hits, so it reads nothing else. */
function countCandidates(candidates: Candidates) {
  const rows = CONDITIONS[candidates].map((where) => `SELECT upload, line FROM hits_v1 WHERE ${where} GROUP BY upload, line HAVING sum(occurrences) > 0`);
  return {
    name: `rowsToLook${NAMES[candidates]}`,
    text: `SELECT count() AS rows FROM (${rows.join("\n  UNION ALL ")})`,
    params: LinkParameters.omit({ parts: true, part: true }),
    row: z.object({ rows: z.coerce.number() }),
  } satisfies NamedQuery;
}

const NAMES = { named: "Named", all: "All" } as const;

/** Rows that change, each with its negative. */
function linkRows(candidates: Candidates) {
  return {
    name: `linkRows${NAMES[candidates]}`,
    text: insertPairs(`
    SELECT *
    FROM (${joined(presentRows(candidates), idsOf(candidates))})
    WHERE (fate != 'unlinked' OR unlinked_reason = 'before_order') AND (fate != was_fate OR unlinked_reason != was_reason OR visitor_id != was_visitor OR mapSort(CAST(post_values AS ${VALUES})) != mapSort(was_post) OR mapSort(lists) != mapSort(was_lists))`),
    params: LinkParameters,
    row: z.never(),
  } satisfies NamedQuery;
}

export const LINKS = {
  named: { count: countCandidates("named"), rows: linkRows("named") },
  all: { count: countCandidates("all"), rows: linkRows("all") },
} as const;

export const waitingByUpload = {
  name: "waitingRowsByUpload",
  text: `SELECT upload, toUInt32(sum(occurrences)) AS rows FROM hits_v1 WHERE ${waitingOf("uploads")} GROUP BY upload HAVING rows > 0`,
  params: z.object({ suite: z.string(), uploads: z.array(z.number()) }),
  row: z.object({ upload: z.number(), rows: z.number() }),
} satisfies NamedQuery;
