import { getParameters, putParameters } from "@rapport/contract/clienteling";
import { listNumberSequences } from "@rapport/contract/organisation";
import { afterAll, expect, test } from "vitest";
import { newBookShop, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

test("OG1 OG2 parameters have a version, so that of two people who edit them the second is told", async () => {
  const { legalEntity } = await newBookShop(server);
  const params = { legalEntity };
  const { saved } = await api(getParameters, { params });
  const query = { version: saved.version };
  const first = await api(putParameters, { params, query, body: { measures: ["orders365"] } });
  expect(first.saved.version).toBe(saved.version + 1);
  expect(await refused(api, putParameters, { params, query, body: { activityTypeHours: 5 } })).toMatchObject({ code: "saved.meanwhile" });
  expect(await api(putParameters, { params, body: { measures: ["orders365"] } })).toMatchObject({ saved: first.saved });
});

test("parameters and the number sequence are one write: all of it is stored, or nothing", async () => {
  const { legalEntity } = await newBookShop(server);
  const params = { legalEntity };
  const sequence = async () => (await api(listNumberSequences, { params })).numberSequences[0];
  const body = { activityTypeHours: 5, numberSequence: { format: "KB-##", continuous: true, reserve: 4 } };
  expect(await api(putParameters, { params, body })).toMatchObject({ activityTypeHours: 5 });
  expect(await sequence()).toMatchObject({ reference: "clientBook", format: "KB-##", next: 1, continuous: true, reserve: 4 });
  const before = await api(getParameters, { params });
  const wrong = { ...body, activityTypeHours: 6, customerAttributeGroup: "nowhere", numberSequence: { format: "Z-#" } };
  expect(await refused(api, putParameters, { params, body: wrong })).toMatchObject({ code: "attribute_group.unknown" });
  expect(await sequence()).toMatchObject({ format: "KB-##" });
  expect(await api(getParameters, { params })).toEqual(before);
});
