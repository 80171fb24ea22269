import { listLegalEntities, putLegalEntity } from "@rapport/contract/organisation";
import { uniqueName } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { newSuite, refused, testServer } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api } = server;
afterAll(async () => await server.close());

const company = () => ({ params: { legalEntity: uniqueName("").slice(1).toUpperCase() } });

test("C17 a second company with the same report suite is refused, unless it says that account numbers are common", async () => {
  const { rsid } = await newSuite(server);
  const [first, second, third] = [company(), company(), company()];
  await api(putLegalEntity, { ...first, body: { name: "First", currency: "EUR", rsid } });
  const taken = { kind: "conflict", code: "report_suite.shared", params: { rsid, legalEntity: first.params.legalEntity } };
  expect(await refused(api, putLegalEntity, { ...second, body: { name: "Second", currency: "EUR", rsid } })).toMatchObject(taken);
  await api(putLegalEntity, { ...second, body: { name: "Second", currency: "EUR" } });
  expect(await refused(api, putLegalEntity, { ...second, body: { rsid } })).toMatchObject(taken);
  expect(await api(putLegalEntity, { ...second, body: { rsid, commonAccountNumbers: true } })).toMatchObject({ rsid, commonAccountNumbers: true });
  // A field that is not named stays. Setting it to false is refused while both have the suite.
  expect(await api(putLegalEntity, { ...second, body: { name: "Renamed" } })).toMatchObject({ rsid, commonAccountNumbers: true });
  expect(await refused(api, putLegalEntity, { ...second, body: { commonAccountNumbers: false } })).toMatchObject(taken);
  await api(putLegalEntity, { ...second, body: { rsid: null, commonAccountNumbers: null } });
  expect(await refused(api, putLegalEntity, { ...third, body: { name: "Third", currency: "EUR", rsid } })).toMatchObject(taken);
  expect(await api(putLegalEntity, { ...first, body: { rsid } })).toMatchObject({ rsid });
});

test("C17 when two companies name one report suite at the same time, one is refused", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { rsid } = await newSuite(server);
    const both = [company(), company()];
    const answers = await Promise.allSettled(both.map(async (one) => await api(putLegalEntity, { ...one, body: { name: "One", currency: "EUR", rsid } })));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { legalEntities } = await api(listLegalEntities);
    expect(legalEntities.filter((entity) => entity.rsid === rsid)).toHaveLength(1);
  }
});
