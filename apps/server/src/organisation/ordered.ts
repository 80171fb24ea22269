/** Each once and sorted, so that another order is not a change. */
export function ordered<T extends string | number>(all: readonly T[]): T[] {
  return [...new Set(all)].toSorted((a, b) => (a < b ? -1 : 1));
}
