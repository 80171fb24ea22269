import { Refusal } from "@rapport/contract";
import type { BookQuery } from "@rapport/contract/clienteling";
import { DAYS_OFFERED, daysAhead, faultOfFilterUse, filtersByAttribute, indexedFilter, isoDayOf, keywordOf } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import type { ClientelingSetup, GroupAttribute } from "../parameters/index.ts";
import { currentSettings } from "../report-suites/index.ts";
import type { Condition } from "./book-index-queries.ts";

/** The attributes by which the book can be filtered: refinable ones of both groups, the client book's first, each once (R32, R33). */
export function refinableAttributes({ clientBookAttributes, customerAttributes }: ClientelingSetup): GroupAttribute[] {
  const both = [...clientBookAttributes, ...customerAttributes];
  return both.filter(
    ({ code, definition }, index) => definition.refinable && definition.filter !== undefined && both.findIndex((other) => other.code === code) === index,
  );
}

/** A query as conditions on the book's index. Refuses a filter on an attribute that cannot be filtered. */
export function conditionsOf({ keyword, filters }: BookQuery, { attributes, today }: { attributes: readonly GroupAttribute[]; today: string }): Condition[] {
  const searched = keywordOf(keyword);
  const conditions: Condition[] = searched.words.length === 0 ? [] : [{ kind: "keyword", ...searched }];
  for (const [code, alternatives] of filtersByAttribute(filters)) {
    const definition = attributes.find((attribute) => attribute.code === code)?.definition;
    const indexed = alternatives.map((filter) => {
      const fault = faultOfFilterUse(definition, filter);
      if (fault !== null) throw new Refusal("filter.wrong", {}, { faults: [{ path: ["filters", filters.indexOf(filter)], wrong: fault }] });
      if (definition === undefined) throw new Error(`a filter on an attribute that is not there: ${code}`);
      return indexedFilter(definition, { filter, today });
    });
    conditions.push({
      kind: "attribute",
      attribute: code,
      values: indexed.flatMap((filter) => (filter.kind === "values" ? filter.values : [])),
      ranges: indexed.flatMap((filter) => (filter.kind === "numbers" ? [{ lower: filter.lower, upper: filter.upper }] : [])),
    });
  }
  return conditions;
}

/** The days of the year that a facet of dates counts: up to its farthest choice. */
export function countedDays({ filters }: BookQuery, { attribute, today }: { attribute: string; today: string }): string[] {
  const chosen = filters.flatMap((filter) => (filter.kind === "withinDays" && filter.attribute === attribute ? [filter.days] : []));
  return daysAhead(today, Math.max(...DAYS_OFFERED, ...chosen));
}

/** The legal entity's calendar day, `YYYY-MM-DD`: that of its report suite's time zone. */
export async function todayOf(deps: Pick<Deps, "db" | "clock">, { rsid }: ClientelingSetup): Promise<string> {
  const timeZone = rsid === null ? undefined : (await currentSettings(deps, rsid))?.timeZone;
  return isoDayOf(deps.clock.now().getTime(), timeZone ?? "UTC");
}
