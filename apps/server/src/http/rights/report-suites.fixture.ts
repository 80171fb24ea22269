import * as suites from "@rapport/contract/report-suites";
import { fresh } from "./fresh.fixture.ts";
import { WHOLE_HOUSE } from "./reasons.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const suite = { name: "Suite", timeZone: "Europe/Amsterdam", currency: "EUR" };
const oneSuite = ({ rsid }: Tenant) => ({ params: { rsid } });

export const reportSuiteRights: readonly Right[] = [
  right(suites.createReportSuite, { customers: "none", request: () => ({ body: { ...suite, rsid: fresh("suite") } }), otherTenant: WHOLE_HOUSE }),
  right(suites.listReportSuites, { customers: "none", request: () => ({}), shows: true, otherTenant: WHOLE_HOUSE }),
  right(suites.getReportSuite, { customers: "none", request: oneSuite, shows: true, otherTenant: { request: (_, other) => oneSuite(other), answer: "own" } }),
  right(suites.changeReportSuite, {
    customers: "none",
    request: (home) => ({ ...oneSuite(home), body: { name: `Suite ${home.mark}` } }),
    shows: true,
    otherTenant: { request: (_, other) => ({ ...oneSuite(other), body: { name: "Another name" } }), answer: "own" },
  }),
  right(suites.getCurrencyRates, { customers: "none", request: oneSuite, otherTenant: { request: (_, other) => oneSuite(other), answer: "own" } }),
  right(suites.putCurrencyRates, {
    customers: "none",
    request: (home) => ({ ...oneSuite(home), body: { rates: [{ day: "2026-03-01", from: "SEK", rate: "0.0912" }] } }),
    otherTenant: { request: (_, other) => ({ ...oneSuite(other), body: { rates: [{ day: "2026-03-01", from: "SEK", rate: "0.0913" }] } }), answer: "own" },
  }),
  right(suites.getProcessing, { customers: "none", request: oneSuite, otherTenant: { request: (_, other) => oneSuite(other), answer: "own" } }),
  right(suites.getQuarantine, { customers: "named", request: oneSuite, otherTenant: { request: (_, other) => oneSuite(other), answer: "own" } }),
  right(suites.getTransaction, {
    customers: "named",
    request: ({ rsid, transactionId }) => ({ params: { rsid, transactionId } }),
    shows: true,
    otherTenant: { request: ({ transactionId }, { rsid }) => ({ params: { rsid, transactionId } }), answer: "own" },
  }),
];
