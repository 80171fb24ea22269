import { type BookSort, BY_NAME, SortKey } from "@rapport/contract/clienteling";

/** How a sort stands in the address: `lastContact`, or `-lastContact` for the largest or latest first. Nothing for the order of names. */
export function sortInAddress({ by, descending }: BookSort): string | undefined {
  return by === "name" && !descending ? undefined : `${descending ? "-" : ""}${by}`;
}

/** What nobody could have chosen is the order of names. */
export function sortOfAddress(address: string | undefined): BookSort {
  const [, minus = "", key = ""] = /^(-?)(.+)$/.exec(address ?? "") ?? [];
  const by = SortKey.safeParse(key);
  return by.success ? { by: by.data, descending: minus !== "" } : BY_NAME;
}

/** The orders that people choose from, in each direction that makes sense: a date that comes up has one. */
export function sortChoices(offered: readonly SortKey[]): BookSort[] {
  return offered.flatMap((by) => (DIRECTIONS[by] ?? [true, false]).map((descending) => ({ by, descending })));
}

const DIRECTIONS: Partial<Record<SortKey, readonly boolean[]>> = { name: [false, true], lastContact: [false, true], nextDate: [false] };
