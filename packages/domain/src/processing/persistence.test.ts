import type { Expiration, VariableSettings } from "@rapport/contract/report-suites";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, NOON, openFold, SECOND } from "./fold.fixture.ts";

function suiteWith(evar1: VariableSettings) {
  return openFold({ variables: { evar1 } });
}

/** True when eVar 1, set at noon, still counts on a hit this much later. */
function lives(expiration: Expiration, laterMs: number): boolean {
  const suite = suiteWith({ expiration });
  suite.hit(NOON, { v1: "a" });
  return suite.hit(NOON + laterMs, { pageName: "p" }).row.post["evar1"] === "a";
}

describe("expiration", () => {
  test("PE1 hit: counts on its own hit only", () => {
    const suite = suiteWith({ expiration: { kind: "hit" } });
    expect(suite.hit(NOON, { v1: "a" }).row.post["evar1"]).toBe("a");
    expect(suite.hit(NOON, { pageName: "p" }).row.post["evar1"]).toBeUndefined();
  });

  test("PE1 visit, the default: ends with the visit", () => {
    expect(lives({ kind: "visit" }, 30 * MINUTE)).toBe(true);
    expect(lives({ kind: "visit" }, 30 * MINUTE + 1)).toBe(false);
    const suite = openFold();
    suite.hit(NOON, { v1: "a" });
    expect(suite.hit(NOON + 31 * MINUTE, { pageName: "p" }).row.post["evar1"]).toBeUndefined();
  });

  test.each([
    ["minute", MINUTE],
    ["hour", HOUR],
    ["day", DAY],
    ["week", 7 * DAY],
    ["month", 31 * DAY],
    ["quarter", 93 * DAY],
    ["year", 365 * DAY],
  ] as const)("PE1 %s: counts for that long from the second it was set", (kind, ms) => {
    expect(lives({ kind }, ms - 1)).toBe(true);
    expect(lives({ kind }, ms)).toBe(false);
  });

  test("PE1 custom days, and never", () => {
    expect(lives({ kind: "days", days: 45 }, 45 * DAY - 1)).toBe(true);
    expect(lives({ kind: "days", days: 45 }, 45 * DAY)).toBe(false);
    expect(lives({ kind: "never" }, 5_000 * DAY)).toBe(true);
  });

  test.each([
    ["purchase", "purchase"],
    ["productView", "prodView"],
    ["cartOpen", "scOpen"],
    ["checkout", "scCheckout"],
    ["cartAdd", "scAdd"],
    ["cartRemove", "scRemove"],
    ["cartView", "scView"],
    ["event7", "event7"],
  ])("PE1 PE3 event %s: never ends until the event, counts on it, and is gone after it", (event, sent) => {
    const suite = suiteWith({ expiration: { kind: "event", event } });
    suite.hit(NOON, { v1: "a" });
    expect(suite.hit(NOON + 900 * DAY, { pageName: "p", events: "event8" }).row.post["evar1"]).toBe("a");
    expect(suite.hit(NOON + 901 * DAY, { pageName: "p", events: sent }).row.post["evar1"]).toBe("a");
    expect(suite.hit(NOON + 901 * DAY, { pageName: "p" }).row.post["evar1"]).toBeUndefined();
  });

  test("PE2 the present setting and the time of the last set decide: a longer expiration revives the value", () => {
    const suite = suiteWith({ expiration: { kind: "days", days: 30 } });
    suite.hit(NOON, { v1: "a" });
    expect(suite.hit(NOON + 40 * DAY, { pageName: "p" }).row.post["evar1"]).toBeUndefined();
    suite.change({ variables: { evar1: { expiration: { kind: "days", days: 90 } } } });
    expect(suite.hit(NOON + 41 * DAY, { pageName: "p" }).row.post["evar1"]).toBe("a");
  });

  test("PE1 setting a value again restarts its time; under original value only if it had ended", () => {
    const recent = suiteWith({ expiration: { kind: "hour" } });
    recent.hit(NOON, { v1: "a" });
    recent.hit(NOON + 50 * MINUTE, { v1: "b" });
    expect(recent.hit(NOON + 100 * MINUTE, { pageName: "p" }).row.post["evar1"]).toBe("b");
    const original = suiteWith({ allocation: "original", expiration: { kind: "hour" } });
    original.hit(NOON, { v1: "a" });
    expect(original.hit(NOON + 50 * MINUTE, { v1: "b" }).row.post["evar1"]).toBe("a");
    expect(original.hit(NOON + 61 * MINUTE, { v1: "c" }).row.post["evar1"]).toBe("c");
  });
});

describe("allocation", () => {
  test("PE1 linear keeps every instance of the visit in order, with repeats, and starts again with the next visit", () => {
    const suite = suiteWith({ allocation: "linear" });
    suite.hit(NOON, { v1: "a" });
    suite.hit(NOON + SECOND, { v1: "b" });
    expect(suite.hit(NOON + 2 * SECOND, { v1: "a" }).row).toMatchObject({ lists: { evar1: ["a", "b", "a"] } });
    expect(suite.hit(NOON + 2 * SECOND, { pageName: "p" }).row.post["evar1"]).toBeUndefined();
    expect(suite.hit(NOON + 2 * HOUR, { v1: "c" }).row.lists).toEqual({ evar1: ["c"] });
  });

  test("PE1 each linear value ends by its own time, even when another one was set later", () => {
    const suite = suiteWith({ allocation: "linear", expiration: { kind: "day" } });
    suite.hit(NOON, { v1: "a" });
    suite.hit(NOON + 20 * HOUR, { v1: "b" });
    expect(suite.hit(NOON + 23 * HOUR, { pageName: "p" }).row.lists).toEqual({ evar1: ["a", "b"] });
    expect(suite.hit(NOON + DAY, { pageName: "p" }).row.lists).toEqual({ evar1: ["b"] });
    expect(suite.hit(NOON + 30 * HOUR, { v1: "c" }).row.lists).toEqual({ evar1: ["b", "c"] });
    expect(suite.hit(NOON + 44 * HOUR, { pageName: "p" }).row.lists).toEqual({ evar1: ["c"] });
    expect(suite.hit(NOON + 54 * HOUR, { pageName: "p" }).row.lists).toEqual({});
  });

  test("V9 a device passes on the times of its linear values", () => {
    const suite = suiteWith({ allocation: "linear", expiration: { kind: "day" } });
    suite.hit(NOON, { fid: "f", v1: "a" });
    suite.hit(NOON + 20 * HOUR, { fid: "f", v1: "b" });
    expect(suite.hit(NOON + 21 * HOUR, { fid: "f", vid: "u", pageName: "p" }).row.lists).toEqual({ evar1: ["a", "b"] });
    expect(suite.hit(NOON + 25 * HOUR, { vid: "u", pageName: "p" }).row.lists).toEqual({ evar1: ["b"] });
  });

  test("also when the known visitor's first hit is older than the values the device passes on", () => {
    const suite = suiteWith({ allocation: "linear", expiration: { kind: "day" } });
    suite.hit(NOON, { fid: "f", v1: "a" });
    suite.hit(NOON + HOUR, { fid: "f", vid: "u", v1: "b", ts: (NOON - HOUR) / 1_000 });
    expect(suite.hit(NOON + HOUR, { vid: "u", pageName: "p" }).row.lists).toEqual({ evar1: ["a", "b"] });
    expect(suite.hit(NOON + 23.5 * HOUR, { vid: "u", pageName: "p" }).row.lists).toEqual({ evar1: ["a"] });
  });

  test("a value kept under another allocation is read in the form of the new one", () => {
    const suite = suiteWith({ allocation: "linear" });
    suite.hit(NOON, { v1: "a" });
    suite.hit(NOON, { v1: "b" });
    suite.change({ variables: { evar1: { allocation: "mostRecent" } } });
    expect(suite.hit(NOON, { pageName: "p" }).row.post["evar1"]).toBe("b");
    suite.change({ variables: { evar1: { allocation: "original" } } });
    expect(suite.hit(NOON, { pageName: "p" }).row.post["evar1"]).toBe("a");
  });
});

describe("list variables", () => {
  test("every value persists once with full credit, until the variable expires", () => {
    const suite = openFold({ variables: { list1: { expiration: { kind: "day" }, delimiter: "|" } } });
    expect(suite.hit(NOON, { pageName: "p", l1: "a|b|a" }).row).toMatchObject({ dims: { list1: "a\nb" }, lists: { list1: ["a", "b"] } });
    expect(suite.hit(NOON + HOUR, { pageName: "p", l1: "c|a" }).row.lists).toEqual({ list1: ["b", "c", "a"] });
    expect(suite.hit(NOON + 25 * HOUR, { pageName: "p" }).row.lists).toEqual({});
  });

  test("a value that is set again restarts its time, the others keep theirs", () => {
    const suite = openFold({ variables: { list1: { expiration: { kind: "day" } } } });
    suite.hit(NOON, { pageName: "p", l1: "a,b" });
    suite.hit(NOON + 20 * HOUR, { pageName: "p", l1: "a,c" });
    expect(suite.hit(NOON + 23 * HOUR, { pageName: "p" }).row.lists).toEqual({ list1: ["b", "a", "c"] });
    expect(suite.hit(NOON + 25 * HOUR, { pageName: "p" }).row.lists).toEqual({ list1: ["a", "c"] });
  });

  test("PE5 at most 250 values are active, the newest ones", () => {
    const suite = openFold();
    const values = (from: number) => Array.from({ length: 200 }, (_, i) => `value ${from + i}`);
    suite.hit(NOON, { pageName: "p", l2: values(0).join(",") });
    const { row } = suite.hit(NOON, { pageName: "p", l2: values(200).join(",") });
    expect(row.lists["list2"]).toEqual(Array.from({ length: 250 }, (_, i) => `value ${150 + i}`));
  });
});

describe("how the visitor came", () => {
  test("referrer and search are the most recent and end with the visit; the original referring domain stays", () => {
    const suite = openFold();
    suite.hit(NOON, { g: "https://shop.example/", r: "https://www.google.com/search?q=red+boots" });
    suite.hit(NOON + MINUTE, { g: "https://shop.example/a", r: "https://shop.example/" });
    const second = suite.hit(NOON + 2 * MINUTE, { g: "https://shop.example/b", r: "https://blog.example/post" });
    expect(second.row.post).toMatchObject({
      referringdomain: "blog.example",
      originalreferringdomain: "google.com",
      searchengine: "Google",
      searchkeyword: "red boots",
      marketingchannel: "Referral",
    });
    const next = suite.hit(NOON + DAY, { g: "https://shop.example/" });
    expect(next.row.post["referringdomain"]).toBeUndefined();
    expect(next.row.post["searchengine"]).toBeUndefined();
    expect(next.row.post).toMatchObject({ originalreferringdomain: "google.com", marketingchannel: "Referral", marketingchanneldetail: "blog.example" });
  });

  test("PE1 the tracking code persists like an eVar, for the visit by default", () => {
    const suite = openFold();
    suite.hit(NOON, { pageName: "p", v0: "spring_email" });
    expect(suite.hit(NOON + MINUTE, { pageName: "p" }).row.post).toMatchObject({
      campaign: "spring_email",
      marketingchannel: "Email",
      marketingchanneldetail: "spring_email",
    });
    const next = suite.hit(NOON + DAY, { pageName: "p" }).row;
    expect(next.post["campaign"]).toBeUndefined();
    expect(next.post["marketingchannel"]).toBe("Email");
  });

  test("CH4 the marketing channel is the last one within 30 days; Direct never replaces one that persists", () => {
    const suite = openFold();
    expect(suite.hit(NOON, { pageName: "p" }).row.post["marketingchannel"]).toBe("Direct");
    suite.hit(NOON + DAY, { pageName: "p", v0: "ppc-boots" });
    expect(suite.hit(NOON + 30 * DAY, { pageName: "p" }).row.post["marketingchannel"]).toBe("Paid Search");
    const after = suite.hit(NOON + 31 * DAY, { pageName: "p" }).row;
    expect(after.post["marketingchannel"]).toBe("Direct");
    expect(after.post["marketingchanneldetail"]).toBeUndefined();
  });
});

test("PE6 props, page and site section never persist", () => {
  const suite = openFold();
  suite.hit(NOON, { pageName: "p", c1: "a", ch: "shoes" });
  expect(suite.hit(NOON + SECOND, { pageName: "q" }).row).toMatchObject({ dims: { page: "q" }, post: { visitnumber: "1", marketingchannel: "Direct" } });
  expect(Object.keys(suite.hit(NOON + SECOND, { pageName: "q" }).row.post).toSorted()).toEqual(["marketingchannel", "visitnumber"]);
});
