import type { Language } from "@rapport/contract";
import type { AttributeFilter, BookQuery, Facet } from "@rapport/contract/clienteling";
import { plusDays } from "@rapport/ui";
import type { z } from "zod";
import type { Notation } from "./slot.ts";

export type BookView = BookQuery;
export type FacetOption = z.infer<typeof Facet>["options"][number];
export const WHOLE_BOOK: BookView = { keyword: "", filters: [] };

/** Chooses an option, or removes it when it was chosen. Only a list with several choices has several, because ranges of one attribute would exclude each other. */
export function toggled({
  filters,
  facet,
  option,
}: {
  filters: readonly AttributeFilter[];
  facet: Pick<Facet, "multi" | "kind">;
  option: Pick<FacetOption, "filter">;
}): AttributeFilter[] {
  const { filter } = option;
  const of = filters.filter(({ attribute }) => attribute === filter.attribute);
  const others = filters.filter(({ attribute }) => attribute !== filter.attribute);
  if (isChosen({ filters, filter }))
    return [
      ...others,
      ...of.flatMap((one) => (one.kind === "anyOf" && filter.kind === "anyOf" ? without(one, filter.values) : isEqual(one, filter) ? [] : [one])),
    ];
  if (!facet.multi) return [...others, filter];
  const current = of.find((one) => one.kind === "anyOf");
  if (filter.kind !== "anyOf" || current === undefined) return [...others, ...of, filter];
  return [...others, ...of.map((one) => (one === current ? { ...current, values: [...current.values, ...filter.values] } : one))];
}

export function isChosen({ filters, filter }: { filters: readonly AttributeFilter[]; filter: AttributeFilter }): boolean {
  return filters.some((one) => one.attribute === filter.attribute && isWithin(one, filter));
}

function isWithin(one: AttributeFilter, filter: AttributeFilter): boolean {
  if (one.kind === "anyOf" && filter.kind === "anyOf") return filter.values.every((value) => one.values.includes(value));
  return isEqual(one, filter);
}

function isEqual(one: AttributeFilter, other: AttributeFilter): boolean {
  if (one.kind === "between" && other.kind === "between") return one.lower === other.lower && one.upper === other.upper;
  if (one.kind === "dates" && other.kind === "dates") return one.from === other.from && one.to === other.to;
  if (one.kind === "contains" && other.kind === "contains") return one.text === other.text;
  return one.kind === "withinDays" && other.kind === "withinDays" && one.days === other.days;
}

/** The options to offer. Values of a list with equal counts are sorted by their name in the person's language. */
export function offeredOptions({ facet, filters, language }: { facet: Facet; filters: readonly AttributeFilter[]; language: Language }) {
  const options = facet.options.map((option) => ({ ...option, chosen: isChosen({ filters, filter: option.filter }) }));
  if (facet.kind !== "list" || facet.type !== "text") return options;
  const name = ({ label }: FacetOption) => label?.[language] ?? "";
  return options.toSorted((a, b) => b.count - a.count || name(a).localeCompare(name(b), language));
}

/** The name of an option: the retailer's, or one made from its filter. */
export function optionWords({ filter, label, retired = false }: Pick<FacetOption, "filter" | "label" | "retired">, notation: Notation): string {
  const words = label?.[notation.language] ?? filterWords(filter, notation);
  return retired ? notation.text("filter.retired", { value: words }) : words;
}

export interface FilterChip {
  key: string;
  label: string;
  /** How it combines with the chip before: `or` for another value of the same attribute, `and` for another condition (R39). */
  joint: "or" | "and" | null;
  /** The view without this chip. */
  rest: BookView;
}

/** One chip for the keyword and one for each chosen value, in the words of the facets. */
export function filterChips({ view, facets, notation }: { view: BookView; facets: readonly Facet[]; notation: Notation }): FilterChip[] {
  const { language, text } = notation;
  const keyword: FilterChip[] =
    view.keyword === "" ? [] : [{ key: "keyword", label: text("book.keywordChip", { keyword: view.keyword }), joint: null, rest: { ...view, keyword: "" } }];
  // All values of one attribute beside each other, because they are alternatives.
  const attributes = [...new Set(view.filters.map(({ attribute }) => attribute))];
  const all = attributes.flatMap((attribute) => view.filters.filter((filter) => filter.attribute === attribute)).flatMap(parts);
  return [...keyword, ...all.map((part, at) => chipOf(part, all[at - 1]))];

  function chipOf(part: AttributeFilter, before: AttributeFilter | undefined): FilterChip {
    const facet = facets.find(({ attribute }) => attribute === part.attribute);
    const option = facet?.options.find((candidate) => isChosen({ filters: [candidate.filter], filter: part }));
    const value = optionWords(option ?? { filter: part, label: null }, notation);
    return {
      key: `${part.attribute}:${JSON.stringify(part)}`,
      label: [`${facet?.name[language] ?? part.attribute}: ${value}`, ...(facet?.unit === undefined ? [] : [facet.unit[language]])].join(" "),
      joint: before === undefined ? (keyword.length > 0 ? "and" : null) : before.attribute === part.attribute ? "or" : "and",
      rest: { ...view, filters: view.filters.flatMap((filter) => taken(filter, part)) },
    };
  }
}

export function isNarrowed(view: BookView): boolean {
  return view.keyword !== "" || view.filters.length > 0;
}

/** A filter on several values, as several filters on one. */
function parts(filter: AttributeFilter): AttributeFilter[] {
  return filter.kind === "anyOf" ? filter.values.map((value) => ({ ...filter, values: [value] })) : [filter];
}

function taken(filter: AttributeFilter, part: AttributeFilter): AttributeFilter[] {
  if (filter.attribute !== part.attribute) return [filter];
  if (filter.kind === "anyOf" && part.kind === "anyOf") return without(filter, part.values);
  return isEqual(filter, part) ? [] : [filter];
}

function without(filter: Extract<AttributeFilter, { kind: "anyOf" }>, values: readonly (string | boolean)[]): AttributeFilter[] {
  const left = filter.values.filter((value) => !values.includes(value));
  return left.length === 0 ? [] : [{ ...filter, values: left }];
}

function filterWords(filter: AttributeFilter, { text, formats }: Notation): string {
  if (filter.kind === "withinDays") return text("filter.within", { days: formats.number(filter.days) });
  if (filter.kind === "anyOf") return filter.values.map((value) => (typeof value === "boolean" ? text(value ? "value.yes" : "value.no") : value)).join(", ");
  if (filter.kind === "contains") return text("filter.contains", { text: filter.text });
  if (filter.kind === "dates") return datesWords(filter, { text, formats });
  const [lower, upper] = [filter.lower, filter.upper].map((bound) => (bound === null ? null : formats.number(bound, { maximumFractionDigits: 10 })));
  if (lower == null) return text("filter.below", { upper: upper ?? "" });
  return upper == null ? text("filter.from", { lower }) : text("filter.between", { lower, upper });
}

function datesWords({ from, to }: Extract<AttributeFilter, { kind: "dates" }>, { text, formats }: Pick<Notation, "text" | "formats">): string {
  if (from !== null && to !== null)
    return from === to ? text("filter.on", { day: formats.date(from) }) : text("filter.betweenDays", { from: formats.date(from), to: formats.date(to) });
  if (to !== null) return text("filter.before", { day: formats.date(plusDays(to, 1)) });
  return from === null ? "" : text("filter.after", { day: formats.date(plusDays(from, -1)) });
}
