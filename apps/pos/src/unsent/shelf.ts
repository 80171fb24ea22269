import { createStore, del, entries, get, set } from "idb-keyval";
import type { WorkerId } from "@rapport/contract";
import type { Sealed } from "./sealed.ts";

/** The store of encrypted texts on this device, by worker and id. It survives the page. */
export interface Shelf {
  all(worker: WorkerId): Promise<ReadonlyMap<string, Sealed>>;
  has(worker: WorkerId, id: string): Promise<boolean>;
  put(worker: WorkerId, id: string, sealed: Sealed): Promise<void>;
  remove(worker: WorkerId, id: string): Promise<void>;
}

/** The browser's database; null if this page cannot encrypt, which needs HTTPS. */
export function deviceShelf(): Shelf | null {
  // According to the types both always exist.
  const { crypto, indexedDB } = globalThis as { crypto?: Partial<Crypto>; indexedDB?: unknown };
  if (crypto?.subtle === undefined || indexedDB === undefined) return null;
  const store = createStore("rapport-unsent", "sealed");
  return {
    all: async (worker) => {
      const found = await entries<[string, string], Sealed>(store);
      return new Map(found.flatMap(([[owner, id], sealed]) => (owner === worker ? [[id, sealed] as const] : [])));
    },
    has: async (worker, id) => (await get([worker, id], store)) !== undefined,
    put: (worker, id, sealed) => set([worker, id], sealed, store),
    remove: (worker, id) => del([worker, id], store),
  };
}
