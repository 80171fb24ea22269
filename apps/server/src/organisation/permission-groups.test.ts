import { permissionsOfOperations } from "@rapport/contract";
import { deletePermissionGroup, getWorker, type Operation, putPermissionGroup, putWorker } from "@rapport/contract/organisation";
import { getPosSession } from "@rapport/contract/sessions";
import { afterAll, expect, test } from "vitest";
import { newEntity, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

/** A worker at a register, and the operations that the server and their session say they hold. */
async function worker() {
  const { legalEntity, register, operatorId, password } = await newEntity(server);
  const params = { legalEntity, operatorId };
  const associate = await server.asWorker({ legalEntity, register, operatorId, password });
  return {
    params,
    group: { legalEntity, code: "sellers" },
    async change(body: { operations?: Operation[]; withheld?: Operation[]; permissionGroup?: string | null }) {
      return await api(putWorker, { params, body });
    },
    async holds() {
      const { holds } = await api(getWorker, { params });
      const { permissions } = await associate(getPosSession);
      expect(new Set(permissions)).toEqual(new Set(permissionsOfOperations(holds)));
      return holds;
    },
  };
}

test("OG7 R49 a worker holds the operations of their group and their own, without those taken away, from the next request on", async () => {
  const { params, group, change, holds } = await worker();
  await api(putPermissionGroup, { params: group, body: { name: "Sellers", operations: [714, 712, 714] } });
  await change({ operations: [], permissionGroup: "sellers" });
  expect(await holds()).toEqual([712, 714]);
  await change({ operations: [713, 712] });
  expect(await holds()).toEqual([712, 713, 714]);
  await change({ withheld: [714] });
  expect(await holds()).toEqual([712, 713]);
  await api(putPermissionGroup, { params: group, body: { operations: [714, 715] } });
  expect(await holds()).toEqual([712, 713, 715]);
  // Out of use, the group gives nothing.
  await api(putPermissionGroup, { params: group, body: { active: false } });
  expect(await holds()).toEqual([712, 713]);
  await api(putPermissionGroup, { params: group, body: { active: true } });
  await change({ permissionGroup: null });
  expect(await holds()).toEqual([712, 713]);
  expect(await api(getWorker, { params })).toMatchObject({ permissionGroup: null, operations: [712, 713], withheld: [714] });
});

test("OG7 each operation follows the rule, whether the group gives it, the worker has it or it is taken away, with the group in use and out of use", async () => {
  const { group, change, holds } = await worker();
  const all: Operation[] = [712, 713, 714, 715, 716];
  const states = [true, false].flatMap((given) => (["group alone", "besides", "withheld"] as const).map((own) => ({ given, own })));
  for (const active of [true, false])
    for (const shift of states.keys()) {
      const of = new Map(all.map((operation, n) => [operation, states[(n + shift) % states.length]!]));
      const where = (is: (state: (typeof states)[number]) => boolean) => [...of].filter(([, state]) => is(state)).map(([operation]) => operation);
      await api(putPermissionGroup, { params: group, body: { name: "Mixed", operations: where(({ given }) => given), active } });
      await change({ permissionGroup: "sellers", operations: where(({ own }) => own === "besides"), withheld: where(({ own }) => own === "withheld") });
      expect([active, shift, await holds()]).toEqual([
        active,
        shift,
        where(({ given, own }) => own === "besides" || (own === "group alone" && given && active)),
      ]);
    }
});

test("a worker's group must belong to their legal entity, and no operation is both given and taken away", async () => {
  const { params } = await worker();
  const why = async (body: object) => await refused(api, putWorker, { params, body });
  expect((await why({ permissionGroup: "sellers" })).code).toBe("permission_group.unknown");
  expect(await why({ operations: [712, 713], withheld: [713] })).toMatchObject({ code: "worker.operations", params: { operations: [713] } });
});

test("OG3 a group with a worker in it is not deleted, and the refusal says how many", async () => {
  const { group, change } = await worker();
  await api(putPermissionGroup, { params: group, body: { name: "Sellers" } });
  await change({ permissionGroup: "sellers" });
  expect(await refused(api, deletePermissionGroup, { params: group })).toMatchObject({ code: "thing.in_use", params: { workers: 1 } });
  await change({ permissionGroup: null });
  await api(deletePermissionGroup, { params: group });
  expect(await refused(api, deletePermissionGroup, { params: group })).toMatchObject({ kind: "not_found", code: "permission_group.unknown" });
});
