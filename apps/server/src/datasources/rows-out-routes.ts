import {
  applyIdRule,
  countRowsOfDays,
  getIdRule,
  getMatchRate,
  listRejectedRows,
  listSourceActivity,
  listSourceFiles,
  listUnlinkedIds,
  mendRows as mendRowsEndpoint,
  setMatchAlert,
  takeBackIdRule,
  takeBackRow,
  takeBackRowsOfDays,
  tryIdRule,
  tryMendedRows,
} from "@rapport/contract/data-sources";
import type { Deps } from "../deps.ts";
import { reachOf, route, whileCallerWaits, type App } from "../http/index.ts";
import { askForIdRule, countIdRule, readIdRule, takeIdRuleBack } from "./ids/id-rules.ts";
import { readActivity, readFileLog } from "./file-log/read-file-log.ts";
import { readUnlinked } from "./ids/read-unlinked.ts";
import { changeMatchAlert, readMatchRate } from "./matching/match-rate.ts";
import { mendRows } from "./mending/mend-rows.ts";
import { readRowsToMend } from "./mending/rejected-rows.ts";
import { tryRows } from "./mending/try-rows.ts";
import { auditReceipt, uploadInReach } from "./receipt/receipt.ts";
import { countOfDays, takeBackLine, takeBackOfDays } from "./undo/take-back-rows.ts";

/** What is asked and changed about rows after their file was loaded. */
export function registerRowsOut(app: App, deps: Deps): void {
  route(app, listSourceFiles, ({ params, query, http }) => readFileLog(whileCallerWaits(deps, { http }), { ...params, query }));
  route(app, listSourceActivity, ({ params, query, http }) => readActivity(whileCallerWaits(deps, { http }), { ...params, query }));
  route(app, listUnlinkedIds, ({ params, query, actor, http }) => readUnlinked(whileCallerWaits(deps, { http }), { ...params, ...query, actor }));
  route(app, getIdRule, ({ params }) => readIdRule(deps, params));
  route(app, tryIdRule, ({ params, body, http }) => countIdRule(whileCallerWaits(deps, { http }), { ...params, ...body }));
  route(app, applyIdRule, ({ params, body }) => askForIdRule(deps, { ...params, ...body }));
  route(app, takeBackIdRule, ({ params }) => takeIdRuleBack(deps, params));
  route(app, getMatchRate, ({ params, query, http }) => readMatchRate(whileCallerWaits(deps, { http }), { ...params, ...query }));
  route(app, setMatchAlert, ({ params, body }) => changeMatchAlert(deps, { ...params, ...body }));
  route(app, countRowsOfDays, ({ params, body, http }) => countOfDays(whileCallerWaits(deps, { http }), { ...params, ...body }));
  route(app, takeBackRowsOfDays, ({ params, body }) => takeBackOfDays(deps, { ...params, ...body }));
  route(app, takeBackRow, async ({ params, actor }) => {
    await uploadInReach(deps, { jobId: params.jobId, reach: reachOf(actor, takeBackRow.permission) });
    return await auditReceipt(deps, { receipt: await takeBackLine(deps, params), actor });
  });
  route(app, listRejectedRows, async ({ params, query, actor, http }) => {
    await uploadInReach(deps, { jobId: params.jobId, reach: reachOf(actor, listRejectedRows.permission) });
    return await readRowsToMend(whileCallerWaits(deps, { http }), { ...params, ...query, actor });
  });
  route(app, tryMendedRows, async ({ params, body, actor, http }) => {
    await uploadInReach(deps, { jobId: params.jobId, reach: reachOf(actor, tryMendedRows.permission) });
    return await tryRows(deps, { ...params, ...body, actor, http });
  });
  route(app, mendRowsEndpoint, async ({ params, body, actor }) => {
    await uploadInReach(deps, { jobId: params.jobId, reach: reachOf(actor, mendRowsEndpoint.permission) });
    return await mendRows(deps, { ...params, ...body, by: actor.kind });
  });
}
