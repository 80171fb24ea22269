import { Refusal } from "@rapport/contract";
import { BookSort, SortKey, type SortedBy } from "@rapport/contract/clienteling";
import { dayAfter, daysUntil, inEveryLanguage } from "@rapport/domain";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { readPlace, writePlace } from "../http/index.ts";
import { isMeasured, kindOfMeasure, readMeasures } from "../insights/index.ts";
import { dateAttributes, todayOf, type ClientelingSetup } from "../parameters/index.ts";
import { storedAttributes } from "../customers/index.ts";
import { writeCursor } from "./cursor.ts";
import type { PageRow } from "./queries.ts";
import type { SortedCursor, SortedRow, SortedWith } from "./sorted-queries.ts";

/** How a list is sorted: as asked, or by name where that is not available (R12b). */
export interface Sorting {
  readonly sort: BookSort;
  readonly offered: readonly SortKey[];
  /** Null for the order of names, which the book's index has. */
  readonly with: SortedWith | null;
  /** The legal entity's day, which stays that of the first page until the last one. */
  readonly today: string;
  readonly after: SortedCursor | null;
}

const Place = z.tuple([SortKey, z.boolean(), z.string(), z.string().nullable(), z.string(), z.uuid()]);

const Day = z.iso.date().regex(/^(?!0000)/);
/** A number of microseconds that the database has as a time. */
const Microseconds = z.string().regex(/^-?\d{1,17}$/);
const Days = z.string().regex(/^\d{1,3}$/);
const Amount = z.string().regex(/^-?\d{1,100}(\.\d{1,100})?$/);

/** Whether the database can compare with the key. Another version may have written the cursor. */
function isPlaceOf(by: SortKey, [, , today, key]: z.output<typeof Place>): boolean {
  if (by === "nextDate" && !Day.safeParse(today).success) return false;
  return key === null || by === "name" || typeOfKey(by).safeParse(key).success;
}

function typeOfKey(by: Exclude<SortKey, "name">): z.ZodType {
  if (by === "lastContact") return Microseconds;
  if (by === "nextDate") return Days;
  return kindOfMeasure(by) === "date" ? Day : Amount;
}

/** `cursor` is that of a list in the same order; null for its beginning. */
export async function sortingOf(
  deps: Pick<Deps, "db" | "clock">,
  { setup, sort: asked, cursor }: { setup: ClientelingSetup; sort: BookSort; cursor: string | null },
): Promise<Sorting> {
  const offered = offeredSorts(setup);
  const sort: BookSort = (await isAvailable(deps, { setup, by: asked.by, offered })) ? asked : { by: "name", descending: false };
  if (sort.by === "name" && !sort.descending) return { sort, offered, with: null, today: "", after: null };
  const place = cursor === null ? null : readPlace(cursor, Place);
  if (place !== null && (place[0] !== sort.by || place[1] !== sort.descending || !isPlaceOf(sort.by, place))) throw new Refusal("cursor.wrong", {});
  const today = place?.[2] ?? (sort.by === "nextDate" ? await todayOf(deps, setup) : "");
  const after = place === null ? null : { key: place[3], sortName: place[4], customerId: place[5] };
  return { sort, offered, with: sortedWith(sort.by, { setup, today }), today, after };
}

export function nextCursor({ sort, with: by, today }: Sorting, { sort_key, sort_name, id }: SortedRow): string {
  return by === null ? writeCursor({ sortName: sort_name, customerId: id }) : writePlace([sort.by, sort.descending, today, sort_key, sort_name, id]);
}

export function pageOfSorting({ sort, after }: Sorting) {
  return { descending: sort.descending, after };
}

/** A row of a list by name, which has no other key. */
export function byName(row: PageRow): SortedRow {
  return { ...row, sort_key: null };
}

/** What the store can sort by, as published: names, contacts, dates where there are any, the last purchase, and the measures of the card. */
function offeredSorts(setup: ClientelingSetup): SortKey[] {
  const dates: SortKey[] = dateAttributes(setup).size > 0 ? ["nextDate"] : [];
  const bought: SortKey[] = setup.rsid === null ? [] : ["lastPurchase"];
  return [...new Set<SortKey>(["name", "lastContact", ...dates, ...bought, ...setup.measures])];
}

async function isAvailable(
  { db }: Pick<Deps, "db">,
  { setup, by, offered }: { setup: ClientelingSetup; by: SortKey; offered: readonly SortKey[] },
): Promise<boolean> {
  if (!offered.includes(by)) return false;
  if (by === "name" || by === "lastContact" || by === "nextDate") return true;
  return await isMeasured(db, { legalEntity: setup.legalEntity, measure: by });
}

function sortedWith(by: SortKey, { setup, today }: { setup: ClientelingSetup; today: string }): SortedWith {
  if (by === "name" || by === "lastContact") return { kind: by };
  if (by === "nextDate") return { kind: by, attributes: [...dateAttributes(setup).keys()], ahead: daysUntil(today, DAYS_OF_A_YEAR) };
  return { kind: "measure", measure: by, value: kindOfMeasure(by) === "date" ? "day" : "amount" };
}

const DAYS_OF_A_YEAR = 366;

/** By what each of these rows stands where it does, for its card; nothing to tell of names. */
export async function sortedByOf(
  deps: Pick<Deps, "db" | "clock">,
  { setup, sorting, rows }: { setup: ClientelingSetup; sorting: Sorting; rows: readonly SortedRow[] },
): Promise<(row: SortedRow) => { sortedBy?: SortedBy }> {
  const { with: by, today } = sorting;
  if (by === null || by.kind === "name") return () => ({});
  if (by.kind === "measure") {
    const measure = await readMeasures(deps, { setup: { ...setup, measures: [by.measure] }, customerIds: rows.map(({ id }) => id) });
    return ({ id }) => {
      const { money, number, date } = measure(id, by.measure);
      if (money !== null) return { sortedBy: { kind: "money", money } };
      if (number !== null) return { sortedBy: { kind: "number", number } };
      return { sortedBy: date === null ? { kind: "none" } : { kind: "day", day: date } };
    };
  }
  if (by.kind === "lastContact")
    return ({ sort_key }) => ({ sortedBy: sort_key === null ? { kind: "none" } : { kind: "instant", at: new Date(Number(sort_key) / 1000).toISOString() } });
  const dates = dateAttributes(setup);
  return ({ sort_key, attributes: stored }) => {
    if (sort_key === null) return { sortedBy: { kind: "none" } };
    const inDays = Number(sort_key);
    const values = storedAttributes(stored);
    const comes = [...dates].find(([code]) => {
      const value = values[code];
      return typeof value === "string" && by.ahead.get(value.slice(-MONTH_AND_DAY)) === inDays;
    });
    if (comes === undefined) return { sortedBy: { kind: "none" } };
    return { sortedBy: { kind: "nextDate", name: inEveryLanguage(comes[1].name), day: dayAfter(today, inDays) } };
  };
}

const MONTH_AND_DAY = "MM-DD".length;
