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
