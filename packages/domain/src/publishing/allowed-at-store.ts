import type { StoreConfig } from "@rapport/contract/publishing";
import { isoDayOf } from "../calendar/zone.ts";

/** A worker at a register, with what headquarters allows them now. */
export interface WorkerNow {
  readonly id: string;
  readonly operatorId: string;
  readonly register: string;
  readonly store: string;
  /** Operations they hold now, by their group or besides. */
  readonly operations: readonly number[];
  readonly addressBooks: readonly string[];
}

export type AllowedAtStore =
  /** The store does not know the register, or does not know the worker. */
  | { readonly kind: "unpublished"; readonly what: "register" | "worker" }
  /** The worker is known, and shares no employee address book with the store. */
  | { readonly kind: "elsewhere" }
  | { readonly kind: "allowed"; readonly name: string; readonly operations: number[] };

/**
 * What a worker may do at a register: what the store's snapshot allows and what headquarters allows now (PB3). So what is taken away holds at once, and what is
 * given waits for its job.
 */
export function allowedAtStore(config: StoreConfig, { id, operatorId, register, store, ...now }: WorkerNow, { at }: { at: Date }): AllowedAtStore {
  const place = config.store[store];
  if (place?.active !== true || config.registers[register]?.active !== true) return { kind: "unpublished", what: "register" };
  const worker = config.workers[operatorId];
  if (worker !== undefined && worker.id !== null && worker.id !== id) return { kind: "unpublished", what: "worker" };
  const today = isoDayOf(at.getTime(), place.timeZone ?? "UTC");
  if (worker?.active !== true || today < (worker.employedFrom ?? "") || today > (worker.employedTo ?? "9999-12-31"))
    return { kind: "unpublished", what: "worker" };
  const shared = place.employeeAddressBooks.some((book) => worker.employeeAddressBooks.includes(book) && now.addressBooks.includes(book));
  if (!shared) return { kind: "elsewhere" };
  const held = operationsPublished(config, worker);
  return { kind: "allowed", name: worker.name, operations: now.operations.filter((operation) => held.has(operation)) };
}

/** What a worker's group gives while it is in use, and what they hold besides, without what is withheld (OG7). */
function operationsPublished({ permissionGroups }: StoreConfig, worker: StoreConfig["workers"][string]): ReadonlySet<number> {
  const group = worker.permissionGroup === null ? undefined : permissionGroups[worker.permissionGroup];
  const given = group?.active === true ? group.operations : [];
  return new Set([...given, ...worker.operations].filter((operation) => !worker.withheld.includes(operation)));
}
