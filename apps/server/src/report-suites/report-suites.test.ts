import { Refusal, type Rsid } from "@rapport/contract";
import { placeOf } from "@rapport/contract/refusals";
import { changeReportSuite, createReportSuite, getReportSuite, listReportSuites } from "@rapport/contract/report-suites";
import { testClock, uniqueName } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { currentSettings, loadSettingsHistory } from "./index.ts";

const clock = testClock("2026-11-22T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

const change = async (rsid: Rsid, body: object) => await server.api(changeReportSuite, { params: { rsid }, body });

test("DEC1 DEC2 T1 X1 a new suite has its write key and defaults: storage off, 90 days, late linking", async () => {
  const rsid = uniqueName("suite");
  const suite = await server.api(createReportSuite, { body: { rsid, name: "Shop", timeZone: "Europe/Amsterdam", currency: "EUR" } });
  expect(suite).toEqual({
    rsid,
    name: "Shop",
    timeZone: "Europe/Amsterdam",
    currency: "EUR",
    transactionIdStorage: false,
    transactionIdWindowDays: 90,
    lateLinking: true,
    signIn: true,
    purchaseIdBytes: 100,
    dropReloadedPurchases: true,
    reorderWindowMs: 1_000,
    storeVariable: null,
    receiptVariable: null,
    variables: {},
    writeKey: expect.stringMatching(/^[\w-]{32}$/) as string,
    createdAt: clock.now().toISOString(),
    transactionIdStorageSince: null,
  });
  expect(await server.api(getReportSuite, { params: { rsid } })).toEqual(suite);
  expect((await server.api(listReportSuites)).reportSuites).toContainEqual(suite);
});

test("a second suite with the same id is refused", async () => {
  const { rsid } = await newSuite(server);
  await expect(newSuite(server, { rsid })).rejects.toMatchObject({ kind: "conflict", code: "report_suite.exists" });
});

test("variables are merged by variable and by key, other named settings are replaced, and the rest stays", async () => {
  const { rsid } = await newSuite(server, { variables: { evar1: { name: "Campaign type", allocation: "original" }, prop1: { name: "Page type" } } });
  const changed = await change(rsid, {
    transactionIdWindowDays: 30,
    variables: { evar1: { expiration: { kind: "days", days: 7 } }, evar3: { from: "properties.coupon" } },
  });
  expect(changed).toMatchObject({ name: "Test suite", transactionIdWindowDays: 30 });
  expect(changed.variables).toEqual({
    evar1: { name: "Campaign type", allocation: "original", expiration: { kind: "days", days: 7 } },
    evar3: { from: "properties.coupon" },
    prop1: { name: "Page type" },
  });
});

test("a change holds from its moment on: earlier hits keep the settings they came under", async () => {
  const { rsid } = await newSuite(server, { transactionIdWindowDays: 90 });
  const created = clock.now().getTime();
  clock.advance(60_000);
  await change(rsid, { transactionIdWindowDays: 30 });
  clock.advance(60_000);
  await change(rsid, { transactionIdWindowDays: 60, lateLinking: false });
  const history = await loadSettingsHistory(server.deps, [rsid]);
  const days = [-1, 0, 59_999, 60_000, 119_999, 120_000, 999_999].map((ms) => history.at(rsid, created + ms).settings.transactionIdWindowDays);
  expect(days).toEqual([90, 90, 90, 30, 30, 60, 60]);
  expect((await currentSettings(server.deps, rsid))?.lateLinking).toBe(false);
});

test("a write that changes nothing makes no version", async () => {
  const { rsid, name } = await newSuite(server, { variables: { evar1: { name: "A" } } });
  await change(rsid, { name, variables: { evar1: { name: "A" } } });
  await change(rsid, {});
  expect((await loadSettingsHistory(server.deps, [rsid])).at(rsid, Number.MAX_SAFE_INTEGER).version).toBe(1);
});

test("two simultaneous changes are both kept", async () => {
  const { rsid } = await newSuite(server);
  await Promise.all(Array.from({ length: 8 }, (_, n) => change(rsid, { variables: { [`evar${n + 1}`]: { name: `Variable ${n + 1}` } } })));
  expect(Object.keys((await server.api(getReportSuite, { params: { rsid } })).variables)).toHaveLength(8);
});

test("C1 a setting of a variable, or all of them, can be taken away; what is not named stays", async () => {
  const { rsid } = await newSuite(server, {
    variables: { evar1: { name: "Coupon", allocation: "linear", from: "properties.coupon" }, evar2: { name: "Two" } },
  });
  const changed = await change(rsid, { variables: { evar1: { allocation: null, expiration: { kind: "visit" } } } });
  expect(changed.variables).toEqual({ evar1: { name: "Coupon", from: "properties.coupon", expiration: { kind: "visit" } }, evar2: { name: "Two" } });
  expect((await change(rsid, { variables: { evar1: null, evar3: null } })).variables).toEqual({ evar2: { name: "Two" } });
  expect((await server.api(getReportSuite, { params: { rsid } })).variables).toEqual({ evar2: { name: "Two" } });
});

test("T6 the storage switch knows since when it is on", async () => {
  const { rsid } = await newSuite(server, { transactionIdStorage: false });
  clock.advance(1000);
  const on = await change(rsid, { transactionIdStorage: true });
  expect(on.transactionIdStorageSince).toBe(clock.now().toISOString());
  clock.advance(1000);
  expect((await change(rsid, { name: "Renamed" })).transactionIdStorageSince).toBe(on.transactionIdStorageSince);
  expect((await change(rsid, { transactionIdStorage: false })).transactionIdStorageSince).toBeNull();
});

test.each([
  ["X1 a window of 763 days", { transactionIdWindowDays: 763 }, "transactionIdWindowDays", "value.large"],
  ["an unknown setting", { storage: true }, "", "value.unknown_keys"],
  ["an unknown variable", { variables: { evar251: {} } }, "variables.evar251", "form.variable"],
  ["an allocation of a prop", { variables: { prop1: { allocation: "linear" } } }, "variables.prop1.allocation", "variable.allocation_misplaced"],
  ["a delimiter of an eVar", { variables: { evar1: { delimiter: "|" } } }, "variables.evar1.delimiter", "variable.delimiter_misplaced"],
  ["a delimiter of a prop", { variables: { prop1: { delimiter: "|" } } }, "variables.prop1.delimiter", "variable.delimiter_misplaced"],
  ["an original value of a list", { variables: { list1: { allocation: "original" } } }, "variables.list1.allocation", "variable.list_original"],
  ["an expiration of an event", { variables: { event1: { expiration: { kind: "visit" } } } }, "variables.event1.expiration", "variable.allocation_misplaced"],
  ["an event type of an eVar", { variables: { evar1: { eventType: "numeric" } } }, "variables.evar1.eventType", "variable.event_type_misplaced"],
  ["an expiration without its days", { variables: { evar1: { expiration: { kind: "days" } } } }, "variables.evar1.expiration.days", "value.missing"],
])("%s is refused and says where", async (_, body, at, wrong) => {
  const { rsid } = await newSuite(server);
  const refusal = await change(rsid, body).catch((error: unknown) => error);
  if (!(refusal instanceof Refusal)) throw refusal;
  expect([refusal.kind, ...refusal.faults.map((fault) => [placeOf(fault.path), fault.wrong.code])]).toEqual(["invalid", [at, wrong]]);
});

test("settings without an effect that an earlier version stored are left out, and do not prevent a change", async () => {
  const { rsid } = await newSuite(server, { variables: { prop1: { name: "Sizes" }, list1: { name: "Colours" } } });
  const stored = { prop1: { name: "Sizes", delimiter: "|" }, list1: { name: "Colours", allocation: "original" } };
  await server.deps.db
    .updateTable("report_suite_settings")
    .set({
      settings: JSON.stringify({ name: "Old", timeZone: "UTC", currency: "EUR", transactionIdStorage: true, transactionIdWindowDays: 90, variables: stored }),
    })
    .where("rsid", "=", rsid)
    .execute();
  expect((await server.api(getReportSuite, { params: { rsid } })).variables).toEqual({ prop1: { name: "Sizes" }, list1: { name: "Colours" } });
  expect((await change(rsid, { variables: { prop1: { name: "Size" } } })).variables).toEqual({ prop1: { name: "Size" }, list1: { name: "Colours" } });
});

test("an unknown suite is not found", async () => {
  await expect(change("nobody" as Rsid, { name: "X" })).rejects.toMatchObject({ kind: "not_found" });
});
