import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, NOON, openFold, SECOND } from "./fold.fixture.ts";

const LANDING = { fid: "f", pageName: "landing", v0: "spring_email" };
const KNOWN = { fid: "f", vid: "u", pageName: "checkout" };

describe("a person recognised in a visit of a device", () => {
  test("D3 SO1 takes along what was set in that visit, whatever ends it: the order has the campaign", () => {
    const suite = openFold();
    suite.hit(NOON, LANDING);
    const order = { ...KNOWN, events: "purchase", products: ";boot;1;50" };
    expect(suite.hit(NOON + MINUTE, order).row.post).toMatchObject({ campaign: "spring_email", marketingchannel: "Email" });
  });

  test("D3 SO1 does so when known already, by time, before Direct is decided", () => {
    const suite = openFold({ variables: { evar2: { allocation: "original", expiration: { kind: "never" } }, evar3: { allocation: "linear" } } });
    suite.hit(NOON - 40 * DAY, { vid: "u", pageName: "p", v2: "first" });
    suite.hit(NOON, { ...LANDING, v2: "second", v3: "x" });
    suite.hit(NOON + SECOND, { fid: "f", pageName: "shoes", v3: "y" });
    const { row } = suite.hit(NOON + MINUTE, { ...KNOWN, v3: "z" });
    expect(row.post).toMatchObject({ campaign: "spring_email", marketingchannel: "Email", evar2: "first" });
    expect(row.lists).toEqual({ evar3: ["x", "y", "z"] });
    expect(row).toMatchObject({ visitNumber: 2, hitNumber: 1 });
  });

  test("SO1 a value the person set later stays", () => {
    const suite = openFold();
    suite.hit(NOON, { fid: "f", pageName: "p", v1: "device" });
    suite.hit(NOON + MINUTE, { vid: "u", pageName: "p", v1: "person" });
    expect(suite.hit(NOON + 2 * MINUTE, KNOWN).row.post["evar1"]).toBe("person");
  });

  test("SO1 takes it once for each visit of the device, and only the first person does", () => {
    const suite = openFold();
    suite.hit(NOON - DAY, { vid: "w", pageName: "p" });
    suite.hit(NOON, LANDING);
    expect(suite.hit(NOON + MINUTE, KNOWN).row.post["campaign"]).toBe("spring_email");
    suite.hit(NOON + 2 * MINUTE, { fid: "f", pageName: "p", v0: "summer" });
    expect(suite.hit(NOON + 3 * MINUTE, KNOWN).row.post["campaign"]).toBe("spring_email");
    expect(suite.hit(NOON + 4 * MINUTE, { ...KNOWN, vid: "w" }).row.post["campaign"]).toBeUndefined();
    suite.hit(NOON + 5 * HOUR, { fid: "f", pageName: "p", v0: "autumn" });
    expect(suite.hit(NOON + 5 * HOUR + MINUTE, KNOWN).row.post["campaign"], "two people make a device shared").toBeUndefined();
  });

  test("SO1 takes nothing from an earlier visit of the device", () => {
    const suite = openFold();
    suite.hit(NOON - DAY, { vid: "u", pageName: "p" });
    suite.hit(NOON, { ...LANDING, v1: "a" });
    suite.hit(NOON + 2 * HOUR, { fid: "f", pageName: "p" });
    const { post } = suite.hit(NOON + 2 * HOUR + MINUTE, KNOWN).row;
    expect([post["campaign"], post["evar1"]]).toEqual([undefined, undefined]);
    suite.hit(NOON + DAY, LANDING);
    expect(suite.hit(NOON + DAY + 2 * HOUR, KNOWN).row.post["campaign"], "the visit is over").toBeUndefined();
  });

  test("SO1 takes nothing from a shared device", () => {
    const suite = openFold();
    suite.hit(NOON - DAY, { vid: "u", pageName: "p" });
    suite.hit(NOON - DAY, { ...KNOWN, vid: "somebody" });
    suite.hit(NOON, LANDING);
    expect(suite.hit(NOON + MINUTE, KNOWN).row.post["campaign"]).toBeUndefined();
  });

  test("SO2 takes nothing that ends with the visit when this is switched off", () => {
    const suite = openFold({ signIn: false });
    suite.hit(NOON, LANDING);
    expect(suite.hit(NOON + MINUTE, KNOWN).row.post).toMatchObject({ marketingchannel: "Email" });
    expect(suite.hit(NOON + 2 * MINUTE, KNOWN).row.post["campaign"]).toBeUndefined();
  });

  test("SO3 the device's own visit and values stay as they are", () => {
    const suite = openFold();
    suite.hit(NOON, LANDING);
    const before = suite.profiles.get("fid:f");
    suite.hit(NOON + MINUTE, KNOWN);
    expect(suite.profiles.get("fid:f")).toEqual({ ...before, handedOn: 1 });
  });
});
