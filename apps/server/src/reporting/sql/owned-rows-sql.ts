import type { DateRange } from "@rapport/domain";
import { VISIT } from "./amount-sql.ts";
import type { Parameters } from "./parameters.ts";
import { everySql } from "./test-sql.ts";

/** Rows of one report suite and range, with the values of the query that reads them. */
export interface RowsPlace {
  readonly rsid: string;
  readonly range: DateRange;
  readonly parameters: Parameters;
}

/** What rows belong to: a visit, which rows of files are not in, or a visitor. */
export const OWNERS = {
  visits: { key: VISIT, members: "source < 5" },
  visitors: { key: "visitor", members: "visitor != 0" },
} as const;
export type Owner = keyof typeof OWNERS;

/** The suite and the range, as conditions on a row. */
export function rowsInSql({ rsid, range, parameters }: RowsPlace): string[] {
  return [`suite = ${parameters.bind("String", rsid)}`, insideSql(range, parameters)];
}

export function insideSql({ from, to }: DateRange, parameters: Parameters): string {
  return `at >= ${parameters.time(from)} and at < ${parameters.time(to)}`;
}

export function ownedRowsSql(owner: Owner, place: RowsPlace): string {
  return everySql([...rowsInSql(place), OWNERS[owner].members]);
}

/**
 * A row of a file that was filled again (RW1) counts only with its present values, not with those that its negative cancels.
 * @param rows the conditions under which negatives are looked for
 */
export function presentSql(rows: string): string {
  return `(upload = 0 or (occurrences >= 0 and (upload, line, range) not in (select upload, line, range from hits_v1 where ${rows} and upload > 0 and occurrences = -1)))`;
}

/** Money that was converted later stands in a row beside its hit (CY2): at its place in the order of the same visitor, and no occurrence. */
export const LATE_MONEY = "(upload = 0 and occurrences = 0)";

/**
 * A test on an amount of a row, together with what came later for the same hit: both rows of it pass, or neither.
 * @param test the condition on an amount
 */
export function ofWholeHitSql({ amount, test, place }: { amount: string; test: (amount: string) => string; place: RowsPlace }): string {
  const hits = everySql([...rowsInSql(place), "upload = 0"]);
  const late = `select ${HIT} from hits_v1 where ${hits} and occurrences = 0`;
  const whole = `select ${HIT} from hits_v1 where ${hits} and (${HIT}) in (${late}) group by ${HIT} having ${test(`sum(${amount})`)}`;
  // A negative passes or fails with what it cancels.
  return `if(upload = 0 and (${HIT}) in (${late}), (${HIT}) in (${whole}), ${test(`${amount} * if(occurrences = -1, -1, 1)`)})`;
}

const HIT = "visitor, at, position";
