import { describe, expect, test } from "vitest";
import { DAY_MS } from "../calendar/zone.ts";
import type { Expiry } from "../hits/suite-rules.ts";
import { joinRow, type Known, type LastHit, type RecordedTransaction, type Terms } from "./join.ts";
import type { KeptRow } from "./row.ts";

const NOW = Date.parse("2024-08-01T09:00:00Z");
const EXPIRIES: Readonly<Record<string, Expiry>> = {
  evar9: { kind: "never" },
  evar8: { kind: "never" },
  evar7: { kind: "hit" },
  evar6: { kind: "age", ms: 2 * DAY_MS },
  evar5: { kind: "event", metric: "event5" },
  evar4: { kind: "event", metric: "orders" },
  list2: { kind: "age", ms: 2 * DAY_MS },
};
const terms: Terms = { uploadedAt: NOW, windowDays: 90, expiryOf: (key) => EXPIRIES[key] ?? { kind: "visit" } };
const row = (set: Partial<KeptRow> = {}): KeptRow => ({
  at: NOW - DAY_MS,
  day: 0,
  dims: {},
  product: "",
  category: "",
  transactionId: "",
  visitorId: "",
  metrics: { event5: "5" },
  ...set,
});
const transaction = (set: Partial<RecordedTransaction> = {}): RecordedTransaction => ({
  visitorId: "fid:abc",
  hitAt: NOW - 10 * DAY_MS,
  processedAt: NOW - 10 * DAY_MS,
  expiresAt: NOW + 80 * DAY_MS,
  post: { evar1: "a" },
  lists: {},
  productCategory: "",
  productName: "",
  ...set,
});
const join = (set: Partial<KeptRow>, known: Known = {}) => joinRow(row(set), { known, terms });

describe("a row with a transaction id", () => {
  test("A2 J6 takes the frozen values, belongs to that visitor and has source 7", () => {
    expect(join({ transactionId: "T1" }, { transaction: transaction() })).toEqual({
      fate: "transaction",
      unlinkedReason: "",
      visitorId: "fid:abc",
      source: 7,
      key: "T1",
      transactionIds: ["T1"],
      isReturn: false,
      product: null,
      post: { evar1: "a" },
      lists: {},
    });
  });
  test("A4 A5 J1 keeps its own value where both have one", () => {
    expect(
      join({ transactionId: "1256", dims: { evar1: "yellow", evar3: "mountain" } }, { transaction: transaction({ post: { evar1: "blue", evar2: "water" } }) })
        .post,
    ).toEqual({ evar1: "yellow", evar2: "water", evar3: "mountain" });
  });
  test("J1 SN11 takes frozen lists unless it sets that variable itself", () => {
    const known = { transaction: transaction({ post: {}, lists: { evar2: ["x", "y"], list1: ["p"] } }) };
    expect(join({ transactionId: "T1" }, known)).toMatchObject({ lists: { evar2: ["x", "y"], list1: ["p"] } });
    expect(join({ transactionId: "T1", dims: { evar2: "z" } }, known)).toMatchObject({ post: { evar2: "z" }, lists: { list1: ["p"] } });
  });
  test("A14 J1 takes the frozen product and the frozen category, each when its own cell is blank", () => {
    const known = { transaction: transaction({ productName: "boots", productCategory: "shoes" }) };
    expect(join({ transactionId: "T1" }, known).product).toEqual({ name: "boots", category: "shoes" });
    expect(join({ transactionId: "T1", product: "boots" }, known).product).toEqual({ name: "boots", category: "shoes" });
    expect(join({ transactionId: "T1", product: "socks" }, known).product).toEqual({ name: "socks", category: "shoes" });
    expect(join({ transactionId: "T1", category: "winter" }, known).product).toEqual({ name: "boots", category: "winter" });
  });
  test("A1 A8 J3 FA2 is unlinked and keeps its own values when the id is unknown, expired or was seen while storage was off", () => {
    const own = { transactionId: "T1", dims: { evar5: "x" } };
    expect(join(own)).toMatchObject({ fate: "unlinked", unlinkedReason: "unknown", visitorId: "", source: 5, key: "T1", post: { evar5: "x" } });
    expect(join(own, { transaction: transaction({ expiresAt: NOW - 1 }) })).toMatchObject({
      fate: "unlinked",
      unlinkedReason: "expired",
      visitorId: "",
      post: { evar5: "x" },
    });
    expect(join(own, { seenWhileOff: true })).toMatchObject({ fate: "unlinked", unlinkedReason: "seen_while_storage_off" });
  });
  test("X3 is linked until the last millisecond of the window", () => {
    expect(join({ transactionId: "T1" }, { transaction: transaction({ expiresAt: NOW + 1 }) }).fate).toBe("transaction");
  });
  test("LL2 that waited is linked to a later hit inside its own window, not to one that is older than the window when processed", () => {
    const late = (set: Partial<RecordedTransaction>) => join({ transactionId: "T1" }, { transaction: transaction(set) }).fate;
    const hit = (hitAt: number, processedAt: number) => ({ hitAt, processedAt, expiresAt: hitAt + 90 * DAY_MS });
    expect(late(hit(NOW + 90 * DAY_MS, NOW + 90 * DAY_MS))).toBe("transaction");
    expect(late(hit(NOW + 90 * DAY_MS + 1, NOW + 90 * DAY_MS + 1))).toBe("unlinked");
    expect(late(hit(NOW - 89 * DAY_MS, NOW + DAY_MS))).toBe("transaction");
    expect(late(hit(NOW - 89 * DAY_MS, NOW + 2 * DAY_MS))).toBe("unlinked");
  });
  test("DEC16 RT1 RT2 is a return when orders, units or price are negative; without an id it is not", () => {
    expect(join({ transactionId: "T1", metrics: { revenue: "-40" } }).isReturn).toBe(true);
    expect(join({ transactionId: "T1", metrics: { units: "-1" } }).isReturn).toBe(true);
    expect(join({ transactionId: "T1", metrics: { event1: "-1" } }).isReturn).toBe(false);
    expect(join({ visitorId: "c1", metrics: { orders: "-1" } }).isReturn).toBe(true);
    expect(join({ metrics: { revenue: "-40" } }).isReturn).toBe(false);
  });
});

describe("a row with a visitor id", () => {
  const lastHit = {
    at: NOW - 5 * DAY_MS,
    visitStart: NOW - 5 * DAY_MS,
    post: { evar1: "ends", evar7: "gone", evar9: "stays" },
    lists: { evar8: ["p"], evar2: ["q"] },
    setAt: {},
    counted: [],
  };
  const visitor = { visitorId: "vid:c1", lastHit };
  test("DEC3 V5 belongs to the visitor and takes values that outlast a visit", () => {
    expect(join({ visitorId: "c1" }, { visitor })).toMatchObject({
      fate: "customer",
      visitorId: "vid:c1",
      source: 5,
      key: "c1",
      transactionIds: [],
      post: { evar9: "stays" },
      lists: { evar8: ["p"] },
    });
  });
  test("CR2 takes visit values too while that visit is open: 30 minutes quiet, 12 hours long", () => {
    const fill = (quiet: number, length: number) =>
      join({ visitorId: "c1", at: lastHit.at + quiet }, { visitor: { ...visitor, lastHit: { ...lastHit, visitStart: lastHit.at + quiet - length } } }).post;
    expect(fill(1_800_000, 2_000_000)).toEqual({ evar1: "ends", evar9: "stays" });
    expect(fill(1_800_001, 2_000_000)).toEqual({ evar9: "stays" });
    expect(fill(0, 43_200_001)).toEqual({ evar9: "stays" });
  });
  test("CR1 leaves blank what had ended by age at the row's own time, each of several values by its own age", () => {
    const at = NOW - DAY_MS;
    const aged = {
      ...lastHit,
      post: { evar6: "young", evar9: "stays" },
      lists: { list2: ["old", "young"] },
      setAt: { evar6: [at - 2 * DAY_MS + 1], list2: [at - 2 * DAY_MS, at - DAY_MS] },
    };
    const fill = (set: { setAt?: LastHit["setAt"] }, later = 0) =>
      join({ visitorId: "c1", at: at + later }, { visitor: { ...visitor, lastHit: { ...aged, ...set } } });
    expect(fill({})).toMatchObject({ post: { evar6: "young", evar9: "stays" }, lists: { list2: ["young"] } });
    expect(fill({}, 1).post).toEqual({ evar9: "stays" });
    expect(fill({}, DAY_MS)).toMatchObject({ post: { evar9: "stays" }, lists: {} });
    // Hits of an earlier version do not say when their values were set.
    expect(fill({ setAt: {} }, 300 * DAY_MS)).toMatchObject({ post: { evar6: "young" }, lists: { list2: ["old", "young"] } });
  });
  test("CR1 leaves blank what an event of the last hit before the row ended", () => {
    const ended = { ...lastHit, post: { evar4: "until the order", evar5: "until event 5", evar9: "stays" }, lists: {} };
    const fill = (...counted: string[]) => join({ visitorId: "c1" }, { visitor: { ...visitor, lastHit: { ...ended, counted } } }).post;
    expect(fill()).toEqual({ evar4: "until the order", evar5: "until event 5", evar9: "stays" });
    expect(fill("event5")).toEqual({ evar4: "until the order", evar9: "stays" });
    expect(fill("event6", "orders")).toEqual({ evar5: "until event 5", evar9: "stays" });
    expect(fill("orders", "event5")).toEqual({ evar9: "stays" });
  });
  test("CR2 before the visitor's first hit takes nothing, but is the visitor's", () => {
    expect(join({ visitorId: "c1" }, { visitor: { visitorId: "vid:c1" } })).toMatchObject({ fate: "customer", visitorId: "vid:c1", post: {}, lists: {} });
  });
  test("FA2 of an unknown visitor is unlinked", () => {
    expect(join({ visitorId: "c1" })).toMatchObject({ fate: "unlinked", unlinkedReason: "unknown_visitor", visitorId: "", key: "c1" });
  });
  test("FA3 and a transaction id is joined by the transaction id first", () => {
    const both = { transactionId: "T1", visitorId: "c1" };
    expect(join(both, { visitor, transaction: transaction() })).toMatchObject({ fate: "transaction", visitorId: "fid:abc", key: "T1" });
    expect(join(both, { visitor })).toMatchObject({ fate: "customer", visitorId: "vid:c1", key: "c1", transactionIds: ["T1"] });
    expect(join(both)).toMatchObject({ fate: "unlinked", unlinkedReason: "unknown_visitor", key: "c1", transactionIds: ["T1"] });
  });
});

test("A29 FA2 J1 a row without an id is a summary row; zip stays on the row", () => {
  expect(join({ dims: { campaign: "spring", zip: "1011" } })).toEqual({
    fate: "summary",
    unlinkedReason: "",
    visitorId: "",
    source: 5,
    key: "",
    transactionIds: [],
    isReturn: false,
    product: null,
    post: { campaign: "spring" },
    lists: {},
  });
});
