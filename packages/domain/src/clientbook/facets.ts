import { unreachable, type AttributeCode } from "@rapport/contract";
import type { Attribute, AttributeFilter, Facet, FilterDisplay } from "@rapport/contract/clienteling";
import { inEveryLanguage } from "../customers/names.ts";
import { compareDecimals } from "../values/decimal.ts";
import { searchable } from "../customers/fold-text.ts";
import { daysAhead } from "./days-ahead.ts";
import { takesText } from "./filter.ts";
import { sliderOver } from "./slider-over.ts";
import { compareTexts } from "../values/compare-texts.ts";

export interface FacetAttribute {
  readonly code: AttributeCode;
  readonly definition: Attribute;
}

export interface FacetInput {
  /** The refinable attributes, in the order in which they are offered. */
  readonly attributes: readonly FacetAttribute[];
  /** How many clients have each index value (see `indexedFilter`) of an attribute, under the filters on other attributes. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly filters: readonly AttributeFilter[];
  readonly today: string;
  /** Of this attribute, offers only values that contain the text. */
  readonly inside?: { readonly attribute: string; readonly text: string } | null;
}

type Option = Facet["options"][number];

/** The choices "within the next N days" of a date. */
export const DAYS_OFFERED = [7, 14, 30, 90];
/** The most values that are offered; of a longer list the most frequent ones. */
const MOST_OPTIONS = 250;

/** The filters a book offers, with counts (R32 to R39). */
export function facetsOf({ attributes, counts, filters, today, inside = null }: FacetInput): Facet[] {
  return attributes.flatMap(({ code, definition }) => {
    const { filter, name, type, unit } = definition;
    if (filter === undefined) return [];
    const active = filters.filter(({ attribute }) => attribute === code);
    const text = inside?.attribute === code ? searchable(inside.text) : "";
    const of: OptionInput = { code, definition, counts: counts.get(code) ?? new Map(), active, today, text };
    const { offered, left } = options(filter, of);
    const slider = filter.kind === "slider" ? sliderOver(of.counts, { type, bars: filter.bars }) : null;
    return [
      {
        attribute: code,
        name: inEveryLanguage(name),
        type,
        kind: filter.kind,
        multi: filter.kind === "list" && filter.multi,
        ...(takesText(definition) && { takesText: true as const }),
        ...(slider !== null && { slider }),
        ...(unit && { unit: inEveryLanguage(unit) }),
        options: offered,
        ...(left > 0 && { left }),
      },
    ];
  });
}

interface OptionInput {
  readonly code: AttributeCode;
  readonly definition: Attribute;
  readonly counts: ReadonlyMap<string, number>;
  readonly active: readonly AttributeFilter[];
  readonly today: string;
  readonly text: string;
}

interface Offered {
  readonly offered: Option[];
  /** How many values that clients have are not offered. */
  readonly left: number;
}

function options(filter: FilterDisplay, of: OptionInput): Offered {
  switch (filter.kind) {
    case "list":
      return listOptions(of);
    case "range":
      return { offered: rangeOptions(filter.thresholds, of), left: 0 };
    case "slider":
      return { offered: [], left: 0 };
    case "date":
      return { offered: dateOptions(of), left: 0 };
    default:
      return unreachable(filter);
  }
}

/**
 * Values that clients have, and chosen ones, which stay on the screen so that they can be removed again. If there are too many, the most
 * frequent ones, most frequent first, whatever their own order is (C15).
 */
function listOptions({ code, definition, counts, active, text }: OptionInput): Offered {
  const chosen = new Set(active.flatMap((filter) => (filter.kind === "anyOf" ? filter.values.map(String) : [])));
  const all = knownValues({ definition, found: new Set([...chosen, ...counts.keys()]) })
    .map((known) => ({ ...known, count: counts.get(known.value) ?? 0, isChosen: chosen.has(known.value) }))
    .filter(({ count, isChosen, label }) => isChosen || (count > 0 && holds(label, text)));
  const isLong = all.length > MOST_OPTIONS;
  const offered = all
    .toSorted(isLong ? mostFrequentFirst(orderOf(definition)) : orderOf(definition))
    .filter(({ isChosen }, index) => index < MOST_OPTIONS - chosen.size || isChosen);
  return {
    offered: offered.map(({ value, label, retired, count, isChosen }) => ({
      filter: { kind: "anyOf", attribute: code, values: [definition.type === "boolean" ? value === "true" : value] },
      label,
      ...(retired === true && { retired }),
      count,
      active: isChosen,
    })),
    left: all.length - offered.length,
  };
}

function holds(label: Option["label"], text: string): boolean {
  return text === "" || label === null || searchable(label.en).includes(text) || searchable(label.nl).includes(text);
}

/** A value that a fixed list lost but clients still have is offered as retired (C14). */
function knownValues({ definition, found }: { definition: Attribute; found: ReadonlySet<string> }): Omit<Counted, "count">[] {
  if (definition.type === "boolean") return ["true", "false"].map((value) => ({ value, label: null }));
  const asItIs = (value: string) => ({ value, label: inEveryLanguage({ en: value }) });
  const { values } = definition;
  if (values === undefined) return [...found].map(asItIs);
  const listed = new Set(values.map(({ value }) => value));
  const kept = values.map(({ value, label }) => ({ value, label: inEveryLanguage(label) }));
  return [...kept, ...[...found].filter((value) => !listed.has(value)).map((value) => ({ ...asItIs(value), retired: true }))];
}

function mostFrequentFirst(order: (a: Counted, b: Counted) => number): (a: Counted, b: Counted) => number {
  return (a, b) => b.count - a.count || order(a, b);
}

interface Counted {
  readonly value: string;
  readonly label: Option["label"];
  readonly retired?: boolean;
  readonly count: number;
}

/** Sorts texts by how many clients have them, then by name; yes and no, numbers and dates in their own order. */
function orderOf({ type }: Attribute): (a: Counted, b: Counted) => number {
  if (type === "boolean") return () => 0;
  if (type === "text") return (a, b) => b.count - a.count || compareTexts(a.label?.en ?? a.value, b.label?.en ?? b.value);
  return type === "date" ? (a, b) => compareTexts(a.value, b.value) : (a, b) => compareDecimals(a.value, b.value);
}

/** `10; 20; 50` makes four ranges: below 10, 10 to 20, 20 to 50, and 50 or more. Empty ones stay, for the screen to dim (R37). */
function rangeOptions(thresholds: readonly number[], { code, counts, active }: OptionInput): Option[] {
  const bounds = [null, ...thresholds, null];
  return bounds.slice(1).map((upper, range) => {
    const lower = bounds[range] ?? null;
    const filter = { kind: "between", attribute: code, lower, upper } as const;
    return {
      filter,
      label: null,
      count: counts.get(String(range)) ?? 0,
      active: active.some((other) => other.kind === "between" && other.lower === lower && other.upper === upper),
    };
  });
}

function dateOptions({ code, counts, active, today }: OptionInput): Option[] {
  const chosen = active.flatMap((filter) => (filter.kind === "withinDays" ? [filter.days] : []));
  return [...new Set([...DAYS_OFFERED, ...chosen])]
    .toSorted((a, b) => a - b)
    .map((days) => ({
      filter: { kind: "withinDays", attribute: code, days },
      label: null,
      // A client has one value of a date, so the counts of days can be added.
      count: daysAhead(today, days).reduce((sum, day) => sum + (counts.get(day) ?? 0), 0),
      active: chosen.includes(days),
    }));
}
