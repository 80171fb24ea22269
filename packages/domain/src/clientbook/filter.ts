import { unreachable } from "@rapport/contract";
import type { Attribute, AttributeFilter, AttributeValue } from "@rapport/contract/clienteling";
import { wrong, type Wrong } from "@rapport/contract/refusals";
import { textOf } from "../customers/attribute-value.ts";
import { searchable } from "../customers/fold-text.ts";
import { wordsSearched } from "../customers/name-words.ts";
import { phoneSearched } from "../customers/search-text.ts";
import { compareDecimals } from "../values/decimal.ts";
import { daysAhead } from "./days-ahead.ts";

/** What to search for: all words, or the digits of a phone number as it is shown or dialled. */
export interface BookKeyword {
  readonly words: readonly string[];
  readonly phone: string | null;
}

/** The words of a keyword in the form for comparing, and its digits when it is a phone number. */
export function keywordOf(keyword: string): BookKeyword {
  return { words: wordsSearched(keyword), phone: phoneSearched(keyword) };
}

/** Filters on one attribute are alternatives; different attributes must all fit (R39). */
export function filtersByAttribute(filters: readonly AttributeFilter[]): Map<string, AttributeFilter[]> {
  const grouped = new Map<string, AttributeFilter[]>();
  for (const filter of filters) grouped.set(filter.attribute, [...(grouped.get(filter.attribute) ?? []), filter]);
  return grouped;
}

/** Why a filter cannot be used; null when it can. Only refinable attributes are filters (R32). */
export function faultOfFilterUse(attribute: Pick<Attribute, "refinable" | "filter" | "type" | "values"> | undefined, filter: AttributeFilter): Wrong | null {
  if (attribute === undefined || !attribute.refinable || attribute.filter === undefined) return wrong("filter.missing", { attribute: filter.attribute });
  const display = attribute.filter.kind;
  if (FILTER_OF_DISPLAY[display] === filter.kind) return null;
  if (display === "date" && filter.kind === "dates") return null;
  if (filter.kind === "contains" && takesText(attribute)) return null;
  return wrong("filter.other_kind", { attribute: filter.attribute, kind: filter.kind, expected: FILTER_OF_DISPLAY[display] });
}

/** Whether clients can be filtered by a part of the text: not where values come from a list, which are chosen (R38). */
export function takesText({ filter, type, values }: Pick<Attribute, "filter" | "type" | "values">): boolean {
  return filter?.kind === "list" && type === "text" && values === undefined;
}

/** Whether a text holds what was typed, letters compared as in names. */
export function holdsText(value: string, typed: string): boolean {
  return searchable(value).includes(searchable(typed));
}

const FILTER_OF_DISPLAY = { list: "anyOf", range: "between", slider: "between", date: "withinDays" } as const satisfies Record<
  NonNullable<Attribute["filter"]>["kind"],
  AttributeFilter["kind"]
>;

/** What a filter selects in the index of a book: whole index values or, for bounds that are not thresholds, single numbers. */
export type IndexedFilter =
  | { readonly kind: "values"; readonly values: readonly string[] }
  | { readonly kind: "numbers"; readonly lower: number | null; readonly upper: number | null }
  /** Days with a year. */
  | { readonly kind: "days"; readonly from: string | null; readonly to: string | null }
  /** Whatever values hold the text. */
  | { readonly kind: "text"; readonly text: string };

/** Index values: a list's own values, a range's number (0 is below the first threshold), a date's `MM-DD`. */
export function indexedFilter(attribute: Pick<Attribute, "filter">, { filter, today }: { filter: AttributeFilter; today: string }): IndexedFilter {
  switch (filter.kind) {
    case "anyOf":
      return { kind: "values", values: filter.values.map(String) };
    case "dates":
      return { kind: "days", from: filter.from, to: filter.to };
    case "contains":
      return { kind: "text", text: filter.text };
    case "withinDays":
      return { kind: "values", values: daysAhead(today, filter.days) };
    case "between": {
      const { lower, upper } = filter;
      if (attribute.filter?.kind !== "range") return { kind: "numbers", lower, upper };
      const { thresholds } = attribute.filter;
      const first = lower === null ? 0 : thresholds.indexOf(lower) + 1;
      const last = upper === null ? thresholds.length : thresholds.indexOf(upper);
      if ((lower !== null && first === 0) || last === -1) return { kind: "numbers", lower, upper };
      return { kind: "values", values: thresholds.concat(0).flatMap((_, range) => (range >= first && range <= last ? [String(range)] : [])) };
    }
    default:
      return unreachable(filter);
  }
}

/** The index values that a customer's value has for a filter (see `indexedFilter`). */
export function indexValuesOf({ filter }: Pick<Attribute, "filter">, value: AttributeValue): string[] {
  switch (filter?.kind) {
    case undefined:
      return [];
    case "list":
    case "slider":
      return [value].flat().map(textOf);
    case "date":
      return typeof value === "string" ? [value.slice(-DAY_AND_MONTH)] : [];
    case "range": {
      const number = typeof value === "object" && !Array.isArray(value) ? value.amount : value;
      if (typeof number !== "number" && typeof number !== "string") return [];
      return [String(filter.thresholds.filter((threshold) => compareDecimals(String(number), threshold) >= 0).length)];
    }
    default:
      return unreachable(filter);
  }
}

/** The length of `MM-DD`. */
const DAY_AND_MONTH = 5;
