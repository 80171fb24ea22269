import { bucketsOf, dayOfItem, type Days, itemOfDay, type LinedUnit, lineUp, spanOf } from "@rapport/domain/comparisons";

const UNITS: Readonly<Record<string, LinedUnit>> = {
  daterangehour: "day",
  daterangeday: "day",
  daterangeweek: "week",
  daterangemonth: "month",
  daterangequarter: "quarter",
  daterangeyear: "year",
};
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));

/** The ids of all items of time that a period touches, in order. Hours are those of the clock. */
export function itemsOfTime({ by, days }: { by: string; days: Days }): string[] {
  const items = bucketsOf({ days, unit: unitOf(by) }).map(itemOfDay);
  return by === "daterangehour" ? items.flatMap((day) => HOURS.map((hour) => `${day}${hour}`)) : items;
}

/** For each of these the item of the compared period that stands beside it (CP3); null when there is none. */
export function linedItems({ by, days, compared }: { by: string; days: Days; compared: Days }): (string | null)[] {
  const items = lineUp({ days, compared, unit: unitOf(by) }).map((day) => (day === null ? null : itemOfDay(day)));
  return by === "daterangehour" ? items.flatMap((day) => HOURS.map((hour) => (day === null ? null : `${day}${hour}`))) : items;
}

export function counterpartOf({ itemId, by, days, compared }: { itemId: string; by: string; days: Days; compared: Days }): string | null {
  return linedItems({ by, days, compared })[itemsOfTime({ by, days }).indexOf(itemId)] ?? null;
}

/** The days of an item of time. */
export function spanOfItem(itemId: string, by: string): Days {
  return spanOf({ first: dayOfItem(by === "daterangehour" ? itemId.slice(0, -2) : itemId), unit: unitOf(by) });
}

function unitOf(by: string): LinedUnit {
  return UNITS[by] ?? "day";
}
