import { applyIdRule, getIdRule, listUnlinkedIds, takeBackIdRule, tryIdRule } from "@rapport/contract/data-sources";
import type { Deps } from "../deps.ts";
import { route, whileCallerWaits, type App } from "../http/index.ts";
import { askForIdRule, countIdRule, readIdRule, takeIdRuleBack } from "./ids/id-rules.ts";
import { readUnlinked } from "./ids/read-unlinked.ts";

/** What is asked and changed about rows after their file was loaded. */
export function registerRowsOut(app: App, deps: Deps): void {
  route(app, listUnlinkedIds, ({ params, query, actor, http }) => readUnlinked(whileCallerWaits(deps, { http }), { ...params, ...query, actor }));
  route(app, getIdRule, ({ params }) => readIdRule(deps, params));
  route(app, tryIdRule, ({ params, body, http }) => countIdRule(whileCallerWaits(deps, { http }), { ...params, ...body }));
  route(app, applyIdRule, ({ params, body }) => askForIdRule(deps, { ...params, ...body }));
  route(app, takeBackIdRule, ({ params }) => takeIdRuleBack(deps, params));
}
