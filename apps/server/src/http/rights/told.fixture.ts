import { sideOf } from "@rapport/contract";
import { sql } from "kysely";
import type { TestServer } from "../../testing/index.ts";
import type { Request, Right } from "./right.fixture.ts";

/** Nothing is made of a file before all of it came, which has its entry (FU21). */
const BEFORE_A_FILE: ReadonlySet<string> = new Set(["beginResumableUpload", "cancelResumableUpload"]);

/** Changes at headquarters: an entry says what changed from what to what (AU7). */
export function isTold({ endpoint }: Right): boolean {
  return (
    !BEFORE_A_FILE.has(endpoint.name) &&
    endpoint.method !== "GET" &&
    endpoint.errors === "problem" &&
    ["headquarters", "person"].includes(sideOf(endpoint.permission))
  );
}

/** Calls whose entries say nothing of fields, by the reason. Every other one has to say what it changed. */
const SAYS_NO_FIELDS: Readonly<Record<string, readonly string[]>> = {
  "changes nothing": [
    "countRowsOfDays",
    "dryRunFile",
    "explainRow",
    "findAlikeCustomers",
    "findCustomers",
    "listRowsBehind",
    "previewLeave",
    "previewMapping",
    "runReport",
    "runReportRanked",
    "tryIdRule",
    "tryMendedRows",
    "validateCalculatedMetric",
    "validateSegment",
  ],
  "stores a file; what its rows change is told by entries of its parts": [
    "applyClientBookImport",
    "applyCustomerImport",
    "applyDistributionImport",
    "applyFeatureImport",
    "applyLegalEntityImport",
    "applyListImport",
    "createJob",
    "mendRows",
    "replaceUpload",
    "startClientBookImport",
    "startCustomerImport",
    "startDistributionImport",
    "startFeatureImport",
    "startLegalEntityImport",
    "startListImport",
    "stopClientBookImport",
    "stopCustomerImport",
    "stopDistributionImport",
    "stopFeatureImport",
    "stopLegalEntityImport",
    "stopListImport",
    "undoUpload",
  ],
  "a secret or a session; its name says what was done": [
    "changeOwnPassword",
    "confirmSecondFactor",
    "deactivateRegister",
    "endOwnSession",
    "endSignInWait",
    "makePasswordLink",
    "makeRegisterCode",
    "removeSecondFactor",
    "startSecondFactor",
  ],
  "sends what is there already; the log of deliveries says so": ["sendDeliveryAgain", "testWebhook"],
  "brings to stores what is there already": ["cancelSession", "refreshActivityTypes", "rerunSession", "rollBackStore", "startDistribution"],
  "the request of this test finds it done already, or finds no clients; tests of the audit log and of client books try others": [
    "changeReportSuite",
    "enableAllFeatures",
    "leaveClients",
    "putAccessSettings",
    "putDistributionSettings",
    "putFeatureComment",
    "removeClientBookEntries",
    "undoLeave",
  ],
};

/** What is missing in the log about a call, one line each. */
export async function untold(server: TestServer, { row: { endpoint }, asked, after }: { row: Right; asked: Request; after: number }): Promise<string[]> {
  const { db } = server.deps;
  const { rows } = await sql<{ changes: string | null; kind: string }>`
    select s.changes, s.kind from audit_subject s join audit_entry e on e.id = s.entry where e.id > ${after}`.execute(db);
  const isSaid = rows.some(({ changes, kind }) => changes !== null && kind !== "session");
  const isExcused = Object.values(SAYS_NO_FIELDS).some((names) => names.includes(endpoint.name));
  const log = JSON.stringify(rows);
  return [
    ...(rows.length === 0 ? [`${endpoint.name} has no entry`] : []),
    ...(!isSaid && !isExcused ? [`${endpoint.name} does not say what it changed`] : []),
    ...secretsOf(asked.body).flatMap(({ name, value }) => (log.includes(value) ? [`${endpoint.name} puts ${name} into the log`] : [])),
  ];
}

const SECRET = /password|secret|token|^current$|^code$|recovery/i;

/** The values of a body that nobody may read in a log: whatever stands under such a name, at any depth. */
export function secretsOf(body: unknown, name = ""): { name: string; value: string }[] {
  if (typeof body === "string") return SECRET.test(name) && body.length > 3 ? [{ name, value: body }] : [];
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => secretsOf(value, Array.isArray(body) ? name : key));
}
