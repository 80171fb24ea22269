import { copyScreenLayout, deleteScreenLayout, getPosLayout, getScreenLayout, listScreenLayouts, putScreenLayout } from "@rapport/contract/layouts";
import { deleteLegalEntity, getRegister, getStore, getWorker, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { afterAll, expect, test } from "vitest";
import { newEntity, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

const button = (operation: number, place: { row?: number; column?: number; columnSpan?: number } = {}) => ({ operation, row: 1, column: 1, ...place });
const sizes = (...buttons: ReturnType<typeof button>[]) => [{ kind: "full" as const, width: 1024, height: 768, grids: [{ rows: 1, columns: 2, buttons }] }];
const name = { en: "Shop floor", nl: "Winkelvloer" };

async function shop() {
  const entity = await newEntity(server);
  const of = (code: string) => ({ params: { legalEntity: entity.legalEntity, code } });
  const put = async (code: string, body: object = { name, sizes: sizes(button(712)) }) => await api(putScreenLayout, { ...of(code), body });
  return { ...entity, of, put };
}

test("OG1 OG2 a layout is stored with what it leaves out, keeps what a write does not name, and two people who change it are told", async () => {
  const { of, put } = await shop();
  const first = await put("floor");
  expect(first).toMatchObject({ code: "floor", name, startScreen: "welcome", usedBy: { stores: 0, registers: 0, workers: 0 }, saved: { version: 1 } });
  expect(first.sizes[0]?.grids[0]?.buttons[0]).toEqual({
    operation: 712,
    text: null,
    tooltip: null,
    colour: "plain",
    icon: null,
    row: 1,
    column: 1,
    rowSpan: 1,
    columnSpan: 1,
  });
  expect(await put("floor")).toEqual(first);
  const renamed = await api(putScreenLayout, { ...of("floor"), query: { version: 1 }, body: { name: { en: "Floor" } } });
  expect(renamed).toMatchObject({ name: { en: "Floor", nl: "Winkelvloer" }, sizes: first.sizes, saved: { version: 2 } });
  expect(await refused(api, putScreenLayout, { ...of("floor"), query: { version: 1 }, body: { name: { en: "Mine" } } })).toMatchObject({
    kind: "conflict",
    code: "saved.meanwhile",
  });
  expect(await api(getScreenLayout, of("floor"))).toEqual(renamed);
});

test("case 43 LA2 a layout that cannot be drawn is refused whole, and every wrong button is named in words", async () => {
  const { of, put } = await shop();
  await put("floor");
  const grids = [
    { screen: "transaction" as const, rows: 1, columns: 1, buttons: [button(712)] },
    { rows: 1, columns: 2, buttons: [button(714), button(602), button(999, { column: 2 }), button(602, { column: 2, columnSpan: 2 })] },
  ];
  const refusal = await refused(api, putScreenLayout, { ...of("floor"), body: { sizes: [{ kind: "full", width: 1024, height: 768, grids }] } });
  expect([refusal.kind, refusal.code]).toEqual(["invalid", "screen_layout.wrong"]);
  expect(refusal.faults.map(({ at, code }) => [at.replace("sizes[0].", ""), code])).toEqual([
    ["grids[0].buttons[0]", "layout.operation_elsewhere"],
    ["grids[1].buttons[0]", "layout.operation_nowhere"],
    ["grids[1].buttons[1]", "layout.overlap"],
    ["grids[1].buttons[2]", "layout.operation_unknown"],
    ["grids[1].buttons[3]", "layout.outside"],
  ]);
  const wrongColour = { ...sizes()[0]!, grids: [{ rows: 1, columns: 1, buttons: [{ ...button(602), colour: "#ff0000" as never, icon: "rocket" as never }] }] };
  const badWords = await refused(api, putScreenLayout, { ...of("floor"), body: { sizes: [wrongColour] } });
  expect(badWords.faults.map(({ at, code }) => [at.split(".").at(-1), code])).toEqual([
    ["colour", "value.choice"],
    ["icon", "value.choice"],
  ]);
  expect(await api(getScreenLayout, of("floor"))).toMatchObject({ saved: { version: 1 } });
});

test("case 42 LA3 a worker has their own layout, else their register's, else their store's, from the next look on", async () => {
  const { legalEntity, store, register, operatorId, password, put } = await shop();
  for (const code of ["S", "R", "W"]) await put(code);
  const associate = await server.asWorker({ legalEntity, register, operatorId, password });
  const holds = async () => (await associate(getPosLayout)).layout;
  expect(await holds()).toBeNull();
  const params = { legalEntity };
  await api(putStore, { params: { ...params, store }, body: { screenLayout: "S" } });
  expect(await holds()).toMatchObject({ code: "S", assignedBy: "store", sizes: [{ grids: [{ buttons: [{ operation: 712 }] }] }] });
  await api(putRegister, { params: { ...params, register }, body: { screenLayout: "R" } });
  expect(await holds()).toMatchObject({ code: "R", assignedBy: "register" });
  await api(putWorker, { params: { ...params, operatorId }, body: { screenLayout: "W" } });
  expect(await holds()).toMatchObject({ code: "W", assignedBy: "worker" });
  expect([
    (await api(getStore, { params: { ...params, store } })).screenLayout,
    (await api(getRegister, { params: { ...params, register } })).screenLayout,
    (await api(getWorker, { params: { ...params, operatorId } })).screenLayout,
  ]).toEqual(["S", "R", "W"]);
  await api(putWorker, { params: { ...params, operatorId }, body: { screenLayout: null } });
  expect(await holds()).toMatchObject({ code: "R" });
});

test("OG3 LA6 a layout that somebody names is not deleted, and the refusal says who; one that is not there is not named", async () => {
  const { legalEntity, store, register, of, put } = await shop();
  await put("floor");
  await put("spare");
  const params = { legalEntity };
  await api(putStore, { params: { ...params, store }, body: { screenLayout: "floor" } });
  await api(putRegister, { params: { ...params, register }, body: { screenLayout: "floor" } });
  expect(await refused(api, deleteScreenLayout, of("floor"))).toMatchObject({
    kind: "conflict",
    code: "screen_layout.in_use",
    params: { stores: 1, registers: 1, workers: 0 },
  });
  expect((await api(listScreenLayouts, { params, query: { search: "shop FL" } })).screenLayouts.map(({ code, usedBy }) => [code, usedBy.stores])).toEqual([
    ["floor", 1],
    ["spare", 0],
  ]);
  await api(deleteScreenLayout, of("spare"));
  expect(await refused(api, deleteScreenLayout, of("spare"))).toMatchObject({ kind: "not_found", code: "screen_layout.missing" });
  expect(await refused(api, putRegister, { params: { ...params, register }, body: { screenLayout: "spare" } })).toMatchObject({
    code: "screen_layout.unknown",
  });
  expect(await refused(api, deleteLegalEntity, { params })).toMatchObject({ code: "thing.in_use", params: { screenLayouts: 1 } });
});

test("OG2 a layout is copied under a code that is free", async () => {
  const { of, put } = await shop();
  const { sizes: copied } = await put("floor");
  const copy = { code: "managers", name: { en: "Managers" } };
  expect(await api(copyScreenLayout, { ...of("floor"), body: copy })).toMatchObject({ ...copy, sizes: copied, saved: { version: 1 } });
  expect(await refused(api, copyScreenLayout, { ...of("floor"), body: copy })).toMatchObject({ kind: "conflict", code: "code.taken" });
  expect(await refused(api, copyScreenLayout, { ...of("nothing"), body: copy })).toMatchObject({ code: "screen_layout.missing" });
});
