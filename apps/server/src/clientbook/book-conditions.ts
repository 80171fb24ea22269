import type { BookQuery } from "@rapport/contract/clienteling";
import { DAYS_OFFERED, daysAhead, keywordOf } from "@rapport/domain";
import { attributeConditions, type GroupAttribute } from "../parameters/index.ts";
import type { Condition } from "./book-index-queries.ts";

/** A query as conditions on the book's index. Refuses a filter on an attribute that cannot be filtered. */
export function conditionsOf(
  { keyword, filters }: BookQuery,
  { keys, ...how }: { attributes: readonly GroupAttribute[]; keys: ReadonlyMap<string, string>; today: string },
): Condition[] {
  const searched = keywordOf(keyword);
  const filtered = attributeConditions(filters, how).map((condition) => ({ ...condition, key: keys.get(condition.attribute) ?? "" }));
  return [...(searched.words.length === 0 ? [] : [{ kind: "keyword" as const, ...searched }]), ...filtered];
}

/** The days of the year that a facet of dates counts: up to its farthest choice. */
export function countedDays({ filters }: BookQuery, { attribute, today }: { attribute: string; today: string }): string[] {
  const chosen = filters.flatMap((filter) => (filter.kind === "withinDays" && filter.attribute === attribute ? [filter.days] : []));
  return daysAhead(today, Math.max(...DAYS_OFFERED, ...chosen));
}
