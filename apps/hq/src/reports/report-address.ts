import { CHOSEN } from "../session/chosen-search.ts";
import { keyOfText } from "./report-column.ts";
import { MOST_COLUMNS, ReportSearch } from "./report-search.ts";

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
  return compact({ ...ReportSearch.parse({}), ...Object.fromEntries(Object.entries(address).map(([part, value]) => [part, plain(part, value)])) });
}

/** A report as an address writes it. Lists of plain texts have commas between. Parts that the report lacks are undefined, so that none of another report stays. */
export function writeAddress(search: ReportSearch): ReportAddress {
  return compact({ ...Object.fromEntries(PARTS.map((part) => [part, undefined])), ...search });
}

const LISTS: ReadonlySet<string> = new Set(["metrics", "segments", "open"]);

function compact(parts: ReportAddress): ReportAddress {
  return Object.fromEntries(
    Object.entries(parts).map(([part, value]) => {
      const isList = LISTS.has(part) && Array.isArray(value) && value.every((one: unknown) => typeof one === "string");
      if (part === "open" && isList && value.length === 0) return [part, undefined];
      return [part, isList && value.length > 0 ? value.join(",") : value];
    }),
  );
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
  const search = parts.length === 0 ? readParts(address) : undefined;
  if (search === undefined) return { kind: "unknown", parts };
  const { sort } = search;
  if (sort !== undefined && !search.metrics.some((written) => keyOfText(written) === sort)) return { kind: "unknown", parts: [{ part: "sort", value: sort }] };
  const strange = said.flatMap(([part, value]) => (isPart(part) || OF_EVERY_PAGE.has(part) ? [] : [`${part}=${shown(value)}`]));
  return { kind: "report", search, strange };
}

/** The address without its unknown parts. */
export function without(address: ReportAddress, unknown: readonly UnknownPart[]): ReportAddress {
  const known = Object.fromEntries(Object.entries(address).filter(([part]) => !unknown.some((left) => left.part === part)));
  const { metrics } = address;
  const listed = plain("metrics", metrics);
  const kept = Array.isArray(listed) ? listed.filter((one: unknown) => shape.metrics.safeParse([one]).success).slice(0, MOST_COLUMNS) : [];
  return kept.length > 0 && known["metrics"] === undefined ? { ...known, metrics: kept } : known;
}

/** The address without the parts that reports do not know. */
export function ofReport(address: ReportAddress): ReportAddress {
  return Object.fromEntries(Object.entries(address).filter(([part]) => isPart(part) || OF_EVERY_PAGE.has(part)));
}

function readParts(address: ReportAddress): ReportSearch {
  return ReportSearch.parse(Object.fromEntries(Object.entries(address).map(([part, value]) => [part, plain(part, value)])));
}

function unknownIn(part: Part, value: unknown): UnknownPart[] {
  if (shape[part].safeParse(value).success) return [];
  if (part !== "metrics" || !Array.isArray(value)) return [{ part, value: shown(value) }];
  const strange = value.filter((one: unknown) => !shape.metrics.safeParse([one]).success);
  return [{ part, value: (strange.length > 0 ? strange : value).map(shown).join(", ") }];
}

/** An address is read as JSON where it can be: a search for 123, and one metric or several with commas, are written without quotes. */
function plain(part: string, value: unknown): unknown {
  if (part === "metrics") {
    const listed = typeof value === "string" ? value.split(",") : value;
    if (!Array.isArray(listed)) return listed;
    const keys = listed.map((one: unknown) => (typeof one === "string" ? keyOfText(one) : one));
    return listed.filter((_, place) => keys.indexOf(keys[place]) === place);
  }
  // Links of an early version, in which a report could be broken down inside only one value.
  if (part === "inside" && typeof value === "object" && value !== null && !Array.isArray(value)) return [value];
  if ((part === "segments" || part === "open") && typeof value === "string") return value === "" ? [] : value.split(",");
  const isText = part !== "page" && part !== "inside" && !LISTS.has(part);
  return isText && (typeof value === "number" || typeof value === "boolean") ? String(value) : value;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isPart(part: string): part is Part {
  return PARTS.some((known) => known === part);
}
