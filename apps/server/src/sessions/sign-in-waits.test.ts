import { Refusal } from "@rapport/contract";
import { expect, test } from "vitest";
import type { Attempt } from "../deps.ts";
import { createSignInWaits } from "./sign-in-waits.ts";

const stranger = (address: string, account = "pos A 1001"): Attempt => ({ account, address, device: null });

test("S3 when forty addresses guess one account's password, twenty tries are checked, then fewer and fewer, and its owner still signs in", () => {
  const { wrong, at } = setUp();
  let lookedAt = 0;
  for (let n = 0; n < 400; n += 1) {
    at(n * 12);
    if (wrong(stranger(`10.0.0.${n % 40}`)) === 0) lookedAt += 1;
  }
  expect(lookedAt).toBeLessThanOrEqual(23);
  expect(wrong({ ...stranger("10.0.0.1"), device: "tablet" })).toBe(0);
});

test("S3 the wait doubles from a second to a quarter of an hour, and is forgotten after a day without a wrong try", () => {
  const { wrong, at } = setUp();
  for (let n = 0; n < 10; n += 1) expect(wrong(stranger("10.0.0.1"))).toBe(0);
  let now = 0;
  const waits = Array.from({ length: 12 }, () => {
    const seconds = wrong(stranger("10.0.0.1"));
    at((now += seconds * 1000));
    expect(wrong(stranger("10.0.0.1"))).toBe(0);
    return seconds;
  });
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  at(now + 24 * 3600_000);
  expect(wrong(stranger("10.0.0.1"))).toBe(0);
  expect(wrong(stranger("10.0.0.1"))).toBe(0);
});

test("C18 fifty wrong passwords of one operator make nobody else at that address wait", () => {
  const { wrong, right } = setUp();
  for (let n = 0; n < 50; n += 1) wrong(stranger("10.0.0.1"));
  expect(right(stranger("10.0.0.1", "pos A 1002"))).toBe(0);
  expect(right(stranger("10.0.0.1", "hq admin@example.com"))).toBe(0);
});

test("C18 one password tried on every account from one address makes strangers there wait, a minute at most, but not a known device", () => {
  const { wrong, at } = setUp();
  for (let n = 0; n < 100; n += 1) expect(wrong(stranger("10.0.0.1", `pos A ${n}`))).toBe(0);
  let now = 0;
  let longest = 0;
  for (let n = 0; n < 20; n += 1) {
    const seconds = wrong(stranger("10.0.0.1", `pos B ${n}`));
    longest = Math.max(longest, seconds);
    at((now += seconds * 1000));
    wrong(stranger("10.0.0.1", `pos B ${n}`));
  }
  expect(longest).toBe(60);
  expect(wrong({ account: "pos A 7", address: "10.0.0.1", device: "tablet" })).toBe(0);
});

test("S3 C18 all accounts at one register share a bound, which makes its other devices wait a minute at most, and is forgotten after an hour", () => {
  const { wrong, at } = setUp();
  const there = (n: number, device = "its own") => ({ account: `pos A ${n}`, address: `10.0.0.${n}`, device: "known", register: { name: "R1", device } });
  for (let n = 0; n < 60; n += 1) expect(wrong(there(n))).toBe(0);
  expect(wrong(there(60))).toBe(1);
  expect(wrong(there(60, "any"))).toBe(0);
  expect(wrong({ ...there(60), register: { name: "R2", device: "its own" } })).toBe(0);
  let now = 0;
  for (let n = 0; n < 10; n += 1) {
    at((now += wrong(there(61)) * 1000));
    wrong(there(62 + n));
  }
  expect(wrong(there(99))).toBe(60);
  at(now + 3600_000);
  expect(wrong(there(99))).toBe(0);
});

test("S3 tries from known devices count among those that make strangers wait, and do not wait for strangers themselves", () => {
  const { wrong, right } = setUp();
  for (const device of ["one", "two"]) for (let n = 0; n < 10; n += 1) expect(wrong({ ...stranger("10.0.0.1"), device })).toBe(0);
  expect(wrong(stranger("10.0.0.2"))).toBe(1);
  expect(right({ ...stranger("10.0.0.1"), device: "three" })).toBe(0);
});

test("right passwords do not count as tries, and many wrong ones at the same moment get no further than one after the other", () => {
  const { right, begin } = setUp();
  for (let n = 0; n < 300; n += 1) expect(right(stranger("10.0.0.1"))).toBe(0);
  const burst = Array.from({ length: 30 }, () => begin(stranger("10.0.0.2", "pos A 5")));
  expect(burst.filter((begun) => typeof begun !== "number")).toHaveLength(10);
});

function setUp() {
  let now = 0;
  const waits = createSignInWaits(() => now);
  const begin = (attempt: Attempt) => {
    try {
      return waits.begin(attempt);
    } catch (error) {
      if (error instanceof Refusal) return error.retryAfterSeconds ?? Number.NaN;
      throw error;
    }
  };
  return {
    begin,
    at: (ms: number) => void (now = ms),
    /** Seconds to wait; 0 when the password was checked. */
    wrong: (attempt: Attempt) => {
      const begun = begin(attempt);
      return typeof begun === "number" ? begun : 0;
    },
    right: (attempt: Attempt) => {
      const begun = begin(attempt);
      if (typeof begun === "number") return begun;
      begun.takeBack();
      return 0;
    },
  };
}
