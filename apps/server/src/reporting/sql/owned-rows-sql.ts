import type { DateRange } from "@rapport/domain";
import { VISIT } from "./amount-sql.ts";
import type { Parameters } from "./parameters.ts";

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

export function ownedRowsSql(owner: Owner, { rsid, range, parameters }: RowsPlace): string {
  return `suite = ${parameters.bind("String", rsid)} and at >= ${parameters.time(range.from)} and at < ${parameters.time(range.to)} and ${OWNERS[owner].members}`;
}

/** A row of a file that was filled again (RW1) counts only with its present values, not with those that its negative cancels. */
export function presentSql(place: RowsPlace): string {
  return `(upload = 0 or (occurrences >= 0 and (upload, line, range) not in (select upload, line, range from hits_v1 where ${ownedRowsSql("visitors", place)} and upload > 0 and occurrences = -1)))`;
}
