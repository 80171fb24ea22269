import { deserializeProfile, type Claim, type Claims, type Hit, type Profile } from "@rapport/domain";
import type { NamedQuery } from "@rapport/warehouse";
import type { z } from "zod";
import { LRUCache } from "lru-cache";
import type { Deps } from "../../deps.ts";
import type { RangeHit } from "./read-range.ts";
import { inSlices } from "./slices.ts";
import { claimsBefore, peopleOnDevices, profilesBefore, transactionsBefore } from "../warehouse-queries.ts";

/**
 * Profiles of the newest visitors, each as one string: a hundred small objects would burden every garbage collection, and
 * keep alive the requests they were parsed from. Valid only while this process holds the lane, because its holder writes
 * the profiles.
 */
export type ProfileCache = LRUCache<string, string>;

const CACHE_CHARACTERS = 64 * 1024 * 1024;

export function createProfileCache(): ProfileCache {
  return new LRUCache<string, string>({ maxSize: CACHE_CHARACTERS, sizeCalculation: (text, key) => text.length + key.length });
}

/** The state of a suite before a range, with what the range adds. */
export interface SuiteMemory {
  readonly profiles: Map<string, Profile>;
  /** Visitors with a hit in this range: their profiles are written. */
  readonly changed: Set<string>;
  readonly claims: Claims;
  /** The people recognised on a device: at most two, because two make it shared. */
  peopleOn(device: string): readonly string[];
  addPerson(device: string, person: string): void;
  addClaim(claim: Claim): void;
  addTransaction(id: string, state: "recorded" | "off"): void;
}

const CLAIM_KINDS = ["message", "purchase", "serial"] as const;

export type Memory = ReadonlyMap<string, SuiteMemory>;

export function cacheKey(suite: string, visitor: string): string {
  return `${suite}\n${visitor}`;
}

export interface Loading {
  readonly hits: readonly RangeHit[];
  readonly range: number;
  readonly cache: ProfileCache;
  /** From the previous range, while its rows may not be in the warehouse yet. */
  readonly before?: Memory | undefined;
}

/** Looks up, in sets, everything that the range's hits may need. */
export async function loadMemory(deps: Pick<Deps, "warehouse">, { hits, range, cache, before }: Loading): Promise<Memory> {
  const memory = new Map<string, SuiteMemory>();
  for (const [suite, want] of await wantedOf(hits))
    memory.set(suite, suiteMemory(await lookUp({ deps, suite, range, want, cache, known: before?.get(suite) })));
  return memory;
}

type Known = Pick<SuiteMemory, "profiles"> & {
  readonly claimed: Set<string>;
  readonly transactions: Map<string, "recorded" | "off">;
  readonly people: Map<string, readonly string[]>;
};

/** Separate, so that its closures do not keep alive what `lookUp` was given. */
function suiteMemory({ profiles, claimed, transactions, people }: Known): SuiteMemory {
  return {
    profiles,
    changed: new Set(),
    claims: { has: (claim) => claimed.has(claimKey(claim)), transaction: (id) => transactions.get(id) },
    peopleOn: (device) => people.get(device) ?? NOBODY,
    addPerson: (device, person) => {
      const known = people.get(device) ?? NOBODY;
      if (known.length < MAX_PEOPLE && !known.includes(person)) people.set(device, [...known, person]);
    },
    addClaim: (claim) => void claimed.add(claimKey(claim)),
    addTransaction: (id, state) => void transactions.set(id, state),
  };
}

const NOBODY: readonly string[] = [];
const MAX_PEOPLE = 2;

interface LookUp {
  readonly deps: Pick<Deps, "warehouse">;
  readonly suite: string;
  readonly range: number;
  readonly want: Wanted;
  readonly cache: ProfileCache;
  readonly known: SuiteMemory | undefined;
}

async function lookUp({ want, known, cache, ...place }: LookUp): Promise<Known> {
  const claimed = new Set<string>();
  const transactions = new Map<string, "recorded" | "off">();
  const [profiles] = await Promise.all([
    loadProfiles({ ...place, ids: want.visitors, cache, known }),
    ...CLAIM_KINDS.map(async (kind) => {
      for (const key of want[kind]) if (known?.claims.has({ kind, key }) === true) claimed.add(claimKey({ kind, key }));
      for (const { key } of await found({ ...place, query: claimsBefore, ids: want[kind], more: { kind } })) claimed.add(claimKey({ kind, key }));
    }),
    found({ ...place, query: transactionsBefore, ids: want.transactions }).then((rows) => {
      for (const row of rows) transactions.set(row.transaction_id, Number(row.recorded) === 1 ? "recorded" : "off");
      for (const id of want.transactions) {
        const state = known?.claims.transaction(id);
        if (state !== undefined) transactions.set(id, state);
      }
    }),
  ]);
  // A known visitor's first hit looks at the device; with *Sign-in* on, every hit does (SO1).
  const devices = new Set(
    want.onDevices.filter(({ visitor, device, signsIn }) => (signsIn || !profiles.has(visitor)) && !want.visitors.has(device)).map(({ device }) => device),
  );
  for (const [device, profile] of await loadProfiles({ ...place, ids: devices, cache, known })) profiles.set(device, profile);
  // A device without a profile passes nothing on. It may get a profile in this range.
  const signingIn = new Set(
    want.onDevices.filter(({ device, signsIn }) => signsIn && (profiles.has(device) || want.visitors.has(device))).map(({ device }) => device),
  );
  return { profiles, claimed, transactions, people: await loadPeople({ ...place, ids: signingIn, known }) };
}

interface Wanted {
  readonly visitors: Set<string>;
  /** Hits of known visitors that name a device. */
  readonly onDevices: (Pick<Hit, "visitor" | "device"> & { readonly signsIn: boolean })[];
  readonly message: Set<string>;
  readonly purchase: Set<string>;
  readonly serial: Set<string>;
  readonly transactions: Set<string>;
}

async function wantedOf(hits: readonly RangeHit[]): Promise<Map<string, Wanted>> {
  const bySuite = new Map<string, Wanted>();
  await inSlices(hits, ({ suite, parsed }) => {
    if (parsed.kind !== "keep") return;
    const { hit, rules } = parsed;
    const want: Wanted = bySuite.get(suite) ?? {
      visitors: new Set(),
      onDevices: [],
      message: new Set(),
      purchase: new Set(),
      serial: new Set(),
      transactions: new Set(),
    };
    bySuite.set(suite, want);
    want.visitors.add(hit.visitor);
    if (hit.isKnown && hit.device !== "") want.onDevices.push({ visitor: hit.visitor, device: hit.device, signsIn: rules.signIn });
    if (hit.messageId !== "") want.message.add(hit.messageId);
    if (hit.purchaseId !== "") want.purchase.add(hit.purchaseId);
    for (const { metric, serial } of hit.events) if (serial !== "") want.serial.add(`${metric}:${serial}`);
    for (const id of hit.transactionIds) want.transactions.add(id);
  });
  return bySuite;
}

async function loadProfiles(given: {
  deps: Pick<Deps, "warehouse">;
  suite: string;
  range: number;
  ids: ReadonlySet<string>;
  cache: ProfileCache;
  known: SuiteMemory | undefined;
}): Promise<Map<string, Profile>> {
  const { suite, ids, cache, known } = given;
  const profiles = new Map<string, Profile>();
  const missing: string[] = [];
  await inSlices(ids, (id) => {
    const before = known?.profiles.get(id);
    if (before !== undefined) return void profiles.set(id, before);
    const cached = cache.get(cacheKey(suite, id));
    if (cached === undefined) missing.push(id);
    else if (cached !== NO_PROFILE) profiles.set(id, deserializeProfile(cached));
  });
  await inSlices(await found({ ...given, query: profilesBefore, ids: missing }), (row) => {
    profiles.set(row.visitor_id, deserializeProfile(row.profile));
    cache.set(cacheKey(suite, row.visitor_id), row.profile);
  });
  // Most devices of known visitors never have a profile, so memory also holds that there is none.
  for (const id of missing) if (!profiles.has(id)) cache.set(cacheKey(suite, id), NO_PROFILE);
  return profiles;
}

const NO_PROFILE = "";

/** Who was recognised on each device before this range: in the warehouse, and in the range before, whose rows may not be there yet. */
async function loadPeople(given: {
  deps: Pick<Deps, "warehouse">;
  suite: string;
  range: number;
  ids: ReadonlySet<string>;
  known: SuiteMemory | undefined;
}): Promise<Map<string, readonly string[]>> {
  const people = new Map<string, readonly string[]>();
  await inSlices(await found({ ...given, query: peopleOnDevices }), (row) => void people.set(row.device_id, row.people));
  for (const device of given.ids) {
    const before = given.known?.peopleOn(device) ?? NOBODY;
    if (before.length > 0) people.set(device, [...new Set([...(people.get(device) ?? NOBODY), ...before])].slice(0, MAX_PEOPLE));
  }
  return people;
}

/** How many ids one statement has. */
const IDS_AT_ONCE = 5_000;

/** The rows of these ids. They are not parsed by a schema: the engine writes them in the shape that the query names. */
async function found<Q extends NamedQuery>(given: {
  deps: Pick<Deps, "warehouse">;
  suite: string;
  range: number;
  query: Q;
  ids: Iterable<string>;
  more?: Record<string, string>;
}): Promise<z.output<Q["row"]>[]> {
  const { deps, suite, range, query, more } = given;
  const ids = [...given.ids];
  const rows: z.output<Q["row"]>[] = [];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const text = await deps.warehouse.lines(query, { suite, range, ids: ids.slice(from, from + IDS_AT_ONCE), ...more });
    await inSlices(text.split("\n"), (line) => {
      if (line !== "") rows.push(JSON.parse(line) as z.output<Q["row"]>);
    });
  }
  return rows;
}

function claimKey({ kind, key }: Claim): string {
  return `${kind} ${key}`;
}
