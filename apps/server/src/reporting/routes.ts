import {
  changeCalculatedMetric,
  changeSegment,
  createCalculatedMetric,
  createSegment,
  deleteCalculatedMetric,
  deleteSegment,
  getCalculatedMetric,
  getSegment,
  listCalculatedMetrics,
  listSegments,
  runReport as endpoint,
  validateCalculatedMetric,
  validateSegment,
} from "@rapport/contract/reporting";
import { unreachable } from "@rapport/contract";
import type { Deps } from "../deps.ts";
import { route, whileCallerWaits, type Actor, type App } from "../http/index.ts";
import * as metrics from "./metrics/metrics.ts";
import { runReport } from "./run.ts";
import { change, create, judge, listOf, readOne, remove } from "./segments/segments.ts";
import { createTurns } from "./turns.ts";

export function register(app: App, deps: Deps): void {
  registerSegments(app, deps);
  registerMetrics(app, deps);
  const turns = createTurns(deps.limits.reports);
  route(app, endpoint, ({ body, actor, http }) => {
    const asked = performance.now();
    return turns.run({ caller: callerOf(actor), signal: http.wanted }, () => {
      // How long the report waited for its turn, so that a slow answer can be explained.
      http.setHeader("server-timing", `turn;dur=${Math.round(performance.now() - asked)}`);
      return runReport(whileCallerWaits(deps, { http }), body);
    });
  });
}

function registerSegments(app: App, deps: Deps): void {
  route(app, listSegments, ({ query, actor }) => listOf(deps, { query, actor }));
  route(app, getSegment, ({ params, actor }) => readOne(deps, { id: params.segmentId, actor }));
  route(app, createSegment, ({ body, actor }) => create(deps, { body, actor }));
  route(app, changeSegment, ({ params, body, actor }) => change(deps, { id: params.segmentId, body, actor }));
  route(app, deleteSegment, ({ params, actor }) => remove(deps, { id: params.segmentId, actor }));
  route(app, validateSegment, ({ query, body, actor }) => judge(deps, { rsid: query.rsid, definition: body, actor }));
}

function registerMetrics(app: App, deps: Deps): void {
  route(app, listCalculatedMetrics, ({ query, actor }) => metrics.listOf(deps, { query, actor }));
  route(app, getCalculatedMetric, ({ params, actor }) => metrics.readOne(deps, { id: params.metricId, actor }));
  route(app, createCalculatedMetric, ({ body, actor }) => metrics.create(deps, { body, actor }));
  route(app, changeCalculatedMetric, ({ params, query, body, actor }) => metrics.change(deps, { id: params.metricId, body, version: query.version, actor }));
  route(app, deleteCalculatedMetric, ({ params, query, actor }) => metrics.remove(deps, { id: params.metricId, version: query.version, actor }));
  route(app, validateCalculatedMetric, ({ body }) => metrics.judge(deps, body));
}

/** The caller whose reports share turns: a key, a user of headquarters, an associate. */
function callerOf(actor: Actor): string {
  switch (actor.kind) {
    case "apiKey":
      return `key ${actor.id}`;
    case "headquarters":
      return `user ${actor.userId}`;
    case "pos":
      return `worker ${actor.workerId}`;
    case "public":
      return "anybody";
    default:
      return unreachable(actor);
  }
}
