import { expect, test } from "vitest";
import { decideFeature, enableAll, featureState, featureStates, importedWish, midnightOf, type Decided } from "./feature-state.ts";

const AMSTERDAM = "Europe/Amsterdam";
const now = Date.parse("2026-05-20T10:00:00Z");
const at = { now, timeZone: AMSTERDAM };
const FREE = { release: "released", canBeDisabled: true, needsConfirmation: false } as const;
const LASTING = { ...FREE, canBeDisabled: false };
const ALWAYS = { ...FREE, release: "mandatory" } as const;
const off: Decided = { state: "off", day: null, from: null };
const on: Decided = { state: "on", day: null, from: now - 1 };
const scheduled: Decided = { state: "scheduled", day: "2026-06-01", from: midnightOf("2026-06-01", AMSTERDAM) };

test("case 45 R71 a feature scheduled for 1 June is on from midnight of 1 June in the system's zone; before that it is moved or cancelled", () => {
  const wish = { state: "scheduled", day: "2026-06-01" } as const;
  expect(decideFeature(FREE, { before: off, wish }, at)).toEqual({ kind: "decided", decided: scheduled });
  const midnight = Date.parse("2026-05-31T22:00:00Z");
  expect([midnight - 1, midnight].map((time) => featureState(FREE, scheduled, time))).toEqual(["scheduled", "on"]);
  expect(decideFeature(FREE, { before: scheduled, wish: { ...wish, day: "2026-06-02" } }, at)).toMatchObject({ decided: { day: "2026-06-02" } });
  expect(decideFeature(FREE, { before: scheduled, wish: { state: "off" } }, at)).toEqual({ kind: "decided", decided: off });
  expect(decideFeature(FREE, { before: scheduled, wish }, at)).toEqual({ kind: "same" });
});

test.each([
  ["a day in the past", "2026-05-19"],
  ["today, whose midnight is past", "2026-05-20"],
])("R71 a feature is not scheduled for %s", (_, day) => {
  expect(decideFeature(FREE, { before: off, wish: { state: "scheduled", day } }, at)).toEqual({ kind: "refused", why: "day_past" });
});

test("R71 where clocks change at that midnight, a feature begins with the first moment of the day", () => {
  // In Beirut, 29 March 2026 begins at 01:00: clocks go from 00:00 to 01:00.
  expect(new Date(midnightOf("2026-03-29", "Asia/Beirut")).toISOString()).toBe("2026-03-28T22:00:00.000Z");
  // In Havana, 00:00 to 01:00 of 1 November 2026 happens twice; the first of them counts.
  expect(new Date(midnightOf("2026-11-01", "America/Havana")).toISOString()).toBe("2026-11-01T04:00:00.000Z");
});

test("case 46 R72 a feature that cannot be switched off again asks first, and then stays on", () => {
  expect(decideFeature(LASTING, { before: off, wish: { state: "on" } }, at)).toEqual({ kind: "refused", why: "unconfirmed" });
  expect(decideFeature(LASTING, { before: off, wish: { state: "on", confirmed: true } }, at)).toMatchObject({ decided: { state: "on", from: now } });
  expect(decideFeature(LASTING, { before: on, wish: { state: "off" } }, at)).toEqual({ kind: "refused", why: "cannot_disable" });
  expect(decideFeature({ ...FREE, needsConfirmation: true }, { before: off, wish: { state: "on" } }, at)).toEqual({ kind: "refused", why: "unconfirmed" });
});

test("R73 a mandatory feature is on and cannot be switched off or scheduled", () => {
  expect(featureState(ALWAYS, undefined, now)).toBe("mandatory");
  expect(decideFeature(ALWAYS, { before: undefined, wish: { state: "off" } }, at)).toEqual({ kind: "refused", why: "mandatory" });
  expect(decideFeature(ALWAYS, { before: undefined, wish: { state: "scheduled", day: "2026-06-01" } }, at)).toEqual({ kind: "refused", why: "mandatory" });
});

test("a feature about which nobody decided is on when it is on by default, and off otherwise", () => {
  expect([featureState({ release: "onByDefault" }, undefined, now), featureState(FREE, undefined, now)]).toEqual(["on", "off"]);
  expect(decideFeature(FREE, { before: on, wish: { state: "scheduled", day: "2026-06-01" } }, at)).toEqual({ kind: "refused", why: "on_already" });
});

test("R74 an imported row switches on, off, or schedules, never schedules what is on, and never switches off what must stay", () => {
  const row = (enabled: boolean | null, day: string | null) => ({ enabled, day });
  expect(importedWish(FREE, { before: off, ...row(true, null) }, at)).toEqual({ state: "on", confirmed: true });
  expect(importedWish(FREE, { before: on, ...row(false, null) }, at)).toEqual({ state: "off" });
  expect(importedWish(FREE, { before: on, ...row(null, null) }, at)).toEqual({ state: "off" });
  expect(importedWish(FREE, { before: off, ...row(false, "2026-06-01") }, at)).toEqual({ state: "scheduled", day: "2026-06-01", confirmed: true });
  expect(importedWish(FREE, { before: on, ...row(false, "2026-06-01") }, at)).toBeNull();
  expect(importedWish(LASTING, { before: on, ...row(false, null) }, at)).toBeNull();
  expect(importedWish(ALWAYS, { before: undefined, ...row(false, null) }, at)).toBeNull();
  expect(importedWish(FREE, { before: scheduled, ...row(false, "2026-05-01") }, at)).toEqual({ state: "off" });
});

test("R73 enabling all keeps schedules, and skips what asks first until a person agrees to that", () => {
  const features = [
    { code: "free", rules: FREE, before: off },
    { code: "lasting", rules: LASTING, before: undefined },
    { code: "planned", rules: FREE, before: scheduled },
    { code: "running", rules: FREE, before: on },
    { code: "always", rules: ALWAYS, before: undefined },
  ];
  const kept = { feature: "planned", why: "scheduled" };
  expect(enableAll(features, { confirmed: false, now })).toEqual({ enabled: ["free"], kept: [{ feature: "lasting", why: "unconfirmed" }, kept] });
  expect(enableAll(features, { confirmed: true, now })).toEqual({ enabled: ["free", "lasting"], kept: [kept] });
});

test("R69 a feature cannot be on while what it needs is not on, whatever was decided, and is as it was decided again when that is", () => {
  const definitions = {
    base: { release: "released" },
    extra: { release: "onByDefault", needs: "base" },
    more: { release: "released", needs: "extra" },
  } as const;
  const states = (decided: Partial<Record<keyof typeof definitions, Decided>>) =>
    Object.values(Object.fromEntries(featureStates<keyof typeof definitions>(definitions, { decidedOf: (code) => decided[code], now })));
  expect(states({})).toEqual(["off", "cannot", "cannot"]);
  expect(states({ base: on })).toEqual(["on", "on", "off"]);
  expect(states({ base: on, more: on })).toEqual(["on", "on", "on"]);
  expect(states({ base: on, extra: off, more: on })).toEqual(["on", "off", "cannot"]);
  expect(states({ base: scheduled, extra: on, more: scheduled })).toEqual(["scheduled", "cannot", "cannot"]);
});

test("R69 a feature that cannot be on is not switched on or scheduled; what was decided stays, and it can be switched off", () => {
  const decide = (before: Decided | undefined, wish: Parameters<typeof decideFeature>[1]["wish"]) =>
    decideFeature(FREE, { before, wish, isNeededOn: false }, at);
  expect(decide(off, { state: "on", confirmed: true })).toEqual({ kind: "refused", why: "needs" });
  expect(decide(off, { state: "scheduled", day: "2026-06-01" })).toEqual({ kind: "refused", why: "needs" });
  expect(decide(on, { state: "on" })).toEqual({ kind: "same" });
  expect(decideFeature({ ...FREE, release: "onByDefault" }, { before: undefined, wish: { state: "on" }, isNeededOn: false }, at)).toEqual({ kind: "same" });
  expect(decide(scheduled, { state: "scheduled", day: "2026-06-01" })).toEqual({ kind: "same" });
  expect(decide(on, { state: "off" })).toEqual({ kind: "decided", decided: off });
});

test("R73 enabling all enables what needs another with that, and skips it where that stays off", () => {
  const all = (base: typeof FREE | typeof LASTING, confirmed: boolean) =>
    enableAll(
      [
        { code: "base", rules: base, before: off },
        { code: "extra", rules: { ...FREE, needs: "base" }, before: off },
      ],
      { confirmed, now },
    );
  expect(all(FREE, false)).toEqual({ enabled: ["base", "extra"], kept: [] });
  expect(all(LASTING, true)).toEqual({ enabled: ["base", "extra"], kept: [] });
  expect(all(LASTING, false)).toEqual({
    enabled: [],
    kept: [
      { feature: "base", why: "unconfirmed" },
      { feature: "extra", why: "needs" },
    ],
  });
  // What was decided on, and is not on all the same, is told too.
  const decided = [
    { code: "base", rules: FREE, before: scheduled },
    { code: "extra", rules: { ...FREE, needs: "base" }, before: on },
  ];
  expect(enableAll(decided, { confirmed: true, now }).kept).toEqual([
    { feature: "base", why: "scheduled" },
    { feature: "extra", why: "needs" },
  ]);
});
