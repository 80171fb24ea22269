import { CHOSEN } from "../session/chosen-search.ts";
import { METRICS, MOST_METRICS, ReportSearch } from "./report-search.ts";

/** The parts of a report's address, as they were written. */
export type ReportAddress = Readonly<Record<string, unknown>>;

/** An unknown part of an address, with its text. */
export interface UnknownPart {
  readonly part: Part;
  readonly value: string;
}

type Part = keyof ReportSearch;
const { shape } = ReportSearch;
/** What every page's address may say. */
const OF_EVERY_PAGE: ReadonlySet<string> = new Set(CHOSEN);
const PARTS = Object.keys(shape) as Part[];

/**
 * Adds the parts that the address leaves out, so that a link shows the same report when a default changes. Its own parts stay as they
 * are, so that unknown ones can be named (U9).
 */
export function withDefaults(address: ReportAddress): ReportAddress {
  const defaults: Record<string, unknown> = ReportSearch.parse({});
  return { ...defaults, ...Object.fromEntries(Object.entries(address).map(([part, value]) => [part, plain(part, value)])) };
}

/**
 * The report of an address, or each unknown part of the address: showing another report would mislead (U9).
 * `strange` holds parts that reports do not know, such as those that other programs add to a link.
 */
export function readAddress(
  address: ReportAddress,
): { readonly kind: "report"; readonly search: ReportSearch; readonly strange: string[] } | { readonly kind: "unknown"; readonly parts: UnknownPart[] } {
  const said = Object.entries(address).filter(([, value]) => value !== undefined);
  const parts = said.flatMap(([part, value]) => (isPart(part) ? unknownIn(part, plain(part, value)) : []));
  const search = parts.length === 0 ? ReportSearch.parse(withDefaults(address)) : undefined;
  if (search === undefined) return { kind: "unknown", parts };
  const { sort } = search;
  if (sort !== undefined && !search.metrics.includes(sort)) return { kind: "unknown", parts: [{ part: "sort", value: sort }] };
  const strange = said.flatMap(([part, value]) => (isPart(part) || OF_EVERY_PAGE.has(part) ? [] : [`${part}=${shown(value)}`]));
  return { kind: "report", search, strange };
}

/** The address without its unknown parts. */
export function without(address: ReportAddress, unknown: readonly UnknownPart[]): ReportAddress {
  const known = Object.fromEntries(Object.entries(address).filter(([part]) => !unknown.some((left) => left.part === part)));
  const { metrics } = address;
  const kept = Array.isArray(metrics) ? METRICS.filter((metric) => metrics.includes(metric)).slice(0, MOST_METRICS) : [];
  return kept.length > 0 && known["metrics"] === undefined ? { ...known, metrics: kept } : known;
}

/** The address without the parts that reports do not know. */
export function ofReport(address: ReportAddress): ReportAddress {
  return Object.fromEntries(Object.entries(address).filter(([part]) => isPart(part) || OF_EVERY_PAGE.has(part)));
}

function unknownIn(part: Part, value: unknown): UnknownPart[] {
  if (shape[part].safeParse(value).success) return [];
  if (part !== "metrics" || !Array.isArray(value)) return [{ part, value: shown(value) }];
  const strange = value.filter((metric: unknown) => !METRICS.some((known) => known === metric));
  return [{ part, value: (strange.length > 0 ? strange : value).map(shown).join(", ") }];
}

/** An address is read as JSON where it can be: a search for 123, and one metric or several with commas, are written without quotes. */
function plain(part: string, value: unknown): unknown {
  if (part === "metrics") {
    const listed = typeof value === "string" ? value.split(",") : value;
    return Array.isArray(listed) ? [...new Set(listed)] : listed;
  }
  // Links of an early version, in which a report could be broken down inside only one value.
  if (part === "inside" && typeof value === "object" && value !== null && !Array.isArray(value)) return [value];
  if (part === "segments" && typeof value === "string") return value === "" ? [] : value.split(",");
  const isText = part !== "page" && part !== "inside" && part !== "segments";
  return isText && (typeof value === "number" || typeof value === "boolean") ? String(value) : value;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isPart(part: string): part is Part {
  return PARTS.some((known) => known === part);
}
