// Reference form: only tests run it. The product does the same in sets, in SQL, and tests demand the same answer of both.
import { unreachable } from "@rapport/contract";
import type { Attribute, AttributeFilter, AttributeValue, BookQuery } from "@rapport/contract/clienteling";
import { daysAhead } from "../clientbook/days-ahead.ts";
import { filtersByAttribute, holdsText, keywordOf } from "../clientbook/filter.ts";
import { textOf } from "../customers/attribute-value.ts";
import { formsOfWord, wordFits } from "../customers/name-words.ts";
import { phoneDigitsIn } from "../customers/search-text.ts";
import { compareDecimals } from "../values/decimal.ts";

export interface FilterSetting {
  readonly query: BookQuery;
  /** The refinable attributes by code. A filter on any other attribute fits nobody. */
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
 * Tells for each client whether they fit the query: each word of the keyword is in their name, e-mail,
 * account number, phone digits or city, or the keyword is a part of their phone number, and each attribute that is filtered fits one of its filters (R34, R39).
 */
export function matcherOf({ query, attributes, today }: FilterSetting): (client: FilterableClient) => boolean {
  const { words, phone } = keywordOf(query.keyword);
  const forms = words.map(formsOfWord);
  const tests = [...filtersByAttribute(query.filters)].map(([code, filters]) => ({
    code,
    known: attributes.has(code),
    fits: filters.map((filter) => testOf(filter, today)),
  }));
  return (client) =>
    (forms.every((word) => wordFits(word, (form) => client.searchText.includes(form))) ||
      (phone !== null && phoneDigitsIn(client.searchText).includes(phone))) &&
    tests.every(({ code, known, fits }) => {
      const value = Object.hasOwn(client.attributes, code) ? client.attributes[code] : undefined;
      return known && value !== undefined && fits.some((fit) => fit(value));
    });
}

function testOf(filter: AttributeFilter, today: string): (value: AttributeValue) => boolean {
  switch (filter.kind) {
    case "anyOf": {
      const wanted = new Set(filter.values.map(String));
      return (value) => (Array.isArray(value) ? value.some((one) => wanted.has(one)) : wanted.has(textOf(value)));
    }
    case "between": {
      const { lower, upper } = filter;
      return (value) => {
        const number = numberOf(value);
        return number !== null && (lower === null || compareDecimals(number, lower) >= 0) && (upper === null || compareDecimals(number, upper) < 0);
      };
    }
    case "dates": {
      const { from, to } = filter;
      return (value) => typeof value === "string" && /^\d{4}-/.test(value) && (from === null || value >= from) && (to === null || value <= to);
    }
    case "contains":
      return (value) => [value].flat().some((one) => typeof one === "string" && holdsText(one, filter.text));
    case "withinDays": {
      const days = new Set(daysAhead(today, filter.days));
      return (value) => typeof value === "string" && days.has(value.slice(-5));
    }
    default:
      return unreachable(filter);
  }
}

function numberOf(value: AttributeValue): number | string | null {
  if (typeof value === "number") return value;
  return typeof value === "object" && !Array.isArray(value) ? value.amount : null;
}
