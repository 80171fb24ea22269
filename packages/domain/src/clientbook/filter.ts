import { unreachable } from "@rapport/contract";
import type { Attribute, AttributeFilter, AttributeValue, BookQuery } from "@rapport/contract/clienteling";
import { phoneDigitsIn, phoneSearched, searchable } from "../customers/search-text.ts";
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

/** `matcherOf` for one client. */
export function matches(setting: FilterSetting, client: FilterableClient): boolean {
  return matcherOf(setting)(client);
}

/**
 * Says of each client whether the query lets them through: each word of the keyword is somewhere in their name, e-mail,
 * account number, phone digits or city, or the keyword is a part of their phone number, and each attribute that is filtered fits one of its filters (R34, R39).
 * The device uses it without the network; the server's SQL gives the same clients.
 */
export function matcherOf({ query, attributes, today }: FilterSetting): (client: FilterableClient) => boolean {
  const { words, phone } = keywordOf(query.keyword);
  const tests = [...filtersByAttribute(query.filters)].map(([code, filters]) => ({
    code,
    known: attributes.has(code),
    fits: filters.map((filter) => testOf(filter, today)),
  }));
  return (client) =>
    (words.every((word) => client.searchText.includes(word)) || (phone !== null && phoneDigitsIn(client.searchText).includes(phone))) &&
    tests.every(({ code, known, fits }) => {
      const value = client.attributes[code];
      return known && value !== undefined && fits.some((fit) => fit(value));
    });
}

/** What a client is looked for by: all words, or the digits of a phone number as it is shown or dialled. */
export interface BookKeyword {
  readonly words: readonly string[];
  readonly phone: string | null;
}

/** The words of a keyword as they are compared, and its digits when it is a phone number. */
export function keywordOf(keyword: string): BookKeyword {
  return { words: [...new Set(searchable(keyword).split(" "))].filter((word) => word !== ""), phone: phoneSearched(keyword) };
}

/** Filters on one attribute are alternatives, different attributes all have to fit (R39). */
export function filtersByAttribute(filters: readonly AttributeFilter[]): Map<string, AttributeFilter[]> {
  const grouped = new Map<string, AttributeFilter[]>();
  for (const filter of filters) grouped.set(filter.attribute, [...(grouped.get(filter.attribute) ?? []), filter]);
  return grouped;
}

function testOf(filter: AttributeFilter, today: string): (value: AttributeValue) => boolean {
  switch (filter.kind) {
    case "anyOf": {
      const wanted = new Set(filter.values.map(String));
      return (value) => (Array.isArray(value) ? value.some((one) => wanted.has(one)) : wanted.has(String(value)));
    }
    case "between": {
      const { lower, upper } = filter;
      return (value) => typeof value === "number" && (lower === null || value >= lower) && (upper === null || value < upper);
    }
    case "withinDays": {
      const days = new Set(daysAhead(today, filter.days));
      return (value) => typeof value === "string" && days.has(value.slice(5));
    }
    default:
      return unreachable(filter);
  }
}

/** Why a filter cannot be used, in words to act on; null when it can. Only refinable attributes are filters (R32). */
export function faultOfFilterUse(attribute: Pick<Attribute, "refinable" | "filter"> | undefined, filter: AttributeFilter): string | null {
  if (attribute === undefined || !attribute.refinable || attribute.filter === undefined) return `There is no filter on "${filter.attribute}".`;
  const display = attribute.filter.kind;
  if (FILTER_OF_DISPLAY[display] === filter.kind) return null;
  return `The filter on "${filter.attribute}" is of kind ${FILTER_OF_DISPLAY[display]}, not ${filter.kind}.`;
}

const FILTER_OF_DISPLAY = { list: "anyOf", range: "between", date: "withinDays" } as const satisfies Record<
  NonNullable<Attribute["filter"]>["kind"],
  AttributeFilter["kind"]
>;

/** What a filter selects in the index of a book: whole index values, or, for bounds that are no thresholds, numbers one by one. */
export type IndexedFilter =
  | { readonly kind: "values"; readonly values: readonly string[] }
  | { readonly kind: "numbers"; readonly lower: number | null; readonly upper: number | null };

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
