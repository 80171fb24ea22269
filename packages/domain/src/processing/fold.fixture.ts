import type { SuiteSettings } from "@rapport/contract/report-suites";
import type { ParsedHit, RawHit } from "../hits/hit.ts";
import { parseHit } from "../hits/parse-hit.ts";
import { suiteRules } from "../hits/suite-rules.ts";
import type { Claim } from "./claims.ts";
import { processHit, type Processed } from "./process-hit.ts";
import { deserializeProfile, serializeProfile, type Profile } from "./profile.ts";
import type { TransactionRecord } from "./snapshot.ts";

export const SUITE: SuiteSettings = {
  name: "Test",
  timeZone: "Europe/Amsterdam",
  currency: "USD",
  transactionIdStorage: true,
  transactionIdWindowDays: 90,
  lateLinking: true,
  signIn: true,
  purchaseIdBytes: 100,
  dropReloadedPurchases: true,
  storeVariable: null,
  receiptVariable: null,
  reorderWindowMs: 0,
  variables: {},
};

export const NOON = Date.UTC(2026, 1, 6, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The parameters of an image request and its time of arrival. `at` is `ts`; without it the time of arrival counts. */
export type SentHit = Readonly<Record<string, string | number>>;

/** A report suite in memory, which processes hits one after the other as the server's lane does. */
export function openFold(settings: Partial<SuiteSettings> = {}) {
  let rules = suiteRules({ ...SUITE, ...settings });
  const profiles = new Map<string, Profile>();
  const claimed = new Set<string>();
  const people = new Map<string, Set<string>>();
  const transactions = new Map<string, TransactionRecord>();
  const keyOf = ({ kind, key }: Claim) => `${kind} ${key}`;

  function fold(parsed: ParsedHit): Processed | null {
    if (parsed.kind === "quarantine") throw new Error(`quarantined: ${parsed.reason}`);
    const { hit } = parsed;
    const processed = processHit({
      hit,
      profile: profiles.get(hit.visitor) ?? null,
      device: profiles.get(hit.device) ?? null,
      people: [...(people.get(hit.device) ?? [])],
      rules,
      claims: {
        has: (claim) => claimed.has(keyOf(claim)),
        transaction: (id) => {
          const known = transactions.get(id);
          return known === undefined ? undefined : known.isRecorded ? "recorded" : "off";
        },
      },
    });
    if (processed === null) return null;
    // Writes and reads the state, as the stores do between two ranges.
    profiles.set(hit.visitor, deserializeProfile(serializeProfile(processed.profile)));
    if (processed.device !== null) profiles.set(hit.device, deserializeProfile(serializeProfile(processed.device)));
    if (processed.identity !== null) people.set(hit.device, (people.get(hit.device) ?? new Set()).add(hit.visitor));
    for (const claim of processed.claims) claimed.add(keyOf(claim));
    for (const record of processed.transactions) transactions.set(record.id, record);
    return processed;
  }

  return {
    profiles,
    transactions,
    change: (changed: Partial<SuiteSettings>) => {
      rules = suiteRules({ ...SUITE, ...settings, ...changed });
    },
    parse: (raw: RawHit) => parseHit(raw, rules),
    /** Sends an image request with `vid` v, unless it has another id. */
    hit: (at: number, parameters: SentHit = {}): Processed => {
      const hasId = ["vid", "aid", "mid", "fid"].some((name) => name in parameters);
      const processed = fold(parseHit(imageHit(at, hasId ? parameters : { vid: "v", ...parameters }), rules));
      if (processed === null) throw new Error("an image request is never a repeated message");
      return processed;
    },
    message: (at: number, message: Readonly<Record<string, unknown>>): Processed | null => fold(parseHit(segmentHit(at, message), rules)),
  };
}

export function imageHit(receivedAt: number, parameters: SentHit): RawHit {
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return { door: "image", receivedAt, client: "c1", payload: { query: query.join("&"), referer: "" } };
}

export function segmentHit(receivedAt: number, message: Readonly<Record<string, unknown>>): RawHit {
  return { door: "batch", receivedAt, client: "c1", payload: { message, call: "batch" } };
}
