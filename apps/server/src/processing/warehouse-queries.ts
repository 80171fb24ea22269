import { CALLS } from "@rapport/domain";
import type { NamedQuery } from "@rapport/warehouse";
import { z } from "zod";

/** Writers that one statement looks at: each has its own cursor, and the sort key prunes the rest. */
export const WRITERS_AT_ONCE = 8;

const SLOTS = Array.from({ length: WRITERS_AT_ONCE }, (_, slot) => slot);
const BEYOND_CURSORS = `(${SLOTS.map((slot) => `(writer = {writer${slot}:UInt32} AND seq > {after${slot}:UInt64})`).join(" OR ")})`;
const Cursors = z.record(z.string(), z.number());

/** Parameters of up to `WRITERS_AT_ONCE` cursors; no writer has the number 0. */
export function cursorParameters(cursors: readonly { readonly writer: number; readonly after: number }[]): Record<string, number> {
  return Object.fromEntries(
    SLOTS.flatMap((slot) => [
      [`writer${slot}`, cursors[slot]?.writer ?? 0],
      [`after${slot}`, cursors[slot]?.after ?? 0],
    ]),
  );
}

/** Writers with hits after their cursors, with the numbers and times of those hits. */
export const waitingWriters = {
  name: "waitingWriters",
  text: `
    SELECT writer, min(seq) AS first, max(seq) AS last, toUnixTimestamp64Milli(min(received_at)) AS at
    FROM raw_hits_v2
    WHERE ${BEYOND_CURSORS}
    GROUP BY writer`,
  params: Cursors,
  row: z.object({ writer: z.number(), first: z.coerce.number(), last: z.coerce.number(), at: z.coerce.number() }),
} satisfies NamedQuery;

export const waitingHitsOfSuite = {
  name: "waitingHitsOfSuite",
  text: `SELECT sum(hits) AS hits FROM raw_hits_v2 WHERE suite = {suite:String} AND ${BEYOND_CURSORS}`,
  params: z.intersection(z.object({ suite: z.string() }), z.record(z.string(), z.union([z.string(), z.number()]))),
  row: z.object({ hits: z.coerce.number() }),
} satisfies NamedQuery;

/** The last of a writer's requests that still fits into one range. Numbers limit what is read; some numbers may be missing. */
export const rangeEnd = {
  name: "rangeEnd",
  text: `
    SELECT max(seq) AS last
    FROM (
      SELECT seq, sum(length(payload)) OVER (ORDER BY seq) - length(payload) AS bytes_before
      FROM raw_hits_v2
      WHERE writer = {writer:UInt32} AND seq BETWEEN {first:UInt64} AND {last:UInt64}
    )
    WHERE bytes_before < {bytes:UInt64}`,
  params: z.object({ writer: z.number(), first: z.number(), last: z.number(), bytes: z.number() }),
  row: z.object({ last: z.coerce.number() }),
} satisfies NamedQuery;

export const rawHitsOfRange = {
  name: "rawHitsOfRange",
  text: `
    SELECT seq, suite, toUnixTimestamp64Milli(received_at) AS received_at, door, client, payload
    FROM raw_hits_v2
    WHERE writer = {writer:UInt32} AND seq > {after:UInt64} AND seq <= {to:UInt64}
    ORDER BY seq
    LIMIT {limit:UInt32}`,
  params: z.object({ writer: z.number(), after: z.number(), to: z.number(), limit: z.number() }),
  row: z.object({ seq: z.string(), suite: z.string(), received_at: z.string(), door: z.string(), client: z.string(), payload: z.string() }),
} satisfies NamedQuery;

/** A row of `rawHitsOfRange` as it comes: the hot path reads the lines itself. */
export type RawHitLine = z.infer<(typeof rawHitsOfRange)["row"]>;

export const suitesOfRange = {
  name: "suitesOfRange",
  text: "SELECT DISTINCT suite FROM raw_hits_v2 WHERE writer = {writer:UInt32} AND seq BETWEEN {from:UInt64} AND {to:UInt64} ORDER BY suite",
  params: z.object({ writer: z.number(), from: z.number(), to: z.number() }),
  row: z.object({ suite: z.string() }),
} satisfies NamedQuery;

const AsOf = z.object({ suite: z.string(), ids: z.array(z.string()), range: z.number() });

/** Profiles as they were before a range, so that a repeated range reads what the first try read. */
export const profilesBefore = {
  name: "profilesBefore",
  text: `
    SELECT visitor_id, argMax(profile, range) AS profile
    FROM visitor_profiles_v1
    WHERE suite = {suite:String} AND visitor IN (SELECT sipHash64(arrayJoin({ids:Array(String)}))) AND visitor_id IN {ids:Array(String)} AND range < {range:UInt64}
    GROUP BY visitor_id`,
  params: AsOf,
  row: z.object({ visitor_id: z.string(), profile: z.string() }),
} satisfies NamedQuery;

/** At most two people for each device, because two make it shared. */
export const peopleOnDevices = {
  name: "peopleOnDevices",
  text: `
    SELECT device_id, groupUniqArray(2)(visitor_id) AS people
    FROM identities_v1
    WHERE suite = {suite:String} AND device_id IN {ids:Array(String)} AND range < {range:UInt64}
    GROUP BY device_id`,
  params: AsOf,
  row: z.object({ device_id: z.string(), people: z.array(z.string()) }),
} satisfies NamedQuery;

export const claimsBefore = {
  name: "claimsBefore",
  text: `
    SELECT DISTINCT key
    FROM claims_v1
    WHERE kind = {kind:String} AND suite = {suite:String} AND hash IN (SELECT sipHash64(arrayJoin({ids:Array(String)}))) AND key IN {ids:Array(String)} AND range < {range:UInt64}`,
  params: AsOf.extend({ kind: z.string() }),
  row: z.object({ key: z.string() }),
} satisfies NamedQuery;

export const transactionsBefore = {
  name: "transactionsBefore",
  text: `
    SELECT transaction_id, max(recorded) AS recorded
    FROM transactions_v1
    WHERE suite = {suite:String} AND transaction_id IN {ids:Array(String)} AND range < {range:UInt64}
    GROUP BY transaction_id`,
  params: AsOf,
  row: z.object({ transaction_id: z.string(), recorded: z.coerce.number() }),
} satisfies NamedQuery;

export const profilesOfRange = {
  name: "profilesOfRange",
  text: "SELECT count() AS profiles FROM (SELECT 1 FROM visitor_profiles_v1 WHERE range = {range:UInt64} LIMIT 1)",
  params: z.object({ range: z.number() }),
  row: z.object({ profiles: z.coerce.number() }),
} satisfies NamedQuery;

export const quarantineCounts = {
  name: "quarantineCounts",
  text: "SELECT reason, count() AS hits FROM quarantine_v1 WHERE suite = {suite:String} GROUP BY reason ORDER BY hits DESC, reason",
  params: z.object({ suite: z.string() }),
  row: z.object({ reason: z.string(), hits: z.coerce.number() }),
} satisfies NamedQuery;

/** Without hits of people who opted out, of which nothing was stored to show (HC7). */
export const newestQuarantined = {
  name: "newestQuarantined",
  text: `
    SELECT toUnixTimestamp64Milli(received_at) AS at, reason, detail, door, substringUTF8(payload, 1, 4000) AS payload
    FROM quarantine_v1
    WHERE suite = {suite:String} AND reason != 'visitor.opted_out'
    ORDER BY received_at DESC, range DESC
    LIMIT {limit:UInt32}`,
  params: z.object({ suite: z.string(), limit: z.number() }),
  row: z.object({ at: z.coerce.number(), reason: z.string(), detail: z.string(), door: z.string(), payload: z.string() }),
} satisfies NamedQuery;

/**
 * Values that were left out of hits, and refund calls that do not count. The refunds are read from their rows: a negative cancels
 * the row of one that counts by now.
 */
const UNREAD = `
    SELECT suite, received_at, reason, field, value, values, door, range FROM unread_v1 WHERE suite = {suite:String}
    UNION ALL
    SELECT suite, at, concat('refund.', unlinked_reason), 'properties.order_id', concat(key, if(left_over = '', '', concat(': ', left_over))), toUInt32(1), 'track', range
    FROM (
      SELECT suite, at, position, unlinked_reason, key, ifNull(dims.refundleft.:String, '') AS left_over, range, occurrences
      FROM hits_v1
      WHERE suite = {suite:String} AND upload >= ${CALLS} AND fate = 'unlinked' AND unlinked_reason != 'unknown'
      ORDER BY position, range DESC, occurrences
      LIMIT 1 BY position
    )
    WHERE occurrences >= 0`;

export const unreadCounts = {
  name: "unreadCounts",
  text: `SELECT reason, field, sum(values) AS found FROM (${UNREAD}) GROUP BY reason, field ORDER BY found DESC, reason, field LIMIT {limit:UInt32}`,
  params: z.object({ suite: z.string(), limit: z.number() }),
  row: z.object({ reason: z.string(), field: z.string(), found: z.coerce.number() }),
} satisfies NamedQuery;

export const newestUnread = {
  name: "newestUnread",
  text: `
    SELECT toUnixTimestamp64Milli(received_at) AS at, reason, field, value, door
    FROM (${UNREAD})
    ORDER BY received_at DESC, range DESC
    LIMIT {limit:UInt32}`,
  params: z.object({ suite: z.string(), limit: z.number() }),
  row: z.object({ at: z.coerce.number(), reason: z.string(), field: z.string(), value: z.string(), door: z.string() }),
} satisfies NamedQuery;

export const lateCounts = {
  name: "lateCounts",
  text: "SELECT reason, count() AS hits FROM late_hits_v1 WHERE suite = {suite:String} GROUP BY reason ORDER BY hits DESC, reason",
  params: z.object({ suite: z.string() }),
  row: z.object({ reason: z.string(), hits: z.coerce.number() }),
} satisfies NamedQuery;

export const lateDays = {
  name: "lateDays",
  text: `
    SELECT toString(toDate(received_at, {timeZone:String})) AS day, countIf(reason = 'visit') AS visit, countIf(reason = 'older') AS older
    FROM late_hits_v1
    WHERE suite = {suite:String}
    GROUP BY day
    ORDER BY day DESC
    LIMIT {limit:UInt32}`,
  params: z.object({ suite: z.string(), timeZone: z.string(), limit: z.number() }),
  row: z.object({ day: z.string(), visit: z.coerce.number(), older: z.coerce.number() }),
} satisfies NamedQuery;

export const newestLate = {
  name: "newestLate",
  text: `
    SELECT toUnixTimestamp64Milli(received_at) AS received, toUnixTimestamp64Milli(at) AS happened, reason, door
    FROM late_hits_v1
    WHERE suite = {suite:String}
    ORDER BY received_at DESC, range DESC
    LIMIT {limit:UInt32}`,
  params: z.object({ suite: z.string(), limit: z.number() }),
  row: z.object({ received: z.coerce.number(), happened: z.coerce.number(), reason: z.string(), door: z.string() }),
} satisfies NamedQuery;

/** Message ids must be known for 24 hours; the others never expire. */
export const forgetMessageIds = {
  name: "forgetMessageIds",
  text: "DELETE FROM claims_v1 WHERE kind = 'message' AND received_at < {before:DateTime64(3, 'UTC')}",
  params: z.object({ before: z.string() }),
  row: z.never(),
} satisfies NamedQuery;
