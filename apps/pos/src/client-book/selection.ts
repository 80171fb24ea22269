import type { CustomerId } from "@rapport/contract";
import { MOST_CHOSEN } from "@rapport/contract/clienteling";

/** Who is chosen: these clients, or all of the view but these. */
export interface Selection {
  readonly all: boolean;
  readonly ids: ReadonlySet<CustomerId>;
}
export const NOBODY: Selection = { all: false, ids: new Set() };
export const EVERYBODY: Selection = { all: true, ids: new Set() };

export function isChosen({ all, ids }: Selection, customerId: CustomerId): boolean {
  return ids.has(customerId) !== all;
}

/** Null when more would be named than one request can. */
export function toggled({ all, ids }: Selection, customerId: CustomerId): Selection | null {
  const next = new Set(ids);
  if (!next.delete(customerId)) next.add(customerId);
  return next.size > MOST_CHOSEN ? null : { all, ids: next };
}

/** How many are chosen of the `matching` clients of the view. */
export function countOf({ all, ids }: Selection, matching: number): number {
  return all ? Math.max(0, matching - ids.size) : ids.size;
}

export function chosenOf<View>(selection: Selection, { view, matching }: { view: View; matching: number }) {
  const ids = [...selection.ids];
  return selection.all ? { kind: "view" as const, view, except: ids, expected: countOf(selection, matching) } : { kind: "clients" as const, customerIds: ids };
}
