import {
  deleteAttribute,
  deleteAttributeType,
  getAttribute,
  getAttributeType,
  putAttribute,
  putAttributeGroup,
  putAttributeType,
  putParameters,
} from "@rapport/contract/clienteling";
import { putLegalEntity } from "@rapport/contract/organisation";
import { getDistributionRun, startDistribution } from "@rapport/contract/publishing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addCustomers, newBookShop, newEntity, refused, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ logLevel: "silent" });
});
afterAll(async () => await server.close());

const called = (en: string) => ({ en });
const sizes = { name: called("Size"), type: "integer" as const, lower: 30, upper: 60, unit: { en: "cm" } };

test("R28c attributes of a type have its list, bounds and unit; they are changed there, and not on the attribute", async () => {
  const { api } = server;
  const { legalEntity } = await newEntity(server);
  const of = (code: string) => ({ params: { legalEntity, code } });
  await api(putAttributeType, { ...of("size"), body: sizes });
  const ring = await api(putAttribute, { ...of("ring"), body: { name: called("Ring"), attributeType: "size", refinable: false } });
  expect(ring).toMatchObject({ attributeType: "size", type: "integer", lower: 30, upper: 60, unit: { en: "cm" } });
  // The same said again is no contradiction.
  await api(putAttribute, { ...of("ring"), body: { type: "integer", lower: 30, unit: { en: "cm", nl: null } } });
  expect(await refused(api, putAttribute, { ...of("ring"), body: { lower: 1, upper: 99 } })).toMatchObject({
    code: "attribute.wrong",
    faults: [
      { at: "lower", code: "attribute.of_type", params: { attributeType: "size" } },
      { at: "upper", code: "attribute.of_type" },
    ],
  });
  expect(await refused(api, putAttribute, { ...of("x"), body: { name: called("X"), attributeType: "nothing", refinable: false } })).toMatchObject({
    code: "attribute_type.unknown",
  });
  expect(await refused(api, deleteAttributeType, of("size"))).toMatchObject({ code: "attribute_type.in_use", params: { attributes: ["ring"] } });
  // Who leaves a type keeps what it said.
  expect(await api(putAttribute, { ...of("ring"), body: { attributeType: null } })).toMatchObject({ type: "integer", lower: 30, upper: 60 });
  expect(await api(putAttribute, { ...of("ring"), body: { lower: 1 } })).toMatchObject({ lower: 1 });
  await api(deleteAttributeType, of("size"));
  expect(await refused(api, getAttributeType, of("size"))).toMatchObject({ kind: "not_found", code: "attribute_type.missing" });
});

test("R28c OG2 of two administrators who change a type at the same moment the second is told; without a version both changes are kept, and each attribute has both", async () => {
  const { api } = server;
  const { legalEntity } = await newEntity(server);
  const of = (code: string) => ({ params: { legalEntity, code } });
  await api(putAttributeType, { ...of("size"), body: sizes });
  for (const code of ["ring", "neck"]) await api(putAttribute, { ...of(code), body: { name: called(code), attributeType: "size", refinable: false } });
  for (let version = 1; version <= 5; version += 1) {
    const bounds = [{ lower: 10 + version }, { upper: 70 + version }];
    const answers = await Promise.allSettled(bounds.map(async (body) => await api(putAttributeType, { ...of("size"), query: { version }, body })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(answers.flatMap((one) => (one.status === "rejected" ? [(one.reason as { code: string }).code] : []))).toEqual(["saved.meanwhile"]);
    const { lower, upper } = await api(getAttributeType, of("size"));
    for (const code of ["ring", "neck"]) expect(await api(getAttribute, of(code))).toMatchObject({ lower, upper });
  }
  await Promise.all([{ lower: 1 }, { upper: 99 }, { unit: { en: "mm" } }].map(async (body) => await api(putAttributeType, { ...of("size"), body })));
  for (const code of ["ring", "neck"]) expect(await api(getAttribute, of(code))).toMatchObject({ lower: 1, upper: 99, unit: { en: "mm" } });
});

test("R28c a change of a type changes every attribute of it, or none when one of them refuses", async () => {
  const { api } = server;
  const { legalEntity } = await newEntity(server);
  const of = (code: string) => ({ params: { legalEntity, code } });
  await api(putAttributeType, { ...of("size"), body: sizes });
  const body = { attributeType: "size", refinable: false };
  await api(putAttribute, { ...of("ring"), body: { name: called("Ring"), ...body } });
  await api(putAttribute, { ...of("neck"), body: { name: called("Neck"), default: 40, ...body } });
  expect(await api(putAttributeType, { ...of("size"), body: { upper: 70, unit: null } })).toMatchObject({ upper: 70, attributes: ["neck", "ring"] });
  for (const code of ["ring", "neck"]) {
    const attribute = await api(getAttribute, of(code));
    expect([attribute.upper, attribute.unit, attribute.saved.version]).toEqual([70, undefined, 2]);
  }
  // The default of one would not fit any more.
  expect(await refused(api, putAttributeType, { ...of("size"), body: { lower: 50 } })).toMatchObject({
    code: "attribute.wrong",
    params: { attribute: "neck" },
  });
  expect(await api(getAttribute, of("ring"))).toMatchObject({ lower: 30, saved: { version: 2 } });
  expect(await api(getAttributeType, of("size"))).toMatchObject({ lower: 30, saved: { version: 2 } });
  expect(await refused(api, putAttributeType, { ...of("size"), body: { lower: 90 } })).toMatchObject({
    code: "attribute_type.wrong",
    faults: [{ code: "attribute.bounds_order" }],
  });
  expect(await refused(api, putAttributeType, { ...of("size"), query: { version: 1 }, body: { upper: 80 } })).toMatchObject({ code: "saved.meanwhile" });
  // Without a change there is no new version.
  expect(await api(putAttributeType, { ...of("size"), body: { upper: 70 } })).toMatchObject({ saved: { version: 2 } });
});

test("R28c R30 the kind of a type stays once customers have values of an attribute that is of it", async () => {
  const { api } = server;
  const shop = await newBookShop(server);
  const of = (code: string) => ({ params: { legalEntity: shop.legalEntity, code } });
  await api(putAttributeType, { ...of("size"), body: sizes });
  await api(putAttribute, { ...of("ring"), body: { name: called("Ring"), attributeType: "size", refinable: false } });
  await addCustomers(server, shop, [{ accountNumber: "T-1", lastName: "Typed", attributes: { ring: 44 } }]);
  expect(await refused(api, putAttributeType, { ...of("size"), body: { type: "text" } })).toMatchObject({
    code: "attribute.type_in_use",
    params: { attribute: "ring" },
  });
});

test("R30 PB6 the type of an attribute stays while a store shows it, because associates may give values at any moment", async () => {
  const { api } = server;
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const of = (code: string) => ({ params: { legalEntity, code } });
  await api(putLegalEntity, { params: { legalEntity }, body: { publishAtOnce: null } });
  await api(putAttribute, { ...of("mood"), body: { name: called("Mood"), type: "text", refinable: false } });
  await api(putAttributeGroup, { ...of("moods"), body: { name: called("Moods"), members: [{ attribute: "mood", displayOrder: 1 }] } });
  await api(putParameters, { params: { legalEntity }, body: { customerAttributeGroup: "moods" } });
  // Nobody shows it yet.
  expect(await api(putAttribute, { ...of("mood"), body: { type: "integer" } })).toMatchObject({ type: "integer" });
  const { run } = await api(startDistribution, { params: { legalEntity }, body: {} });
  await expect.poll(async () => (await api(getDistributionRun, { params: { legalEntity, run } })).endedAt, { timeout: 20_000 }).not.toBeNull();
  expect(await refused(api, putAttribute, { ...of("mood"), body: { type: "text" } })).toMatchObject({
    code: "attribute.type_at_stores",
    params: { attribute: "mood", stores: 1 },
  });
  // Out of its group it is still shown, until that is published.
  await api(putAttributeGroup, { ...of("moods"), body: { members: [] } });
  expect(await refused(api, deleteAttribute, of("mood"))).toMatchObject({ code: "attribute.at_stores", params: { attribute: "mood", stores: 1 } });
  const next = await api(startDistribution, { params: { legalEntity }, body: {} });
  await expect.poll(async () => (await api(getDistributionRun, { params: { legalEntity, run: next.run } })).endedAt, { timeout: 20_000 }).not.toBeNull();
  await api(deleteAttribute, of("mood"));
});
