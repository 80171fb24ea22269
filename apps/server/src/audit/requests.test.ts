import type { Rsid } from "@rapport/contract";
import { createDataSource } from "@rapport/contract/data-sources";
import { putStore } from "@rapport/contract/organisation";
import { getQuarantine, listReportSuites } from "@rapport/contract/report-suites";
import { runReport } from "@rapport/contract/reporting";
import { uniqueName } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newEntity, newSuite, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(async () => {
  await server.close();
});

const rowsOf = async (part: string) =>
  await server.deps.db
    .selectFrom("audit_log")
    .select(["actor_kind", "actor_id", "action", "subject_id", "legal_entity"])
    .where("subject_kind", "=", "address")
    .where("subject_id", "like", `%${part}%`)
    .orderBy("id")
    .execute();

test("S8 a change by a key or by a person at headquarters is audited with who made it; reading settings is not, reading rows of people is", async () => {
  const entity = await newEntity(server);
  const { rsid } = await newSuite(server);
  await server.api(listReportSuites);
  await server.api(getQuarantine, { params: { rsid } });
  await server.api(createDataSource, { params: { company: "house", rsid } });
  const { id } = await server.deps.db.selectFrom("api_key").select("id").where("hash", "=", server.hashOf(server.apiKey)).executeTakeFirstOrThrow();
  const byKey = { actor_kind: "apiKey", actor_id: id };
  const storeRow = { ...byKey, action: "putStore", legal_entity: entity.legalEntity, subject_id: `/api/legal-entities/${entity.legalEntity}/stores/S1` };
  expect(await rowsOf(`${entity.legalEntity}/stores`)).toEqual([storeRow]);
  const person = await server.addHqUser();
  const signedIn = await server.inject({ method: "POST", url: "/api/hq/session", payload: person });
  const asPerson = { cookie: String(signedIn.headers["set-cookie"]).split(";", 1)[0] ?? "", "sec-fetch-site": "same-origin" };
  const renamed = await server.inject({ method: "PATCH", url: `/api/report-suites/${rsid}`, headers: asPerson, payload: { name: "Another" } });
  const { id: userId } = await server.deps.db.selectFrom("hq_user").select("id").where("email", "=", person.email).executeTakeFirstOrThrow();
  expect(renamed.statusCode).toBe(200);
  expect(await rowsOf(rsid)).toEqual([
    { ...byKey, action: "getQuarantine", legal_entity: null, subject_id: `/api/report-suites/${rsid}/quarantine` },
    { ...byKey, action: "createDataSource", legal_entity: null, subject_id: `/api/house/datasources/account/${rsid}` },
    { actor_kind: "headquarters", actor_id: userId, action: "changeReportSuite", legal_entity: null, subject_id: `/api/report-suites/${rsid}` },
  ]);
});

test("S8 a report is audited, a refused one is not, and an unknown caller can do nothing", async () => {
  const company = uniqueName("company");
  const { rsid } = await newSuite(server);
  const body = { rsid: rsid as Rsid, metricContainer: { metrics: [{ id: "metrics/visits" }] } } as never;
  await server.api(runReport, { params: { company }, body }).catch(() => undefined);
  const asked = (await rowsOf(company)).length;
  expect(asked).toBe(1);
  const name = uniqueName("nobody");
  await expect(
    server.anonymous(putStore, { params: { legalEntity: name, store: "S1" }, body: { name: "x", customerAddressBooks: [], employeeAddressBooks: [] } }),
  ).rejects.toMatchObject({ kind: "signed_out" });
  expect(await rowsOf(name)).toEqual([]);
});
