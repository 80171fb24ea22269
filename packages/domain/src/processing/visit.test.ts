import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, NOON, openFold, SECOND } from "./fold.fixture.ts";
import { MAX_PAST_VISITS } from "./profile.ts";

const PAGE = { pageName: "p" };

describe("a visit ends", () => {
  test("VI1 VI2 after more than 30 minutes of rest, not at 30 minutes", () => {
    const suite = openFold();
    suite.hit(NOON, PAGE);
    expect(suite.hit(NOON + 30 * MINUTE, PAGE).row.visitNumber).toBe(1);
    expect(suite.hit(NOON + 60 * MINUTE + 1, PAGE).row).toMatchObject({ visitNumber: 2, hitNumber: 1, visitStart: NOON + 60 * MINUTE + 1 });
  });

  test("VI1 after more than 12 hours, not at 12 hours", () => {
    const suite = openFold();
    for (let half = 0; half <= 24; half++) expect(suite.hit(NOON + half * 30 * MINUTE, PAGE).row.visitNumber).toBe(1);
    expect(suite.hit(NOON + 12 * HOUR + 1, PAGE).row.visitNumber).toBe(2);
  });

  test("VI1 after 2,500 hits", () => {
    const suite = openFold();
    let last = suite.hit(NOON, PAGE);
    for (let hit = 2; hit <= 2_500; hit++) last = suite.hit(NOON + hit * 2 * SECOND, PAGE);
    expect(last.row).toMatchObject({ visitNumber: 1, hitNumber: 2_500 });
    expect(suite.hit(NOON + 2_501 * 2 * SECOND, PAGE).row).toMatchObject({ visitNumber: 2, hitNumber: 1 });
  });

  test("VI1 with the 101st hit in its first 100 seconds, not with a later one", () => {
    const fast = openFold();
    for (let hit = 1; hit <= 100; hit++) fast.hit(NOON + hit, PAGE);
    const within = fast.hit(NOON + 1 + 100 * SECOND, PAGE);
    expect(within.row).toMatchObject({ visitNumber: 2, hitNumber: 1 });

    const slower = openFold();
    for (let hit = 1; hit <= 100; hit++) slower.hit(NOON + hit, PAGE);
    const after = slower.hit(NOON + 1 + 100 * SECOND + 1, PAGE);
    expect(after.row).toMatchObject({ visitNumber: 1, hitNumber: 101 });
  });
});

describe("a hit older than the visitor's newest", () => {
  test("OA9 joins the visit whose span covers it", () => {
    const suite = openFold();
    suite.hit(NOON, PAGE);
    suite.hit(NOON + 20 * MINUTE, PAGE);
    suite.hit(NOON + 2 * HOUR, PAGE);
    suite.hit(NOON + 2 * HOUR + 10 * MINUTE, PAGE);
    const late = (at: number) => suite.hit(NOON + 3 * HOUR, { ...PAGE, ts: at / 1000 }).row;
    suite.hit(NOON + 3 * HOUR - 1, PAGE);
    expect(late(NOON + 10 * MINUTE)).toMatchObject({ at: NOON + 10 * MINUTE, visitNumber: 1, visitStart: NOON, hitNumber: 3, source: 2 });
    expect(late(NOON + 2 * HOUR)).toMatchObject({ visitNumber: 2, visitStart: NOON + 2 * HOUR, hitNumber: 3 });
  });

  test("OA9 makes its own visit if none covers it, numbered by arrival, and the current visit continues", () => {
    const suite = openFold();
    suite.hit(NOON, PAGE);
    const late = suite.hit(NOON + MINUTE, { ...PAGE, ts: (NOON - 5 * HOUR) / 1000 });
    expect(late.row).toMatchObject({ visitNumber: 2, visitStart: NOON - 5 * HOUR, hitNumber: 1 });
    expect(suite.hit(NOON + 2 * MINUTE, PAGE).row).toMatchObject({ visitNumber: 1, hitNumber: 2 });
    expect(suite.hit(NOON + 2 * HOUR, PAGE).row).toMatchObject({ visitNumber: 3, hitNumber: 1 });
    expect(suite.hit(NOON + 2 * HOUR, { ...PAGE, ts: (NOON - 5 * HOUR) / 1000 }).row).toMatchObject({ visitNumber: 2, hitNumber: 2 });
  });

  test("OA9 reads the persisted values as they are and changes none", () => {
    const suite = openFold({ variables: { evar2: { allocation: "original", expiration: { kind: "never" } }, evar3: { allocation: "linear" } } });
    suite.hit(NOON, { ...PAGE, v1: "a", v2: "first", v3: "x", events: "purchase" });
    const before = suite.profiles.get("vid:v");
    const late = suite.hit(NOON + MINUTE, { ...PAGE, v1: "old", v2: "second", v3: "y", v4: "own", events: "purchase", ts: (NOON - HOUR) / 1000 });
    expect(late.row.post).toMatchObject({ evar1: "old", evar2: "first", evar4: "own" });
    expect(late.row.lists).toEqual({ evar3: ["x", "y"] });
    expect(late.row.orders).toBe(100_000_000n);
    const recent = [...(before?.recent ?? []), [2, before?.recent?.[0]?.[1], ""]];
    expect(suite.profiles.get("vid:v")).toEqual({ ...before, visits: 2, past: [2, NOON - HOUR, NOON - HOUR, 1], recent });
    expect(suite.hit(NOON + 2 * MINUTE, PAGE).row.post).toMatchObject({ evar1: "a", evar2: "first" });
  });

  test("OA9 finds only the newest earlier visits; the profile stays bounded", () => {
    const suite = openFold();
    for (let visit = 0; visit <= MAX_PAST_VISITS + 1; visit++) suite.hit(NOON + visit * HOUR, PAGE);
    expect(suite.profiles.get("vid:v")?.past).toHaveLength(4 * MAX_PAST_VISITS);
    const received = NOON + (MAX_PAST_VISITS + 1) * HOUR;
    expect(suite.hit(received, { ...PAGE, ts: (NOON + HOUR) / 1000 }).row.visitNumber).toBe(2);
    expect(suite.hit(received, { ...PAGE, ts: NOON / 1000 }).row.visitNumber).toBe(MAX_PAST_VISITS + 3);
  });
});
