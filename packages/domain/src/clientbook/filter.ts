import { unreachable, type Attribute, type AttributeFilter, type AttributeValue, type BookQuery } from "@rapport/contract";
import { searchable } from "../customers/search-text.ts";
import { daysAhead } from "./days-ahead.ts";

export interface FilterSetting {
  readonly query: BookQuery;
  /** Refinable attributes by code; a filter on another one fits nobody. */
  readonly attributes: ReadonlyMap<string, Pick<Attribute, "type" | "filter">>;
  /** The legal entity's day, `YYYY-MM-DD`. */
  readonly today: string;
}

export interface FilterableClient {
  /** As `searchTextOf` makes it. */
  readonly searchText: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/**
 * True for a client whom the query lets through: each word of the keyword is somewhere in his name, e-mail, account
 * number, phone digits or city, and each attribute that is filtered fits one of its filters (spec R34, R39). The device
 * uses it without the network; the server's SQL gives the same clients.
 */
export function matches({ query, attributes, today }: FilterSetting, client: FilterableClient): boolean {
  if (!keywordsOf(query.keyword).every((word) => client.searchText.includes(word))) return false;
  return [...filtersByAttribute(query.filters)].every(([code, filters]) => attributes.has(code) && filters.some((filter) => fits({ filter, value: client.attributes[code], today })));
}

/** The words of a keyword as they are compared. */
export function keywordsOf(keyword: string): string[] {
  return [...new Set(searchable(keyword).split(" "))].filter((word) => word !== "");
}

/** Filters on one attribute are alternatives, different attributes all have to fit (spec R39). */
export function filtersByAttribute(filters: readonly AttributeFilter[]): Map<string, AttributeFilter[]> {
  const grouped = new Map<string, AttributeFilter[]>();
  for (const filter of filters) grouped.set(filter.attribute, [...(grouped.get(filter.attribute) ?? []), filter]);
  return grouped;
}

function fits({ filter, value, today }: { filter: AttributeFilter; value: AttributeValue | undefined; today: string }): boolean {
  if (value === undefined) return false;
  switch (filter.kind) {
    case "anyOf":
      return [value].flat().some((one) => filter.values.some((wanted) => String(wanted) === String(one)));
    case "between":
      return typeof value === "number" && (filter.lower === null || value >= filter.lower) && (filter.upper === null || value < filter.upper);
    case "withinDays":
      return typeof value === "string" && daysAhead(today, filter.days).includes(value.slice(5));
    default:
      return unreachable(filter);
  }
}

/** Why a filter cannot be used, in words to act on; null when it can. Only refinable attributes are filters (spec R32). */
export function faultOfFilterUse(attribute: Pick<Attribute, "refinable" | "filter"> | undefined, filter: AttributeFilter): string | null {
  if (attribute === undefined || !attribute.refinable || attribute.filter === undefined) return `There is no filter on "${filter.attribute}".`;
  const display = attribute.filter.kind;
  if (FILTER_OF_DISPLAY[display] === filter.kind) return null;
  return `The filter on "${filter.attribute}" is of kind ${FILTER_OF_DISPLAY[display]}, not ${filter.kind}.`;
}

const FILTER_OF_DISPLAY = { list: "anyOf", range: "between", date: "withinDays" } as const satisfies Record<NonNullable<Attribute["filter"]>["kind"], AttributeFilter["kind"]>;

/** What a filter selects in the index of a book: whole index values, or, for bounds that are no thresholds, numbers one by one. */
export type IndexedFilter = { readonly kind: "values"; readonly values: readonly string[] } | { readonly kind: "numbers"; readonly lower: number | null; readonly upper: number | null };

/** Index values: a list's own values, a range's number (0 is below the first threshold), a date's `MM-DD`. */
export function indexedFilter(attribute: Pick<Attribute, "filter">, { filter, today }: { filter: AttributeFilter; today: string }): IndexedFilter {
  switch (filter.kind) {
    case "anyOf":
      return { kind: "values", values: filter.values.map(String) };
    case "withinDays":
      return { kind: "values", values: daysAhead(today, filter.days) };
    case "between": {
      const { lower, upper } = filter;
      const thresholds = attribute.filter?.kind === "range" ? attribute.filter.thresholds : [];
      const first = lower === null ? 0 : thresholds.indexOf(lower) + 1;
      const last = upper === null ? thresholds.length : thresholds.indexOf(upper);
      if ((lower !== null && first === 0) || last === -1) return { kind: "numbers", lower, upper };
      return { kind: "values", values: thresholds.concat(0).flatMap((_, range) => (range >= first && range <= last ? [String(range)] : [])) };
    }
    default:
      return unreachable(filter);
  }
}
