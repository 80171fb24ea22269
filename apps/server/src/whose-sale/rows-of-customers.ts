interface RowsWanted {
  /** `one`: of the visitor of a `CustomerScope`, whose fields are the query's parameters. `all`: everybody's, with the parameter `suite`. */
  readonly of: "one" | "all";
  /** Name -> expression over `hits_v1`. */
  readonly columns: Readonly<Record<string, string>>;
  /** Which rows, beside whose they are. */
  readonly where?: string;
}

/**
 * Whose sale is it (DEC14): the one definition, for timeline, measures and all else that is *over a customer*. A query of
 * the chosen columns and of `owner`, the visitor `vid:` and account number that each hit or row belongs to:
 * - to the visitor whose id it carries;
 * - if it waits for a visitor, to the customer whose account number it names;
 * - if it came from a device that one customer alone used, and from before they were known there, to that customer. A row
 *   that joined an order made there is judged by when the order was placed, whenever the row comes.
 *
 * What belongs to no customer is left out. A row that changed stands beside its negative: sums are right as they are, and
 * who lists rows leaves out the cancelled ones (`presentRows`).
 */
export function rowsOfCustomers({ of, columns, where = "1" }: RowsWanted): string {
  const names = Object.keys(columns).map((name) => `hit.${name} AS ${name}`);
  const chosen = Object.entries(columns).map(([name, expression]) => (name === expression ? name : `${expression} AS ${name}`));
  return `
    SELECT
      multiIf(
        hit.key_of_waiting != '', concat('vid:', hit.key_of_waiting),
        startsWith(hit.visitor_of_hit, 'vid:'), hit.visitor_of_hit,
        if(placed.found = 1, placed.placed_at, hit.happened_at) < device.learned, device.owner,
        '') AS owner,
      ${names.join(", ")}
    FROM (
      SELECT
        visitor_id AS visitor_of_hit, at AS happened_at,
        if(visitor = 0 AND unlinked_reason = 'unknown_visitor', key, '') AS key_of_waiting,
        if(upload > 0 AND fate = 'transaction', key, '') AS joined_order,
        ${chosen.join(", ")}
      FROM hits_v1
      WHERE suite = {suite:String} AND ${CANDIDATES[of]} AND ${where}
    ) AS hit
    LEFT ANY JOIN (${DEVICES[of]}) AS device ON hit.visitor_of_hit = device.device_id
    LEFT ANY JOIN (${ORDERS[of]}) AS placed ON hit.joined_order = placed.transaction_id
    WHERE ${OWNER[of]}`;
}

/** Rows that may be the customer's, by the sort key: constants, because a subquery took three times as long. */
const CANDIDATES = {
  all: "(visitor != 0 OR unlinked_reason = 'unknown_visitor')",
  one: `visitor IN arrayConcat(arrayMap(id -> sipHash64(id), arrayPushFront({devices:Array(String)}, {visitor:String})), if({waits:Bool}, [toUInt64(0)], []))
        AND (visitor != 0 OR key = substring({visitor:String}, 5))`,
};
const OWNER = { all: "owner != ''", one: "owner = {visitor:String}" };

/** The devices that one customer alone used: `owner`, and the instant `learned` at which they were known there first. */
export function ownedDevices(where: string): string {
  return `
      SELECT device_id, any(visitor_id) AS owner, min(learned_at) AS learned
      FROM identities_v1
      WHERE suite = {suite:String} AND ${where}
      GROUP BY device_id
      HAVING uniqExact(visitor_id) = 1`;
}

const DEVICES = {
  all: ownedDevices("1"),
  one: `
      SELECT entry.1 AS device_id, {visitor:String} AS owner, fromUnixTimestamp64Milli(entry.2, 'UTC') AS learned
      FROM (SELECT arrayJoin(arrayZip({devices:Array(String)}, {learned:Array(Int64)})) AS entry)`,
};

/** When the orders were placed that rows joined on the chosen devices. */
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

const ORDERS = {
  all: placedOrders("NOT startsWith(visitor_id, 'vid:')"),
  one: `
      SELECT entry.1 AS transaction_id, fromUnixTimestamp64Milli(entry.2, 'UTC') AS placed_at, 1 AS found
      FROM (SELECT arrayJoin(arrayZip({orders:Array(String)}, {placed:Array(Int64)})) AS entry)`,
};

/**
 * Of such rows, those that stand: hits, and of each row of a file its present state, which has no negative. `rows` must give
 * `upload`, `line`, `range` and `occurrences`.
 */
export function presentRows(rows: string): string {
  return `
    SELECT * EXCEPT (least_occurrences)
    FROM (SELECT *, if(upload = 0, 0, min(occurrences) OVER (PARTITION BY upload, line, range)) AS least_occurrences FROM (${rows}))
    WHERE least_occurrences >= 0`;
}
