import type { ListQuery } from "@rapport/contract";

interface Terms<T> {
  readonly list: Omit<ListQuery, "sort"> & { readonly sort: string };
  /** What the search looks in. */
  readonly texts: (one: T) => readonly string[];
  readonly isActive: (one: T) => boolean;
  /** What the list is sorted by, for each name of a sort; what has none comes last. */
  readonly values: Readonly<Record<string, (one: T) => string | null>>;
}

/** A page of a list that was read whole, because the caller's rights decide who is in it; without a limit the first page is all of it. */
export function listed<T>(all: readonly T[], { list, texts, isActive, values }: Terms<T>): { rows: T[]; total: number } {
  const { search = "", active, descending, page } = list;
  const sought = search.toLowerCase();
  const found = all.filter(
    (one) => (active === undefined || isActive(one) === active) && (sought === "" || texts(one).some((text) => text.toLowerCase().includes(sought))),
  );
  const valueOf = values[list.sort] ?? (() => null);
  const sorted = found.toSorted((a, b) => compared(valueOf(a), valueOf(b), descending ? -1 : 1));
  const limit = list.limit ?? (page === 1 ? sorted.length : 0);
  return { rows: sorted.slice((page - 1) * limit, page * limit), total: sorted.length };
}

function compared(a: string | null, b: string | null, direction: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return direction * a.localeCompare(b, "en", { sensitivity: "base", numeric: true });
}
