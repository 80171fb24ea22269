import { changeReportSuite, createReportSuite, getReportSuite, getTransaction, listReportSuites } from "@rapport/contract/report-suites";
import { auditVisitors } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import { reachOf, route, whileCallerWaits, type App } from "../http/index.ts";
import { changeSuite } from "./change-suite.ts";
import { createSuite } from "./create-suite.ts";
import { readSuite, readSuites } from "./read-suites.ts";
import { readTransaction } from "./read-transaction.ts";

export function register(app: App, deps: Deps): void {
  route(app, createReportSuite, ({ body }) => createSuite(deps, body));
  route(app, listReportSuites, async ({ actor }) => ({ reportSuites: await readSuites(deps, reachOf(actor, listReportSuites.permission)) }));
  route(app, getReportSuite, ({ params }) => readSuite(deps, params.rsid));
  route(app, changeReportSuite, ({ params, body }) => changeSuite(deps, { rsid: params.rsid, change: body }));
  route(app, getTransaction, async ({ params, actor, http }) => {
    const transaction = await readTransaction(whileCallerWaits(deps, { http }), params);
    await auditVisitors(deps, { actor, rsid: params.rsid, visitors: new Set(transaction.visitor === null ? [] : [transaction.visitor]) });
    return transaction;
  });
}
