import { describe, expect, test } from "vitest";
import { formatDecimal } from "../values/decimal.ts";
import { DAY, HOUR, MINUTE, NOON, openFold } from "./fold.fixture.ts";
import type { ProcessedHit } from "./process-hit.ts";

type Allocation = "mostRecent" | "original" | "linear";

/** The revenue of a hit by value of eVar 1, as reports credit it: shares for linear values, everything for a single value. */
function credit(row: ProcessedHit): Record<string, number> {
  const values = row.lists["evar1"] ?? [row.post["evar1"] ?? "Unspecified"];
  const credits: Record<string, number> = {};
  for (const value of values) credits[value] = (credits[value] ?? 0) + Number(formatDecimal(row.revenue)) / values.length;
  return credits;
}

function orderAfter(values: readonly string[], { allocation, price }: { allocation: Allocation; price: number }): ProcessedHit {
  const suite = openFold({ variables: { evar1: { allocation } } });
  values.forEach((value, index) => suite.hit(NOON + index * MINUTE, { pageName: "search", v1: value }));
  return suite.hit(NOON + values.length * MINUTE, { pageName: "thanks", events: "purchase", products: `;toy;1;${price}` }).row;
}

describe("Pet, Feline, Cat, Kitten, then an order of 100", () => {
  const values = ["Pet", "Feline", "Cat", "Kitten"];
  test("G1 original value: all to Pet", () => expect(credit(orderAfter(values, { allocation: "original", price: 100 }))).toEqual({ Pet: 100 }));
  test("G1 most recent: all to Kitten", () => expect(credit(orderAfter(values, { allocation: "mostRecent", price: 100 }))).toEqual({ Kitten: 100 }));
  test("G1 linear: 25 each", () =>
    expect(credit(orderAfter(values, { allocation: "linear", price: 100 }))).toEqual({ Pet: 25, Feline: 25, Cat: 25, Kitten: 25 }));
});

describe("searches shoes, then tennis shoes, then an order of 120", () => {
  const values = ["shoes", "tennis shoes"];
  test("G2 original value: 120 and 0", () => expect(credit(orderAfter(values, { allocation: "original", price: 120 }))).toEqual({ shoes: 120 }));
  test("G2 most recent: 0 and 120", () => expect(credit(orderAfter(values, { allocation: "mostRecent", price: 120 }))).toEqual({ "tennis shoes": 120 }));
  test("G2 linear: 60 each", () => expect(credit(orderAfter(values, { allocation: "linear", price: 120 }))).toEqual({ shoes: 60, "tennis shoes": 60 }));
});

test("G9 a search and five more pages are one instance and six occurrences; the order goes to the persisted value", () => {
  const suite = openFold();
  const rows = [suite.hit(NOON, { pageName: "search", v1: "goggles" }).row];
  for (let page = 1; page <= 4; page++) rows.push(suite.hit(NOON + page * MINUTE, { pageName: `page ${page}` }).row);
  rows.push(suite.hit(NOON + 5 * MINUTE, { pageName: "thanks", events: "purchase", products: ";goggles;1;38" }).row);
  expect(rows.filter((row) => row.dims["evar1"] === "goggles")).toHaveLength(1);
  expect(rows.filter((row) => row.post["evar1"] === "goggles")).toHaveLength(6);
  expect(rows.at(-1)).toMatchObject({ orders: 100_000_000n, post: { evar1: "goggles" } });
});

test("G10 with two searches and both products in one purchase, a plain eVar gives all 157 to the last search", () => {
  const suite = openFold();
  suite.hit(NOON, { pageName: "search", v1: "goggles" });
  suite.hit(NOON + MINUTE, { pageName: "cart", events: "scOpen,scAdd", products: ";goggles;1;38" });
  suite.hit(NOON + 2 * MINUTE, { pageName: "search", v1: "winter coat" });
  suite.hit(NOON + 3 * MINUTE, { pageName: "cart", events: "scAdd", products: ";jacket;1;119" });
  const { row } = suite.hit(NOON + 4 * MINUTE, { pageName: "thanks", events: "purchase", products: ";goggles;1;38,;jacket;1;119" });
  expect(credit(row)).toEqual({ "winter coat": 157 });
});

test("G10 EV4 a price is the total of its line: 5 socks at 4.50 are 5 units and 4.50", () => {
  const { row } = openFold().hit(NOON, { pageName: "thanks", events: "purchase", products: ";Socks;5;4.50" });
  expect({ units: row.units, revenue: row.revenue, orders: row.orders }).toEqual({ units: 500_000_000n, revenue: 450_000_000n, orders: 100_000_000n });
});

describe("cross-device: evar16 expires after a day, evar17 with the visit", () => {
  const suite = openFold({ signIn: false, variables: { evar16: { expiration: { kind: "day" } }, evar17: { expiration: { kind: "visit" } } } });
  const first = Date.UTC(2012, 1, 6);
  const second = Date.UTC(2012, 1, 7);
  const at = (day: number, hour: number, minute: number) => day + hour * HOUR + minute * MINUTE;
  const seen = (hit: { row: ProcessedHit }) => ({
    visitor: hit.row.visitor,
    visit: hit.row.visitNumber,
    hit: hit.row.hitNumber,
    evar16: hit.row.post["evar16"] ?? "",
    evar17: hit.row.post["evar17"] ?? "",
    instances: Object.keys(hit.row.dims).filter((key) => key.startsWith("evar")).length,
  });
  const one = { fid: "2588", pageName: "p" };
  const two = { fid: "5477", pageName: "p" };

  test("G16 V9 device 1: the first hit with u999 takes apple along, not car, and keeps the visit's number", () => {
    const rows = [
      suite.hit(at(first, 15, 33), one),
      suite.hit(at(first, 15, 38), { ...one, v16: "apple", v17: "car" }),
      suite.hit(at(first, 15, 39), { ...one, vid: "u999" }),
      suite.hit(at(first, 15, 42), { ...one, vid: "u999" }),
      suite.hit(at(first, 15, 42), { ...one, vid: "u999" }),
    ].map(seen);
    expect(rows).toEqual([
      { visitor: "fid:2588", visit: 1, hit: 1, evar16: "", evar17: "", instances: 0 },
      { visitor: "fid:2588", visit: 1, hit: 2, evar16: "apple", evar17: "car", instances: 2 },
      { visitor: "vid:u999", visit: 1, hit: 1, evar16: "apple", evar17: "", instances: 0 },
      { visitor: "vid:u999", visit: 1, hit: 2, evar16: "apple", evar17: "", instances: 0 },
      { visitor: "vid:u999", visit: 1, hit: 3, evar16: "apple", evar17: "", instances: 0 },
    ]);
  });

  test("G16 V9 device 2, the next day: u999 is known, nothing is copied, and apple has expired after its day", () => {
    const rows = [
      suite.hit(at(second, 15, 33), two),
      suite.hit(at(second, 15, 38), { ...two, v16: "pear", v17: "train" }),
      suite.hit(at(second, 15, 39), { ...two, vid: "u999" }),
      suite.hit(at(second, 15, 42), { ...two, vid: "u999" }),
      suite.hit(at(second, 15, 42), { ...two, vid: "u999" }),
    ].map(seen);
    expect(rows).toEqual([
      { visitor: "fid:5477", visit: 1, hit: 1, evar16: "", evar17: "", instances: 0 },
      { visitor: "fid:5477", visit: 1, hit: 2, evar16: "pear", evar17: "train", instances: 2 },
      { visitor: "vid:u999", visit: 2, hit: 1, evar16: "", evar17: "", instances: 0 },
      { visitor: "vid:u999", visit: 2, hit: 2, evar16: "", evar17: "", instances: 0 },
      { visitor: "vid:u999", visit: 2, hit: 3, evar16: "", evar17: "", instances: 0 },
    ]);
  });
});

test("G17 calls 1-8, 9-10, 11 and 12-13 are 4 visits of 3 visitors", () => {
  const suite = openFold();
  const cookie1 = { fid: "c1", pageName: "p" };
  const cookie2 = { fid: "c2", pageName: "p" };
  for (let visit = 1; visit <= 7; visit++) suite.hit(NOON + visit * DAY, cookie1);
  const start = NOON + 10 * DAY;
  const rows: ProcessedHit[] = [];
  for (let call = 1; call <= 8; call++) rows.push(suite.hit(start + call * MINUTE, cookie1).row);
  for (let call = 9; call <= 10; call++) rows.push(suite.hit(start + call * MINUTE, { ...cookie1, vid: "CID1" }).row);
  rows.push(suite.hit(start + 2 * HOUR, cookie2).row);
  for (let call = 12; call <= 13; call++) rows.push(suite.hit(start + 2 * HOUR + call * MINUTE, { ...cookie2, vid: "CID1" }).row);
  expect(rows.map((row) => [row.visitor, row.visitNumber, row.hitNumber])).toEqual([
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((page) => ["fid:c1", 8, page]),
    ["vid:CID1", 8, 1],
    ["vid:CID1", 8, 2],
    ["fid:c2", 1, 1],
    ["vid:CID1", 9, 1],
    ["vid:CID1", 9, 2],
  ]);
  expect(new Set(rows.map((row) => `${row.visitor} ${row.visitNumber} ${row.visitStart}`)).size).toBe(4);
  expect(new Set(rows.map((row) => row.visitor)).size).toBe(3);
});
