import { IdKind, UnlinkedState } from "@rapport/contract/data-sources";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";

/*
 * Ids of a source's rows that are not linked now (UL1). A row that was linked later has a negative of its unlinked state, so the sums of
 * occurrences leave it out.
 */

const OF_SOURCE = "suite = {suite:String} AND upload IN {uploads:Array(UInt32)} AND fate = 'unlinked'";

const IDS = `
    SELECT kind, id, state, toInt64(sum(ids_rows)) AS rows, min(upload) AS first_upload, min(first_at) AS from_ms, max(last_at) AS to_ms
    FROM (
      SELECT if(unlinked_reason = 'unknown_visitor', 'customer', 'transaction') AS kind, if(unlinked_reason = 'unknown_visitor', key, transaction_ids[1]) AS id,
        multiIf(unlinked_reason != 'unknown', toString(unlinked_reason), upload IN {open:Array(UInt32)}, 'not_yet', 'never_seen') AS state, upload,
        sum(occurrences) AS ids_rows, min(toUnixTimestamp64Milli(at)) AS first_at, max(toUnixTimestamp64Milli(at)) AS last_at
      FROM hits_v1
      WHERE ${OF_SOURCE}
      GROUP BY kind, id, state, upload
      HAVING ids_rows > 0
    )
    GROUP BY kind, id, state`;
const FITS = "({state:String} = '' OR state = {state:String}) AND ({search:String} = '' OR positionCaseInsensitiveUTF8(id, {search:String}) > 0)";

const Source = z.object({
  suite: z.string(),
  uploads: z.array(z.number()),
  /** Those for whose rows an order may still come. */
  open: z.array(z.number()),
});
const Filter = Source.extend({ state: z.string(), search: z.string() });

export const unlinkedIds = {
  name: "unlinkedIdsOfSource",
  text: `
    SELECT kind, id, state, rows, first_upload, from_ms, to_ms
    FROM (${IDS})
    WHERE ${FITS} AND (first_upload, kind, id, state) > ({afterUpload:UInt32}, {afterKind:String}, {afterId:String}, {afterState:String})
    ORDER BY first_upload, kind, id, state
    LIMIT {limit:UInt32}`,
  params: Filter.extend({ afterUpload: z.number(), afterKind: z.string(), afterId: z.string(), afterState: z.string(), limit: z.number() }),
  row: z.object({
    kind: IdKind,
    id: z.string(),
    state: UnlinkedState,
    rows: z.coerce.number(),
    first_upload: z.number(),
    from_ms: z.coerce.number(),
    to_ms: z.coerce.number(),
  }),
} satisfies NamedQuery;

export const countUnlinkedIds = {
  name: "countUnlinkedIdsOfSource",
  text: `SELECT state, toInt64(count()) AS ids, toInt64(sum(rows)) AS all_rows, toInt64(countIf(${FITS})) AS fitting FROM (${IDS}) GROUP BY state ORDER BY state`,
  params: Filter,
  row: z.object({ state: UnlinkedState, ids: z.coerce.number(), all_rows: z.coerce.number(), fitting: z.coerce.number() }),
} satisfies NamedQuery;

/** What ids have in common that differ in letter case, blanks, zeros in front, or a prefix of letters. */
const core = (id: string) =>
  `arrayMap(small -> if(match(small, '^[a-z]*[^a-z0-9]*0*.'), replaceRegexpOne(small, '^[a-z]*[^a-z0-9]*0*(.+)$', '\\\\1'), small), [lower(replaceRegexpAll(${id}, '[ \\\\x{a0}]+', ''))])[1]`;
const MOST_ALIKE = 30;

const Alike = z.object({ suite: z.string(), ids: z.array(z.string()) });
const AlikeRow = z.object({ asked: z.string(), alike: z.array(z.tuple([z.string(), z.string()])) });

/** Recorded ids with the same core as each of the given ids, with whose they are (UL2). It reads all ids of the suite, once for a page. */
const alike = (from: { id: string; visitor: string; where: string }) => `
    SELECT asked, alike
    FROM (SELECT arrayJoin({ids:Array(String)}) AS asked, ${core("asked")} AS asked_core) AS a
    INNER JOIN (
      SELECT ${core("known_id")} AS known_core, groupArraySorted(${MOST_ALIKE})((known_id, visitor_id)) AS alike
      FROM (SELECT DISTINCT ${from.id} AS known_id, ${from.visitor} AS visitor_id FROM ${from.where})
      WHERE known_core IN (SELECT ${core("one")} FROM (SELECT arrayJoin({ids:Array(String)}) AS one))
      GROUP BY known_core
    ) AS k ON a.asked_core = k.known_core`;

export const alikeTransactions = {
  name: "recordedIdsAlike",
  text: alike({ id: "transaction_id", visitor: "transactions_v1.visitor_id", where: "transactions_v1 WHERE suite = {suite:String} AND recorded = 1" }),
  params: Alike,
  row: AlikeRow,
} satisfies NamedQuery;

export const alikeVisitors = {
  name: "knownVisitorsAlike",
  text: alike({
    id: "substring(visitor_profiles_v1.visitor_id, 5)",
    visitor: "visitor_profiles_v1.visitor_id",
    where: "visitor_profiles_v1 WHERE suite = {suite:String} AND startsWith(visitor_profiles_v1.visitor_id, 'vid:')",
  }),
  params: Alike,
  row: AlikeRow,
} satisfies NamedQuery;
