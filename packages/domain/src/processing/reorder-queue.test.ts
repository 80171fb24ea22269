import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RawHit } from "../hits/hit.ts";
import { parseHit } from "../hits/parse-hit.ts";
import { suiteRules } from "../hits/suite-rules.ts";
import { NOON, SUITE } from "./fold.fixture.ts";
import { Heap } from "./heap.ts";
import { byArrival, byTime, commonOf, windowOf, type Common, type Waiting } from "./reorder.ts";
import { createReorderQueue, type ReorderBounds, type ReorderQueue } from "./reorder-queue.ts";

const WINDOW = 1_000;
const ENOUGH: ReorderBounds = { hits: 1_000_000, bytes: 1e12 };

interface Sent {
  readonly at: number;
  readonly arrives: number;
  readonly people: readonly number[];
  readonly order: number;
  readonly saysTime: boolean;
  /** The window of its suite when it arrived. */
  readonly window: number;
}
interface Hit extends Waiting, Common {}

function hitOf({ at, arrives, people, order, saysTime, window }: Sent, number: number): Hit {
  const understood = { hit: { at, saysTime }, rules: { reorderWindowMs: window } };
  return {
    ...windowOf(arrives, understood),
    receivedAt: arrives,
    writer: 1 + (number % 3),
    number,
    bytes: 10,
    people: [...new Set(people)].map((person) => `person ${person}`),
    firsts: order === 0 ? [] : [`order ${order}`],
  };
}

function queueOf(bounds = ENOUGH): ReorderQueue<Hit> {
  return createReorderQueue<Hit>({ commonOf: (hit) => hit, bounds });
}

/** Processes hits like a lane that reads them in pieces, looks at random moments, and is sometimes replaced by another process. */
function folded(hits: readonly Hit[], { looks, limit = 1_000_000, restarts = false }: { looks: readonly number[]; limit?: number; restarts?: boolean }): Hit[] {
  const order: Hit[] = [];
  let queue = queueOf();
  let read = 0;
  const arrivals = hits.toSorted(byArrival);
  for (const before of [...looks.toSorted((a, b) => a - b), Infinity]) {
    const next = arrivals.slice(read).filter(({ receivedAt }) => receivedAt < before);
    read += next.length;
    queue.add(next);
    do order.push(...queue.take({ before, limits: { hits: limit, bytes: limit * 10 } }));
    while (queue.next() < before);
    if (!restarts) continue;
    const stood = { held: queue.held(), moment: queue.moment() };
    expect(stood.held.length).toBe(queue.size());
    queue = queueOf();
    queue.restore(stood);
  }
  expect(queue.held()).toEqual([]);
  return order;
}

/** The same rule by plain loops over everything, one moment after the other. */
function plainly(hits: readonly Hit[]): Hit[] {
  const order: Hit[] = [];
  const waits = new Set<Hit>();
  const isBlocked = (hit: Hit): boolean => [...waits].some((other) => other !== hit && byTime(other, hit) < 0 && share(other.people, hit.people));
  for (const moment of [...new Set(hits.flatMap(({ receivedAt, until }) => [receivedAt, until]))].toSorted((a, b) => a - b)) {
    for (const hit of hits.filter(({ receivedAt }) => receivedAt === moment).toSorted(byArrival)) {
      if (!hit.isHeldBack && !isBlocked(hit)) order.push(hit);
      else waits.add(hit);
    }
    for (const due of hits.filter(({ until }) => until === moment).toSorted(byArrival)) {
      if (!waits.has(due)) continue;
      const goes = new Set([due]);
      for (let grew = true; grew;) {
        grew = false;
        for (const hit of waits)
          if (!goes.has(hit) && [...goes].some((other) => byTime(hit, other) < 0 && haveInCommon(hit, other))) grew = goes.add(hit).size > 0;
      }
      for (const hit of goes) waits.delete(hit);
      order.push(...[...goes].toSorted(byTime));
      const free: Hit[] = [];
      for (let hit = nextFree(); hit !== undefined; hit = nextFree()) {
        waits.delete(hit);
        free.push(hit);
      }
      order.push(...free.toSorted(byTime));
    }
  }
  return order;

  function nextFree(): Hit | undefined {
    return [...waits].find((hit) => !hit.isHeldBack && !isBlocked(hit));
  }
}

function share(a: readonly string[], b: readonly string[]): boolean {
  return a.some((key) => b.includes(key));
}

function haveInCommon(a: Hit, b: Hit): boolean {
  return share([...a.people, ...a.firsts], [...b.people, ...b.firsts]);
}

const looks = fc.array(fc.integer({ min: 0, max: 12_000 }), { maxLength: 40 });
const person = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 });
const sent: fc.Arbitrary<Sent> = fc.record({
  at: fc.integer({ min: 0, max: 8_000 }),
  arrives: fc.integer({ min: 0, max: 8_000 }),
  people: person,
  order: fc.integer({ min: 0, max: 3 }),
  saysTime: fc.boolean(),
  window: fc.constantFrom(0, WINDOW, WINDOW, 2_500),
});
const hits = fc.array(sent, { maxLength: 40 }).map((all) => all.map(hitOf));

describe("OA2 the order of processing", () => {
  test("OA2 OA3 OA4 is that of plain loops over stored times of arrival and of hits, whenever and in whatever pieces hits are read and taken over", () => {
    fc.assert(
      fc.property(hits, looks, fc.integer({ min: 1, max: 6 }), fc.boolean(), (all, at, limit, restarts) => {
        expect(folded(all, { looks: at, limit, restarts })).toEqual(plainly(all));
      }),
      { numRuns: 1_000 },
    );
  });

  test("OA11 hits that arrive at most a window after their time are processed in the order of time", () => {
    const delayed = fc
      .array(
        fc.record({
          at: fc.integer({ min: 0, max: 8_000 }),
          delay: fc.integer({ min: 0, max: WINDOW }),
          people: person,
          order: fc.integer({ min: 0, max: 3 }),
        }),
        { maxLength: 40 },
      )
      .map((all) => all.map(({ delay, ...hit }, number) => hitOf({ ...hit, arrives: hit.at + delay, saysTime: true, window: WINDOW }, number)));
    fc.assert(
      fc.property(delayed, looks, fc.boolean(), (all, at, restarts) => {
        const order = folded(all, { looks: at, restarts });
        const place = new Map(order.map((hit, index) => [hit, index]));
        for (const a of all) for (const b of all) if (haveInCommon(a, b) && byTime(a, b) < 0) expect(place.get(a) ?? -1).toBeLessThan(place.get(b) ?? -1);
      }),
      { numRuns: 500 },
    );
  });

  test("every hit is processed once, and none waits longer than its window", () => {
    fc.assert(
      fc.property(hits, fc.integer({ min: 0, max: 12_000 }), (all, before) => {
        const queue = queueOf();
        queue.add(all);
        const taken = queue.take({ before, limits: ENOUGH });
        expect([...taken, ...queue.held()].toSorted(byTime)).toEqual(all.toSorted(byTime));
        for (const hit of queue.held()) expect(hit.receivedAt < before ? hit.until : Infinity).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  const own: Sent = { at: 400, arrives: 500, people: [1], order: 0, saysTime: true, window: WINDOW };
  const silent: Sent = { ...own, at: 0, arrives: 600, saysTime: false };

  test("OA4 a hit without its own time goes at once, unless an earlier one of its visitor or device waits", () => {
    const [timed, same, other, later] = [own, silent, { ...silent, people: [2] }, { ...own, at: 5_000, arrives: 550 }].map(hitOf) as [Hit, Hit, Hit, Hit];
    const queue = queueOf();
    queue.add([timed, same, other]);
    expect(queue.take({ before: 1_500, limits: ENOUGH })).toEqual([other]);
    expect(queue.take({ before: 1_501, limits: ENOUGH })).toEqual([timed, same]);
    // A hit that happens later does not hold it back.
    const another = queueOf();
    another.add([later, same]);
    expect(another.take({ before: 700, limits: ENOUGH })).toEqual([same]);
  });

  test("OA4 many hits without a time wait for nothing", () => {
    const mass = Array.from({ length: 50_000 }, (_, n) => hitOf({ ...silent, people: [n % 100] }, n));
    const queue = queueOf({ hits: 10, bytes: 100 });
    queue.add(mass);
    expect(queue.take({ before: 601, limits: ENOUGH }).length).toBe(50_000);
    expect(queue.early()).toBe(0);
  });

  test("OA3 when two people send the same order the earlier one goes first, although the other one is due", () => {
    const [late, early] = [
      { ...own, at: 900, arrives: 1_000, order: 7 },
      { ...own, at: 800, arrives: 1_900, people: [2], order: 7 },
    ].map(hitOf) as [Hit, Hit];
    const queue = queueOf();
    queue.add([late, early]);
    expect(queue.take({ before: 2_001, limits: ENOUGH })).toEqual([early, late]);
  });

  test("a clock that is ahead, or a queue of old hits, does not shorten other people's windows", () => {
    const [ahead, mine, old] = [
      { ...own, at: 500_000, arrives: 0 },
      { ...own, at: 900, arrives: 900, people: [2] },
      { ...own, at: -500_000, arrives: 950, people: [3] },
    ].map(hitOf) as [Hit, Hit, Hit];
    const queue = queueOf();
    queue.add([ahead, mine, old]);
    expect(queue.take({ before: 1_001, limits: ENOUGH })).toEqual([ahead]);
  });

  test("when too many wait, those that arrived first go early, are counted, and only arrival decides", () => {
    fc.assert(
      fc.property(hits, looks, fc.integer({ min: 1, max: 8 }), (all, at, most) => {
        const atOnce = queueOf({ hits: most, bytes: 1e12 });
        atOnce.add(all);
        const order = atOnce.take({ before: Infinity, limits: ENOUGH });
        const inPieces = queueOf({ hits: 1e6, bytes: most * 10 });
        const again: Hit[] = [];
        inPieces.add(all);
        for (const before of [...at.toSorted((a, b) => a - b), Infinity]) {
          again.push(...inPieces.take({ before, limits: ENOUGH }));
          expect(inPieces.held().filter(({ receivedAt }) => receivedAt < before).length).toBeLessThanOrEqual(most);
        }
        expect(again).toEqual(order);
        expect(inPieces.early()).toBe(atOnce.early());
        expect([...order].toSorted(byTime)).toEqual(all.toSorted(byTime));
      }),
      { numRuns: 300 },
    );
  });
});

test("OA1 OA2 a hit is ordered by its own time if its suite has a window, else by its arrival", () => {
  const understood = (query: string, reorderWindowMs: number) => {
    const rules = suiteRules({ ...SUITE, reorderWindowMs });
    const raw: RawHit = { door: "image", receivedAt: NOON, client: "", payload: { query } };
    const parsed = parseHit(raw, rules);
    if (parsed.kind !== "keep") throw new Error("quarantined");
    return { ...windowOf(NOON, { hit: parsed.hit, rules }), ...commonOf("s", parsed.hit) };
  };
  const ts = `&ts=${NOON / 1000 - 60}`;
  expect(understood(`vid=u&pageName=p${ts}`, 1_000)).toMatchObject({ at: NOON - 60_000, isHeldBack: true, until: NOON + 1_000 });
  expect(understood(`vid=u&pageName=p${ts}`, 0)).toMatchObject({ at: NOON, isHeldBack: false, until: NOON });
  expect(understood("vid=u&pageName=p", 1_000)).toMatchObject({ at: NOON, isHeldBack: false, until: NOON + 1_000 });
  const both = understood(`vid=u&fid=d&pageName=p&events=purchase,event1:S&products=;a;1;1&purchaseID=P&xact=T${ts}`, 1_000);
  expect([both.people, both.firsts]).toEqual([
    ["s\nvid:u", "s\nfid:d"],
    ["s\ntransaction\nT", "s\npurchase\nP", "s\nserial event1\nS"],
  ]);
  expect(windowOf(NOON, null)).toEqual({ at: NOON, isHeldBack: false, until: NOON });
});

test("a heap gives the smallest first", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const heap = new Heap<number>((a, b) => a - b);
      for (const number of numbers) heap.push(number);
      expect(heap.items().toSorted((a, b) => a - b)).toEqual(numbers.toSorted((a, b) => a - b));
      expect(numbers.map(() => heap.shift())).toEqual(numbers.toSorted((a, b) => a - b));
      expect([heap.shift(), heap.first()]).toEqual([undefined, undefined]);
    }),
  );
});
