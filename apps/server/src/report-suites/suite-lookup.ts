import { LRUCache } from "lru-cache";
import type { Deps } from "../deps.ts";
import type { App } from "../http/index.ts";
import { rsidOfWriteKey, suiteExists, writeKeys } from "./queries.ts";

/** Finds the suite of a hit. Every request asks, so answers are remembered. */
export interface SuiteLookup {
  ofWriteKey(key: string): Promise<string | undefined>;
  exists(rsid: string): Promise<boolean>;
}

/** Suites and write keys are never deleted, so a known one is remembered for good. An unknown one is remembered for a second. */
const UNKNOWN_FOR_MS = 1000;
const KNOWN_AT_MOST = 10_000;
const LONGEST_KEY = 200;

/** @param whileAnswering wraps each read of the store; known suites need no read */
export function createSuiteLookup({ db, signals, whileAnswering }: Pick<Deps, "db" | "signals"> & Pick<App, "whileAnswering">): SuiteLookup {
  const byKey = new LRUCache<string, string>({ max: KNOWN_AT_MOST });
  const suites = new LRUCache<string, true>({ max: KNOWN_AT_MOST });
  const unknown = new LRUCache<string, true>({ max: KNOWN_AT_MOST, ttl: UNKNOWN_FOR_MS });
  const readAll = async (): Promise<void> => {
    for (const { rsid, writeKey } of await writeKeys(db, KNOWN_AT_MOST)) {
      byKey.set(writeKey, rsid);
      suites.set(rsid, true);
    }
  };
  // Read before the first hit, so that hits are accepted while PostgreSQL is away. If that fails, a suite is read with its first hit.
  readAll().catch(() => undefined);
  signals.onSuitesChanged(() => unknown.clear());
  return {
    ofWriteKey: async (key) => {
      if (key === "" || key.length > LONGEST_KEY || key.includes("\0")) return undefined;
      const known = byKey.get(key);
      if (known !== undefined || unknown.has(`key ${key}`)) return known;
      const rsid = await whileAnswering(() => rsidOfWriteKey(db, key));
      if (rsid === undefined) unknown.set(`key ${key}`, true);
      else byKey.set(key, rsid);
      return rsid;
    },
    exists: async (rsid) => {
      if (rsid === "" || rsid.length > LONGEST_KEY || rsid.includes("\0")) return false;
      if (suites.has(rsid)) return true;
      if (unknown.has(`suite ${rsid}`)) return false;
      const exists = await whileAnswering(() => suiteExists(db, rsid));
      if (exists) suites.set(rsid, true);
      else unknown.set(`suite ${rsid}`, true);
      return exists;
    },
  };
}
