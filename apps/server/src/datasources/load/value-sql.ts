import { MAX_WHOLE_DIGITS, PATTERNS, PLACES } from "@rapport/domain";

/*
 * The engine's form of reading values (domain, values/), with the same patterns. A property test demands the same
 * answers of both.
 */

const CONTROLS = pattern(PATTERNS.CONTROLS);
const EDGES = pattern(PATTERNS.EDGES);

/** A text as it is read; `odd` says whether it may hold more than printable ASCII, for which cutting blanks is enough. */
export function readSql(text: string, odd = "odd"): string {
  return `if(${odd}, replaceRegexpAll(replaceRegexpAll(${text}, ${CONTROLS}, ' '), ${EDGES}, ''), trimBoth(${text}))`;
}

/** A read cell without a spreadsheet's quotes. */
export function readCellSql(cell: string): string {
  return `if(match(${cell}, ${pattern(PATTERNS.QUOTED)}), ${readSql(`replaceAll(substring(${cell}, 2, length(${cell}) - 2), '""', '"')`)}, ${cell})`;
}

const SHAPE = (shape: keyof typeof PATTERNS.SHAPES) => pattern(PATTERNS.SHAPES[shape]);

/** Digits with at most one point; `?` for what can be read in two ways, '' for what is not an amount. */
const PLAIN_DIGITS = `multiIf(
      match(body, ${SHAPE("plain")}), body,
      match(body, ${SHAPE("ambiguous")}), '?',
      match(body, ${SHAPE("decimalComma")}), replaceOne(body, ',', '.'),
      match(body, ${SHAPE("commaGroups")}), replaceAll(body, ',', ''),
      match(body, ${SHAPE("pointGroups")}), replaceOne(replaceAll(body, '.', ''), ',', '.'),
      match(body, ${SHAPE("otherGroups")}), replaceOne(replaceRegexpAll(body, '[^0-9.,]', ''), ',', '.'),
      '')`;

const IS_SOUND =
  "length(part) = 9 AND (part[1] = '') = (part[9] = '') AND (part[1] != '') + (part[2] != '') + (part[4] != '') + (part[8] != '') <= 1 AND (part[3] = '' OR part[7] = '')";
const IS_NEGATIVE = "part[1] != '' OR part[2] NOT IN ('', '+') OR part[4] NOT IN ('', '+') OR part[8] NOT IN ('', '+')";

const ONE_MORE = `toDecimal128('0.${"0".repeat(PLACES - 1)}1', ${PLACES})`;
const MOST = `toDecimal128('${"9".repeat(MAX_WHOLE_DIGITS)}.${"9".repeat(PLACES)}', ${PLACES})`;
const SIZE = `least(toDecimal128OrZero(concat(if(whole = '', '0', whole), '.', rightPad(substring(fraction, 1, ${PLACES}), ${PLACES}, '0')), ${PLACES}) + if(substring(fraction, ${PLACES + 1}, 1) >= '5', ${ONE_MORE}, toDecimal128(0, ${PLACES})), ${MOST})`;

const SIMPLE = pattern(PATTERNS.SIMPLE_AMOUNT);
const ZERO = `toDecimal128(0, ${PLACES})`;

/** The same for a file whose amounts are all plain. `is_hard` marks a row with an amount that is not. */
export function plainAmountsSql({ metric }: { metric: number }): ((from: string) => string)[] {
  return [
    (
      from,
    ) => `SELECT *, arrayExists((cell, kind) -> kind = ${metric} AND cell != '' AND NOT match(cell, ${SIMPLE}), cells, {kinds:Array(UInt8)}) AS is_hard, arrayMap(cell -> '', cells) AS amount_faults,
      arrayMap((cell, kind) -> if(kind = ${metric}, toDecimal128OrZero(cell, ${PLACES}), ${ZERO}), cells, {kinds:Array(UInt8)}) AS amounts FROM (${from})`,
  ];
}

/**
 * Steps that add to rows with `cells` the exact `amounts` of the metric cells, and `amount_faults`. Most files hold plain decimals
 * only; the slower steps run for lines with anything else.
 */
export function amountsSql({ metric }: { metric: number }): ((from: string) => string)[] {
  return [
    (from) =>
      `SELECT *, arrayMap((cell, kind) -> if(kind = ${metric} AND cell != '' AND NOT match(cell, ${SIMPLE}), cell, ''), cells, {kinds:Array(UInt8)}) AS hard, arrayExists(cell -> cell != '', hard) AS is_hard FROM (${from})`,
    (from) =>
      `SELECT *, arrayMap(cell -> if(cell = '', [], extractAllGroupsVertical(cell, ${pattern(PATTERNS.AMOUNT)})[1]), if(is_hard, hard, [])) AS amount_parts FROM (${from})`,
    (from) =>
      `SELECT *, arrayMap(part -> if(${IS_SOUND}, part[5], ''), amount_parts) AS bodies, arrayMap(part -> ${IS_NEGATIVE}, amount_parts) AS negatives, arrayMap(part -> toInt32OrZero(replaceOne(part[6], '+', '')), amount_parts) AS powers FROM (${from})`,
    (from) => `SELECT *, arrayMap(body -> if(body = '', '', ${PLAIN_DIGITS}), bodies) AS digits FROM (${from})`,
    (from) => `SELECT *, arrayMap(d -> splitByChar('.', d)[1], digits) AS wholes, arrayMap(d -> splitByChar('.', d)[2], digits) AS fractions FROM (${from})`,
    (from) => `SELECT *,
      arrayMap((w, f, p) -> concat(repeat('0', greatest(0, -p - toInt32(length(w)))), w, f, repeat('0', greatest(0, p - toInt32(length(f))))), wholes, fractions, powers) AS all_digits,
      arrayMap((w, p) -> greatest(toInt32(length(w)) + p, 0), wholes, powers) AS points FROM (${from})`,
    (from) => `SELECT *,
      arrayMap((a, p) -> replaceRegexpOne(substring(a, 1, p), '^0+', ''), all_digits, points) AS moved_wholes, arrayMap((a, p) -> substring(a, p + 1), all_digits, points) AS moved_fractions FROM (${from})`,
    (from) => `SELECT * EXCEPT (hard, amount_parts, bodies, negatives, powers, digits, wholes, fractions, all_digits, points, moved_wholes, moved_fractions),
      if(is_hard, arrayMap((cell, d, whole) -> multiIf(cell = '', '', d = '?', 'metric.ambiguous', d = '' OR length(whole) > ${MAX_WHOLE_DIGITS}, 'metric.not_a_number', ''), hard, ${each("digits")}, ${each("moved_wholes")}), arrayMap(cell -> '', cells)) AS amount_faults,
      if(is_hard,
        arrayMap((cell, kind, odd_cell, d, whole, fraction, negative) -> multiIf(kind != ${metric} OR cell = '', toDecimal128(0, ${PLACES}), odd_cell = '', toDecimal128OrZero(cell, ${PLACES}), d IN ('', '?') OR length(whole) > ${MAX_WHOLE_DIGITS}, toDecimal128(0, ${PLACES}), if(negative, -${SIZE}, ${SIZE})), cells, {kinds:Array(UInt8)}, hard, ${["digits", "moved_wholes", "moved_fractions", "negatives"].map(each).join(", ")}),
        arrayMap((cell, kind) -> if(kind = ${metric}, toDecimal128OrZero(cell, ${PLACES}), toDecimal128(0, ${PLACES})), cells, {kinds:Array(UInt8)})) AS amounts FROM (${from})`,
  ];
}

/** One entry for each cell. A row without hard cells has none, because the engine may compute a branch that it does not take. */
const each = (entries: string) => `arrayResize(${entries}, length(cells))`;

/** A query in steps: each reads the one before. The engine writes an alias out wherever its own step uses it again, so a step that built on its own aliases would grow out of hand. */
export function steps(first: string, ...more: readonly ((from: string) => string)[]): string {
  return more.reduce((query, step) => step(query), first);
}

/** The setting of a query in many steps: they run one by one. Merged into one expression, their planning takes longer than the reading of a small file. */
export const IN_STEPS = "query_plan_merge_expressions = 0";

/** A regular expression as RE2 reads it. Ours use only what both engines understand alike. */
export function source(pattern: RegExp): string {
  return pattern.source.replaceAll("\\/", "/");
}

/** A pattern of the domain as RE2 reads it. */
function pattern(source: string): string {
  return literal(source.replaceAll("\\u{", "\\x{").replaceAll(/\\u([0-9a-f]{4})/g, "\\x{$1}"));
}

export function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
