/** A number, or null for no value. What needs a value that is not there has none itself (CP5). */
type Value = number | null;

export function differenceOf(value: Value, against: Value): Value {
  return value === null || against === null ? null : value - against;
}

/** The change as a share of what it was before; above 0 when it grew, also from below 0. Per cent of nothing is no value. */
export function percentOf(value: Value, against: Value): Value {
  return value === null || against === null || against === 0 ? null : (value - against) / Math.abs(against);
}

export function shareOf(value: Value, total: Value): Value {
  return value === null || total === null || total === 0 ? null : value / total;
}

/** 1 for the highest. Equal numbers have the same place, and the next one is as many places further (CP6). */
export function ranksOf(values: readonly Value[]): Value[] {
  const sorted = values.filter((value) => value !== null).toSorted((a, b) => b - a);
  const places = new Map<number, number>();
  for (const [index, value] of sorted.entries()) if (!places.has(value)) places.set(value, index + 1);
  return values.map((value) => (value === null ? null : (places.get(value) ?? null)));
}

/** Each number with all before it (CP6). What has no value adds nothing. */
export function runningTotalsOf(values: readonly Value[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value ?? 0));
}
