import type { VariableSettings } from "@rapport/contract/report-suites";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, NOON, openFold, SECOND, type SentHit } from "./fold.fixture.ts";

/** A hit with its own time that arrives an hour after noon. */
function late(suite: ReturnType<typeof openFold>, at: number, parameters: SentHit = {}) {
  return suite.hit(NOON + HOUR, { pageName: "late", ...parameters, ts: at / 1000 });
}

function suiteWith(variables: Readonly<Record<string, VariableSettings>>) {
  return openFold({ variables });
}

describe("where a late hit stands", () => {
  test("OA6 inside the newest visit, or up to 30 minutes before it, it belongs to that visit, which keeps its number and start", () => {
    const suite = openFold();
    suite.hit(NOON, { pageName: "p" });
    suite.hit(NOON + 10 * MINUTE, { pageName: "p" });
    expect(late(suite, NOON + MINUTE).row).toMatchObject({ visitNumber: 1, visitStart: NOON, hitNumber: 3, cameLate: "visit" });
    expect(late(suite, NOON - 30 * MINUTE).row).toMatchObject({ visitNumber: 1, visitStart: NOON, hitNumber: 4, cameLate: "visit" });
    expect(late(suite, NOON - 30 * MINUTE - 1).row).toMatchObject({ visitNumber: 2, hitNumber: 1, cameLate: "older" });
    expect(suite.hit(NOON + 30 * MINUTE, { pageName: "p" }).row).toMatchObject({ visitNumber: 1, visitStart: NOON, hitNumber: 5, cameLate: "no" });
  });

  test("OA6 a past visit whose span covers it wins", () => {
    const suite = openFold();
    suite.hit(NOON, { pageName: "p" });
    suite.hit(NOON + 20 * MINUTE, { pageName: "p" });
    suite.hit(NOON + 51 * MINUTE, { pageName: "p" });
    expect(late(suite, NOON + 20 * MINUTE).row).toMatchObject({ visitNumber: 1, hitNumber: 3, cameLate: "older" });
    expect(late(suite, NOON + 21 * MINUTE).row).toMatchObject({ visitNumber: 2, visitStart: NOON + 51 * MINUTE, cameLate: "visit" });
  });

  test("OA6 limits do not apply to it", () => {
    const suite = openFold();
    for (let hit = 0; hit < 100; hit++) suite.hit(NOON + hit, { pageName: "p" });
    expect(late(suite, NOON + 50).row).toMatchObject({ visitNumber: 1, hitNumber: 101 });
  });

  test("D2 a track call stored before the page with the campaign, then the order: one visit, and the order has the campaign", () => {
    const suite = openFold();
    const track = suite.hit(NOON + HOUR, { pe: "lnk_o", pev2: "track", ts: (NOON + 20) / 1000 }).row;
    const page = late(suite, NOON, { v0: "spring_email" }).row;
    const order = late(suite, NOON + MINUTE, { events: "purchase", products: ";boot;1;50" }).row;
    expect([track.visitNumber, page.visitNumber, order.visitNumber]).toEqual([1, 1, 1]);
    expect(order.post).toMatchObject({ campaign: "spring_email", marketingchannel: "Email" });
  });

  test("D2 one live page, then five queued ones from the minutes before: one visit", () => {
    const suite = openFold();
    const rows = [suite.hit(NOON, { pageName: "live" }).row];
    for (let minute = 5; minute >= 1; minute--) rows.push(late(suite, NOON - minute * MINUTE).row);
    expect(new Set(rows.map((row) => row.visitNumber))).toEqual(new Set([1]));
    expect(new Set(rows.map((row) => row.visitStart))).toEqual(new Set([NOON]));
  });
});

describe("what a late hit sets", () => {
  const NEVER = { kind: "never" } as const;

  test("OA7 most recent keeps the later, original the earlier", () => {
    const suite = suiteWith({ evar1: { expiration: NEVER }, evar2: { allocation: "original", expiration: NEVER } });
    suite.hit(NOON, { pageName: "p", v1: "a", v2: "a" });
    suite.hit(NOON + 10 * MINUTE, { pageName: "p", v1: "c", v2: "c" });
    expect(late(suite, NOON + 5 * MINUTE, { v1: "b", v2: "b" }).row.post).toMatchObject({ evar1: "b", evar2: "a" });
    expect(late(suite, NOON - MINUTE, { v1: "z", v2: "z" }).row.post).toMatchObject({ evar1: "z", evar2: "z" });
    expect(suite.hit(NOON + 11 * MINUTE, { pageName: "p" }).row.post).toMatchObject({ evar1: "c", evar2: "z" });
  });

  test("OA7 a value that nobody set later is set at its own time", () => {
    const suite = suiteWith({ evar1: { expiration: { kind: "hour" } } });
    suite.hit(NOON, { pageName: "p" });
    suite.hit(NOON + 20 * MINUTE, { pageName: "p" });
    late(suite, NOON + 5 * MINUTE, { v1: "b" });
    expect(suite.hit(NOON + 65 * MINUTE - 1, { pageName: "p" }).row.post["evar1"]).toBe("b");
    expect(suite.hit(NOON + 65 * MINUTE, { pageName: "p" }).row.post["evar1"]).toBeUndefined();
  });

  test("OA7 an original that had ended before the kept one was set does not replace it", () => {
    const suite = suiteWith({ evar1: { allocation: "original", expiration: { kind: "minute" } } });
    suite.hit(NOON, { pageName: "p" });
    suite.hit(NOON + 10 * MINUTE, { pageName: "p", v1: "held" });
    late(suite, NOON + MINUTE, { v1: "ended" });
    expect(suite.hit(NOON + 10 * MINUTE + SECOND, { pageName: "p" }).row.post["evar1"]).toBe("held");
  });

  test("OA7 linear and lists insert by time; a list holds each value at the last time it was set", () => {
    const suite = suiteWith({ evar1: { allocation: "linear" } });
    suite.hit(NOON, { pageName: "p", v1: "a", l1: "a,x" });
    suite.hit(NOON + 10 * MINUTE, { pageName: "p", v1: "c", l1: "c" });
    expect(late(suite, NOON + 5 * MINUTE, { v1: "b", l1: "b,a" }).row.lists).toEqual({ evar1: ["a", "b"], list1: ["x", "b", "a"] });
    late(suite, NOON + 6 * MINUTE, { l1: "c" });
    expect(suite.hit(NOON + 11 * MINUTE, { pageName: "p" }).row.lists).toEqual({ evar1: ["a", "b", "c"], list1: ["x", "b", "a", "c"] });
  });

  test("OA7 a value that a later event would have ended is not set, but shows on its own hit", () => {
    const suite = suiteWith({ evar1: { expiration: { kind: "event", event: "purchase" } } });
    suite.hit(NOON, { pageName: "p" });
    suite.hit(NOON + 10 * MINUTE, { pageName: "p", events: "purchase" });
    expect(late(suite, NOON + 5 * MINUTE, { v1: "before" }).row.post["evar1"]).toBe("before");
    expect(suite.hit(NOON + 11 * MINUTE, { pageName: "p" }).row.post["evar1"]).toBeUndefined();
    suite.hit(NOON + 12 * MINUTE, { pageName: "p" });
    late(suite, NOON + 11 * MINUTE, { v1: "after" });
    expect(suite.hit(NOON + 13 * MINUTE, { pageName: "p" }).row.post["evar1"]).toBe("after");
  });

  test("OA7 an event of a late hit ends what was set by its time, and not what was set after it", () => {
    const suite = suiteWith({ evar1: { expiration: { kind: "event", event: "event1" } }, evar2: { expiration: { kind: "event", event: "event1" } } });
    suite.hit(NOON, { pageName: "p", v1: "a" });
    suite.hit(NOON + 10 * MINUTE, { pageName: "p", v2: "b" });
    late(suite, NOON + 5 * MINUTE, { events: "event1" });
    const { post } = suite.hit(NOON + 11 * MINUTE, { pageName: "p" }).row;
    expect([post["evar1"], post["evar2"]]).toEqual([undefined, "b"]);
  });

  test("OA7 the hit itself reads only values set by its own time, and so does its snapshot", () => {
    const suite = suiteWith({ evar1: { expiration: NEVER } });
    suite.hit(NOON, { pageName: "p" });
    suite.hit(NOON + 10 * MINUTE, { pageName: "p", v1: "later", events: "purchase" });
    const hit = late(suite, NOON + 5 * MINUTE, { xact: "T1" });
    expect(hit.row.post["evar1"]).toBeUndefined();
    expect(hit.row.post["dayssincelastpurchase"]).toBeUndefined();
    expect(hit.transactions[0]?.snapshot["evar1"]).toBeUndefined();
  });

  test("OA7 Direct yields to a late channel of its visit, not to one of another visit", () => {
    const suite = openFold();
    suite.hit(NOON, { pageName: "p" });
    suite.hit(NOON + 10 * MINUTE, { pageName: "p" });
    late(suite, NOON - MINUTE, { v0: "spring_email" });
    expect(suite.hit(NOON + 11 * MINUTE, { pageName: "p" }).row.post).toMatchObject({ marketingchannel: "Email", marketingchanneldetail: "spring_email" });
    suite.hit(NOON + 40 * DAY, { pageName: "p" });
    suite.hit(NOON + 40 * DAY + 40 * MINUTE, { pageName: "p" });
    expect(suite.hit(NOON + 41 * DAY, { pageName: "p", v0: "ppc", ts: (NOON + 40 * DAY) / 1000 }).row.cameLate).toBe("older");
    expect(suite.hit(NOON + 40 * DAY + 41 * MINUTE, { pageName: "p" }).row.post["marketingchannel"]).toBe("Direct");
  });

  test("OA7 the hits of a visit in any order leave the same values as in order of time", () => {
    const value = fc.constantFrom("a", "b", "c", "d");
    const sent = fc.record({
      at: fc.integer({ min: 0, max: 1_200 }),
      v1: fc.option(value),
      v2: fc.option(value),
      v3: fc.option(value),
      v4: fc.option(value),
      l1: fc.option(value),
    });
    const variables = {
      evar1: { expiration: NEVER },
      evar2: { allocation: "original", expiration: NEVER },
      evar3: { allocation: "linear" },
      evar4: { allocation: "linear", expiration: { kind: "minute" } },
    } as const;
    const hits = fc.uniqueArray(sent, { minLength: 2, maxLength: 12, selector: ({ at }) => at });
    fc.assert(
      fc.property(
        hits.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
        ([some, shuffled]) => {
          const inTime = afterwards(
            variables,
            some.toSorted((a, b) => a.at - b.at),
          );
          expect(afterwards(variables, shuffled)).toEqual(inTime);
        },
      ),
      { numRuns: 300 },
    );
  });
});

interface Sent {
  readonly at: number;
  readonly [name: string]: string | number | null;
}

/** The values that a hit after all others reads. */
function afterwards(variables: Readonly<Record<string, VariableSettings>>, hits: readonly Sent[]) {
  const suite = suiteWith(variables);
  for (const { at, ...values } of hits) {
    const set = Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
    late(suite, NOON + at * SECOND, set);
  }
  const { post, lists } = suite.hit(NOON + 1_201 * SECOND, { pageName: "p" }).row;
  return { evar1: post["evar1"], evar2: post["evar2"], lists };
}

describe("the first page of a visit", () => {
  test("D4 is Direct whatever came before it in the visit", () => {
    const suite = openFold();
    suite.message(NOON, { type: "identify", userId: "u", anonymousId: "a", traits: {} });
    expect(suite.message(NOON + SECOND, { type: "page", userId: "u", anonymousId: "a", properties: { path: "/" } })?.row.post["marketingchannel"]).toBe(
      "Direct",
    );
    const order = { type: "track", event: "Order Completed", userId: "u", anonymousId: "a", properties: { order_id: "O1", revenue: 5 } };
    expect(suite.message(NOON + 2 * SECOND, order)?.row.post["marketingchannel"]).toBe("Direct");
  });

  test("D4 a later page is not", () => {
    const suite = openFold({ variables: { marketingchannel: { expiration: { kind: "hit" } } } });
    suite.hit(NOON, { pe: "lnk_o", pev2: "link" });
    expect(suite.hit(NOON + SECOND, { pageName: "p" }).row.post["marketingchannel"]).toBe("Direct");
    expect(suite.hit(NOON + 2 * SECOND, { pageName: "p" }).row.post["marketingchannel"]).toBeUndefined();
    suite.hit(NOON + DAY, { pe: "lnk_o", pev2: "link" });
    expect(suite.hit(NOON + DAY + SECOND, { pageName: "p" }).row.post["marketingchannel"]).toBe("Direct");
  });
});
