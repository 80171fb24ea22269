import { deleteStore, putLegalEntity, putStore, putWorker } from "@rapport/contract/organisation";
import {
  addSchedule,
  deleteSchedule,
  getUnpublishedChanges,
  listDistributionRuns,
  listSchedules,
  pauseSchedule,
  putSchedule,
} from "@rapport/contract/publishing";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newBookShop, refused, testServer, type TestServer } from "../testing/index.ts";
import { distribute } from "./distribute.ts";
import { runDueSchedules } from "./schedules.ts";

const clock = testClock("2026-11-29T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

/** As the clock of this machine shows it, some hours from now. */
function inHours(hours: number): string {
  const at = new Date(clock.now().getTime() + hours * 3_600_000);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

test("R78 R80 case 56 a schedule runs its jobs when its time comes; a full run does not repeat, and none begins in the past", async () => {
  const shop = await newBookShop(server);
  const params = { legalEntity: shop.legalEntity };
  const { api } = server;
  await api(putLegalEntity, { params, body: { publishAtOnce: null } });
  const add = async (body: object) => await api(addSchedule, { params, body: { name: "Nightly", jobs: [1060], startsAt: inHours(1), ...body } as never });
  const wrong = async (body: object) =>
    await refused(api, addSchedule, { params, body: { name: "Wrong", jobs: [9999], startsAt: inHours(1), ...body } as never });
  expect(await wrong({ full: true, recurrence: "daily" })).toMatchObject({ code: "schedule.full_repeats" });
  expect(await wrong({ startsAt: inHours(-1) })).toMatchObject({ code: "schedule.past" });
  const { schedule } = await add({ recurrence: "daily" });
  await add({ name: "Once", jobs: [1010], full: true });
  await api(putWorker, { params: { ...params, operatorId: shop.operatorId }, body: { name: "Ann" } });
  const runs = async () => (await api(listDistributionRuns, { params, query: {} })).runs.map(({ jobs }) => jobs);
  await runDueSchedules(server.deps);
  expect(await runs()).toEqual([]);
  clock.advance(3_600_000);
  await runDueSchedules(server.deps);
  await runDueSchedules(server.deps);
  expect((await runs()).flat().toSorted((a, b) => a - b)).toEqual([1010, 1060]);
  await distribute(server.deps, shop.legalEntity);
  expect(await api(getUnpublishedChanges, { params })).toMatchObject({ total: 0 });
  const next = async () =>
    (await api(listSchedules, { params })).schedules.map(({ name, nextAt, refused: why }) => [
      name,
      nextAt === null ? null : Date.parse(nextAt) - clock.now().getTime(),
      why,
    ]);
  expect(await next()).toEqual([
    ["Nightly", 86_400_000, null],
    ["Once", null, null],
  ]);
  await api(pauseSchedule, { params: { ...params, schedule }, body: { paused: true } });
  clock.advance(3 * 86_400_000);
  await runDueSchedules(server.deps);
  expect(await runs()).toHaveLength(2);
  // What was missed does not run.
  await api(pauseSchedule, { params: { ...params, schedule }, body: { paused: false } });
  await runDueSchedules(server.deps);
  expect(await runs()).toHaveLength(2);
  expect((await next())[0]?.[1]).toBe(86_400_000);
  await api(deleteSchedule, { params: { ...params, schedule } });
  expect(await refused(api, deleteSchedule, { params: { ...params, schedule } })).toMatchObject({ code: "schedule.unknown" });
});

test("R78 OG2 a schedule is changed for the version that was seen; its time stays unless it changes, and no two have one name", async () => {
  const { legalEntity } = await newBookShop(server);
  const params = { legalEntity };
  const { api } = server;
  const { schedule, saved, nextAt } = await api(addSchedule, { params, body: { name: "Nightly", jobs: [1060], startsAt: inHours(1), recurrence: "daily" } });
  const put = { params: { ...params, schedule } };
  const changed = await api(putSchedule, { ...put, query: { version: saved.version }, body: { name: "Every night", jobs: [1090, 1060] } });
  expect(changed).toMatchObject({ name: "Every night", jobs: [1090, 1060], nextAt, saved: { version: 2 } });
  expect(await refused(api, putSchedule, { ...put, query: { version: 1 }, body: { name: "Old" } })).toMatchObject({ code: "saved.meanwhile" });
  // Without a change there is no new version.
  expect(await api(putSchedule, { ...put, body: { jobs: [1060, 1090] } })).toMatchObject({ saved: { version: 2 } });
  expect(await refused(api, addSchedule, { params, body: { name: "Every night", jobs: [1060], startsAt: inHours(1) } })).toMatchObject({
    code: "schedule.name_taken",
  });
  expect(await refused(api, putSchedule, { ...put, body: { startsAt: inHours(-30) } })).toMatchObject({ code: "schedule.past" });
  expect(await refused(api, putSchedule, { ...put, body: { full: true } })).toMatchObject({ code: "schedule.full_repeats" });
  expect(await refused(api, putSchedule, { ...put, body: { stores: ["nowhere"] as never } })).toMatchObject({ code: "store.unknown" });
  const later = await api(putSchedule, { ...put, body: { startsAt: inHours(5) } });
  expect(Date.parse(later.nextAt ?? "") - Date.parse(nextAt ?? "")).toBe(4 * 3_600_000);
  expect(await api(pauseSchedule, { ...put, body: { paused: true } })).toMatchObject({ paused: true, nextAt: null, saved: { version: 4 } });
});

test("R78 one that repeats does not become one that never runs, and a store that is gone does not stop a schedule from being paused", async () => {
  const { legalEntity } = await newBookShop(server);
  const params = { legalEntity };
  const { api } = server;
  const gone = { ...params, store: "S9" };
  await api(putStore, { params: gone, body: { name: "Ninth" } });
  const body = { name: "Nightly", jobs: [1060], startsAt: inHours(1), recurrence: "daily", stores: ["S9"] };
  const { schedule } = await api(addSchedule, { params, body: body as never });
  const put = { params: { ...params, schedule } };
  clock.advance(2 * 3_600_000);
  for (const once of [{ recurrence: "none" }, { recurrence: "none", full: true }] as const)
    expect(await refused(api, putSchedule, { ...put, body: once })).toMatchObject({ code: "schedule.past" });
  await api(deleteStore, { params: gone });
  expect(await api(pauseSchedule, { ...put, body: { paused: true } })).toMatchObject({ paused: true, stores: ["S9"] });
  expect(await api(putSchedule, { ...put, body: { name: "Every night" } })).toMatchObject({ name: "Every night" });
  expect(await refused(api, putSchedule, { ...put, body: { stores: ["S9", "S8"] as never } })).toMatchObject({ code: "store.unknown" });
  expect(await api(putSchedule, { ...put, body: { recurrence: "none", startsAt: inHours(3) } })).toMatchObject({ recurrence: "none" });
});
