import {
  applyIdRule,
  countRowsOfDays,
  getIdRule,
  getMatchRate,
  listSourceActivity,
  listSourceFiles,
  listUnlinkedIds,
  setMatchAlert,
  takeBackIdRule,
  takeBackRow,
  takeBackRowsOfDays,
  tryIdRule,
} from "@rapport/contract/data-sources";
import type { Deps } from "../deps.ts";
import { reachOf, route, whileCallerWaits, type App } from "../http/index.ts";
import { askForIdRule, countIdRule, readIdRule, takeIdRuleBack } from "./ids/id-rules.ts";
import { readActivity, readFileLog } from "./file-log/read-file-log.ts";
import { readUnlinked } from "./ids/read-unlinked.ts";
import { changeMatchAlert, readMatchRate } from "./matching/match-rate.ts";
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
}
