interface RowsWanted {
  /**
   * `one`: rows of one customer; the fields of a `CustomerScope` are the query's parameters. `oneWithWaiting`: the same, if its `waits` is true.
   * `all`: rows of every customer, with the parameter `suite`. `several`: of those with these account numbers and devices, the
   * parameters `accounts` and `devices`, JSON arrays.
   */
  readonly of: "one" | "oneWithWaiting" | "several" | "all";
  /** Name -> expression over `hits_v1`. A name that `hits_v1` has may stand only for that column. */
  readonly columns: Readonly<Record<string, string>>;
  /** A further condition on rows. */
  readonly where?: string;
}

/**
 * Whose sale is it (DEC14): the one definition, for timeline, measures and everything else about a customer. A query of
 * the chosen columns and of `owner`, the visitor `vid:` and account number that each hit or row belongs to:
 * - to the visitor whose id it carries;
 * - if it waits for a visitor, to the customer whose account number it names;
 * - if it came from a device that one customer alone used, and from before they were known there, to that customer. A row
 *   that joined an order made there is judged by when the order was placed, whenever the row comes.
 *
 * What belongs to no customer is left out. A row that changed has its negative beside it. Sums are right; to list rows, leave out
 * the cancelled ones (`LEAST_OCCURRENCES`).
 */
export function rowsOfCustomers({ of, columns, where = "1" }: RowsWanted): string {
  const chosen = Object.entries(columns).map(([name, expression]) => (name === expression ? name : `${expression} AS ${name}`));
  const from = `
      FROM hits_v1
      WHERE suite = {suite:String} AND ${CANDIDATES[of]} AND ${where}`;
  const rows = { chosen: chosen.join(", "), names: Object.keys(columns), from };
  return of === "all" || of === "several" ? rowsOfMany({ ...rows, of }) : rowsOfOne(rows);
}

/** Devices and orders are parameters, because planning a join took the engine longer than reading the rows. */
function rowsOfOne({ chosen, from }: { chosen: string; from: string }): string {
  const isTheirs = answered({
    waits: WAITS,
    visitor: "visitor_id",
    placed: `transform(${JOINED_ORDER}, {orders:Array(String)}, {placed:Array(Int64)}, toUnixTimestamp64Milli(at))`,
    learned: `transform(visitor_id, {devices:Array(String)}, {learned:Array(Int64)}, ${BEFORE_EVERY_TIME})`,
    answers: { waiting: "key = substring({visitor:String}, 5)", known: "visitor_id = {visitor:String}", onDevice: "1", nobodys: "0" },
  });
  return `
      SELECT {visitor:String} AS owner, ${chosen} ${from} AND ${isTheirs}`;
}

function rowsOfMany({ of, chosen, names, from }: { of: "all" | "several"; chosen: string; names: readonly string[]; from: string }): string {
  const [devices, orders] =
    of === "all"
      ? ["1", "NOT startsWith(visitor_id, 'vid:')"]
      : [`device_id IN (${listed("devices")})`, `visitor IN (SELECT sipHash64(id) FROM (${listed("devices")} AS id))`];
  const owner = answered({
    waits: "hit.waits",
    visitor: "hit.visitor_of_hit",
    placed: "if(placed.found = 1, placed.placed_at, hit.happened_at)",
    learned: "device.learned",
    answers: { waiting: "concat('vid:', hit.key_of_hit)", known: "hit.visitor_of_hit", onDevice: "device.owner", nobodys: "''" },
  });
  return `
    SELECT ${owner} AS owner, ${names.map((name) => `hit.${name} AS ${name}`).join(", ")}
    FROM (
      SELECT visitor_id AS visitor_of_hit, at AS happened_at, key AS key_of_hit, ${WAITS} AS waits, ${JOINED_ORDER} AS joined_order, ${chosen} ${from}
    ) AS hit
    LEFT ANY JOIN (${ownedDevices(devices)}) AS device ON hit.visitor_of_hit = device.device_id
    LEFT ANY JOIN (${placedOrders(orders)}) AS placed ON hit.joined_order = placed.transaction_id
    WHERE owner != ''`;
}

interface Rule {
  /** For each hit or row: whether it waits for a visitor; its visitor; when it, or the order it joined, was placed; when the device's customer became known there. */
  readonly waits: string;
  readonly visitor: string;
  readonly placed: string;
  readonly learned: string;
  readonly answers: Record<"waiting" | "known" | "onDevice" | "nobodys", string>;
}

function answered({ waits, visitor, placed, learned, answers }: Rule): string {
  return `multiIf(
        ${waits}, ${answers.waiting},
        startsWith(${visitor}, 'vid:'), ${answers.known},
        ${placed} < ${learned}, ${answers.onDevice},
        ${answers.nobodys})`;
}

const WAITS = "visitor = 0 AND unlinked_reason = 'unknown_visitor'";
const JOINED_ORDER = "if(upload > 0 AND fate = 'transaction', key, '')";
const BEFORE_EVERY_TIME = "toInt64(-9000000000000000)";

const THEIR_IDS = "arrayMap(id -> sipHash64(id), arrayPushFront({devices:Array(String)}, {visitor:String}))";

/** The texts of a parameter that is a JSON array: planning a query with an array of 20,000 takes the engine longer than running it. Each use costs too. */
export function listed(parameter: string): string {
  return `SELECT arrayJoin(JSONExtract({${parameter}:String}, 'Array(String)'))`;
}

/** Rows that may be the customer's, by the sort key. Constants, because a subquery took three times as long. An index finds waiting rows; for every
 * customer it costs a fifth. */
const CANDIDATES = {
  all: "(visitor != 0 OR unlinked_reason = 'unknown_visitor')",
  several: `(visitor IN (SELECT sipHash64(concat('vid:', id)) FROM (${listed("accounts")} AS id) UNION ALL SELECT sipHash64(id) FROM (${listed("devices")} AS id))
        OR (visitor = 0 AND unlinked_reason = 'unknown_visitor' AND key IN (${listed("accounts")})))`,
  one: `visitor IN ${THEIR_IDS}`,
  oneWithWaiting: `visitor IN arrayPushFront(${THEIR_IDS}, toUInt64(0)) AND (visitor != 0 OR key = substring({visitor:String}, 5))`,
};

/** The devices that only one customer used: `owner`, and the time `learned` at which they first became known there. */
export function ownedDevices(where: string): string {
  return `
      SELECT device_id, any(visitor_id) AS owner, min(learned_at) AS learned
      FROM identities_v1
      WHERE suite = {suite:String} AND ${where}
      GROUP BY device_id
      HAVING uniqExact(visitor_id) = 1`;
}

/** When the orders on the chosen devices that rows joined were placed. */
export function placedOrders(onDevices: string): string {
  return `
      SELECT transaction_id, hit_at AS placed_at, 1 AS found
      FROM transactions_v1
      WHERE suite = {suite:String} AND recorded = 1 AND NOT startsWith(visitor_id, 'vid:') AND transaction_id IN (
        SELECT key FROM hits_v1 WHERE suite = {suite:String} AND upload > 0 AND fate = 'transaction' AND ${onDevices}
      )
      ORDER BY transaction_id, range, hit_at
      LIMIT 1 BY transaction_id`;
}

/**
 * The rows to list for one customer: hits, and for each row of a file its present state, the one without a negative. To get them,
 * choose `upload` and this as the column `least_occurrences`, and keep what `STANDS` says.
 */
export const LEAST_OCCURRENCES = "min(occurrences) OVER (PARTITION BY upload, line, range)";
export const STANDS = "(upload = 0 OR least_occurrences >= 0)";
