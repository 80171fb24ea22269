import { Refusal } from "@rapport/contract";
import type { Attribute, AttributeFilter } from "@rapport/contract/clienteling";
import { faultOfFilterUse, filtersByAttribute, indexedFilter, isoDayOf } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { currentSettings } from "../report-suites/index.ts";
import type { ClientelingSetup, GroupAttribute } from "./clienteling-setup.ts";

/** The attributes by which customers can be filtered: refinable ones of both groups, the client book's first, each once (R32, R33). */
export function refinableAttributes({ clientBookAttributes, customerAttributes }: ClientelingSetup): GroupAttribute[] {
  const both = [...clientBookAttributes, ...customerAttributes];
  return both.filter(
    ({ code, definition }, index) => definition.refinable && definition.filter !== undefined && both.findIndex((other) => other.code === code) === index,
  );
}

/** Date attributes of both groups by their codes, each once. */
export function dateAttributes({ clientBookAttributes, customerAttributes }: ClientelingSetup): ReadonlyMap<string, Attribute> {
  const dates = [...clientBookAttributes, ...customerAttributes].filter(({ definition }) => definition.type === "date");
  return new Map(dates.map(({ code, definition }) => [code, definition]));
}

/** The filters on one attribute: a customer fits who has one of the index values, or a number in one of the ranges. */
export interface AttributeCondition {
  readonly kind: "attribute";
  readonly attribute: string;
  readonly definition: Attribute;
  readonly values: readonly string[];
  readonly ranges: readonly { readonly lower: number | null; readonly upper: number | null }[];
  /** From one day with its year to another, both included. */
  readonly days: readonly { readonly from: string | null; readonly to: string | null }[];
  /** Values that hold one of these fit too. */
  readonly texts: readonly string[];
}

/** Filters as conditions, one for each attribute. Refuses a filter on an attribute that cannot be filtered. */
export function attributeConditions(
  filters: readonly AttributeFilter[],
  { attributes, today }: { attributes: readonly GroupAttribute[]; today: string },
): AttributeCondition[] {
  return [...filtersByAttribute(filters)].map(([code, alternatives]) => {
    const definition = attributes.find((attribute) => attribute.code === code)?.definition;
    const indexed = alternatives.map((filter) => {
      const fault = faultOfFilterUse(definition, filter);
      if (fault !== null) throw new Refusal("filter.wrong", {}, { faults: [{ path: ["filters", filters.indexOf(filter)], wrong: fault }] });
      return indexedFilter(definition ?? {}, { filter, today });
    });
    if (definition === undefined) throw new Error(`a filter on an attribute that is not there: ${code}`);
    return {
      kind: "attribute",
      attribute: code,
      definition,
      values: indexed.flatMap((filter) => (filter.kind === "values" ? filter.values : [])),
      ranges: indexed.flatMap((filter) => (filter.kind === "numbers" ? [{ lower: filter.lower, upper: filter.upper }] : [])),
      days: indexed.flatMap((filter) => (filter.kind === "days" ? [{ from: filter.from, to: filter.to }] : [])),
      texts: indexed.flatMap((filter) => (filter.kind === "text" ? [filter.text] : [])),
    };
  });
}

/** The legal entity's calendar day, `YYYY-MM-DD`: that of its report suite's time zone. */
export async function todayOf(deps: Pick<Deps, "db" | "clock">, { rsid }: ClientelingSetup): Promise<string> {
  const timeZone = rsid === null ? undefined : (await currentSettings(deps, rsid))?.timeZone;
  return isoDayOf(deps.clock.now().getTime(), timeZone ?? "UTC");
}
