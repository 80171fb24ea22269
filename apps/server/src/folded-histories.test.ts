import type { Processed, Profile, RawHit } from "@rapport/domain";
import { deserializeProfile, parseHit, processHit, serializeProfile, suiteRules } from "@rapport/domain";
import { type Counted, type OracleHit, truth } from "@rapport/testkit";
import { expect, test } from "vitest";
import { createChance, DAY_MS } from "./testing/random-histories/chance.ts";
import { ORACLE, randomHit, reloadOf, SUITE } from "./testing/random-histories/make-events.ts";
import { imageQuery, requestOf } from "./testing/random-histories/send-events.ts";

/** Random hits, processed without stores and counted by plain loops: thousands of histories in a minute (`RAPPORT_ORACLE_HISTORIES`). */
const { RAPPORT_ORACLE_HISTORIES: asked = "150", RAPPORT_ORACLE_WORLD: first = "1" } = process.env;
const HITS = 35;
const RULES = suiteRules({
  name: "Test",
  timeZone: "UTC",
  currency: "EUR",
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
  ...SUITE,
});

test("OA6 OA7 OA9 SO1 V9 PE1 PI1 the values on every hit are those of plain loops, whoever signs in on whatever device", () => {
  const seeds = Array.from({ length: Number(asked) }, (_, n) => Number(first) * 10_000 + n);
  const wrong = seeds.filter((seed) => {
    const hits = randomHits(seed);
    return JSON.stringify(folded(hits)) !== JSON.stringify(truth(hits, ORACLE).map(shownBy));
  });
  expect(wrong, "seeds of histories that differ").toEqual([]);
}, 600_000);

test("OA6 OA7 a hit that comes late reads values that were alive at its own time, even if they had ended by the newest hit", () => {
  const [day, minute] = [DAY_MS, 60_000];
  const at = Date.UTC(2026, 9, 30, 12);
  const hit = (atMs: number, dims: Record<string, string>): OracleHit => ({
    ...randomHit({ mark: "h", chance: createChance(1), nowMs: at }),
    visitor: "hv1",
    atMs,
    isPageView: true,
    isPurchase: false,
    purchaseId: null,
    products: [],
    transactionIds: [],
    events: {},
    dims: { page: "p", ...dims },
  });
  const hits = [hit(at, { evar4: "a", evar6: "a" }), hit(at + 2 * day - 5 * minute, {}), hit(at + 2 * day + 5 * minute, {}), hit(at + 2 * day - minute, {})];
  const shown = folded(hits).map(({ post }) => [post["evar4"], post["evar6"]]);
  expect(shown).toEqual([
    [["a"], ["a"]],
    [["a"], ["a"]],
    [undefined, undefined],
    [["a"], ["a"]],
  ]);
  expect(truth(hits, ORACLE).map(({ post }) => [post["evar4"], post["evar6"]])).toEqual(shown);
});

function randomHits(seed: number): OracleHit[] {
  const maker = { mark: "h", chance: createChance(seed) };
  const hits: OracleHit[] = [];
  let nowMs = Math.floor((Date.now() - 30 * DAY_MS) / 1000) * 1000;
  for (let n = 0; n < HITS; n += 1) {
    nowMs += maker.chance.integer(1, 5) === 1 ? maker.chance.integer(40, 2000) * 60_000 : maker.chance.integer(0, 20) * 60_000;
    const hit = reloadOf(hits, maker) ?? randomHit({ ...maker, nowMs });
    hits.push({ ...hit, atMs: hit.atMs + n });
  }
  return hits;
}

interface Shown {
  readonly visit: string;
  readonly counts: boolean;
  readonly post: Readonly<Record<string, readonly string[]>>;
}

function shownBy({ visit, orders, post }: Counted): Shown {
  return {
    visit: visit ?? "",
    counts: orders > 0,
    post: Object.fromEntries(Object.keys(ORACLE.variables).flatMap((name) => (post[name] ? [[name, post[name]]] : []))),
  };
}

/** The hits as the lane processes them, one after the other. */
function folded(hits: readonly OracleHit[]): Shown[] {
  const profiles = new Map<string, Profile>();
  const people = new Map<string, Set<string>>();
  const claimed = new Set<string>();
  return hits.map((sent, n): Shown => {
    const parsed = parseHit(rawOf(sent, n), RULES);
    if (parsed.kind === "quarantine") throw new Error(parsed.reason);
    const { hit } = parsed;
    const processed = processHit({
      hit,
      profile: profiles.get(hit.visitor) ?? null,
      device: profiles.get(hit.device) ?? null,
      people: [...(people.get(hit.device) ?? [])],
      rules: RULES,
      claims: { has: ({ kind, key }) => claimed.has(`${kind} ${key}`), transaction: () => undefined },
    });
    if (processed === null) throw new Error("no message is sent twice");
    keep(processed);
    return shownOf(processed, sent);

    function keep({ profile, device, identity, claims }: Processed): void {
      profiles.set(hit.visitor, deserializeProfile(serializeProfile(profile)));
      if (device !== null) profiles.set(hit.device, deserializeProfile(serializeProfile(device)));
      if (identity !== null) people.set(hit.device, (people.get(hit.device) ?? new Set()).add(hit.visitor));
      for (const { kind, key } of claims) claimed.add(`${kind} ${key}`);
    }
  });
}

function shownOf({ row }: Processed, { visitor }: OracleHit): Shown {
  const post = Object.keys(ORACLE.variables).flatMap((name): [string, readonly string[]][] => {
    const values = row.lists[name] ?? (row.post[name] === undefined ? [] : [row.post[name]]);
    return values.length === 0 ? [] : [[name, values]];
  });
  return { visit: `${visitor} ${row.visitNumber}`, counts: row.orders > 0n, post: Object.fromEntries(post) };
}

function rawOf(hit: OracleHit, n: number): RawHit {
  const request = requestOf(hit);
  const arrived = { receivedAt: Date.now(), client: "c1" };
  return request.by === "image"
    ? { ...arrived, door: "image", payload: { query: imageQuery(request.hit), referer: "" } }
    : { ...arrived, door: "batch", payload: { message: { ...request.messages[0], messageId: `m${n}` }, call: "batch" } };
}
