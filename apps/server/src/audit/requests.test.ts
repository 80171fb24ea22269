import type { Rsid } from "@rapport/contract";
import { createDataSource } from "@rapport/contract/data-sources";
import { putStore } from "@rapport/contract/organisation";
import { getQuarantine, listReportSuites } from "@rapport/contract/report-suites";
import { runReport } from "@rapport/contract/reporting";
import { uniqueName } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, newEntity, newSuite, testServer, type TestServer } from "../testing/index.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false });
});
afterAll(async () => {
  await server.close();
});

const rowsOf = async (part: string) =>
  await auditLog(server.deps.db)
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

test("S8 a report is audited, one that the caller may not run is not, and an unknown caller can do nothing", async () => {
  const company = uniqueName("company");
  const { rsid } = await newSuite(server);
  const whole = [{ type: "dateRange" as const, dateRange: "2026-03-01T00:00:00.000/2026-03-02T00:00:00.000" }];
  const report = { params: { company }, body: { rsid: rsid as Rsid, globalFilters: whole, metricContainer: { metrics: [{ id: "metrics/visits" }] } } };
  await expect((await server.withKey(["customer.manage"]))(runReport, report)).rejects.toMatchObject({ kind: "forbidden" });
  expect(await rowsOf(company)).toEqual([]);
  expect((await server.api(runReport, report)).summaryData.totals).toEqual([0]);
  expect((await rowsOf(company)).map(({ action }) => action)).toEqual(["runReport"]);
  const name = uniqueName("nobody");
  await expect(
    server.anonymous(putStore, { params: { legalEntity: name, store: "S1" }, body: { name: "x", customerAddressBooks: [], employeeAddressBooks: [] } }),
  ).rejects.toMatchObject({ kind: "signed_out" });
  expect(await rowsOf(name)).toEqual([]);
});
