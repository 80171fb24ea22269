import {
  changeCalculatedMetric,
  changeSegment,
  createCalculatedMetric,
  createSegment,
  deleteCalculatedMetric,
  deleteSegment,
  discover,
  explainRow,
  getCalculatedMetric,
  getCaller,
  getDateRange,
  getDimension,
  getMetric,
  getSegment,
  getSuiteItem,
  getTopItems,
  listCalculatedMetrics,
  listDateRanges,
  listDimensions,
  listMetrics,
  listRowsBehind,
  listSegments,
  listSuiteItems,
  runReport as endpoint,
  runReportRanked,
  validateCalculatedMetric,
  validateSegment,
} from "@rapport/contract/reporting";
import { unreachable } from "@rapport/contract";
import type { Deps } from "../deps.ts";
import { route, whileCallerWaits, type Actor, type App, type Exchange } from "../http/index.ts";
import { caller, discovered } from "./clients/caller.ts";
import * as catalogue from "./clients/catalogue.ts";
import { dateRange, dateRanges, suiteItem, suiteItems } from "./clients/suite-items.ts";
import { topItems } from "./clients/top-items.ts";
import * as metrics from "./metrics/metrics.ts";
import { explain } from "./rows/explain-row.ts";
import { rowsBehind } from "./rows/rows-behind.ts";
import { inTime, runReport } from "./run.ts";
import { change, create, remove } from "./segments/save-segment.ts";
import { judge, listOf, readOne } from "./segments/segments.ts";
import { createTurns } from "./turns.ts";

export function register(app: App, deps: Deps): void {
  registerSegments(app, deps);
  registerMetrics(app, deps);
  registerCatalogue(app, deps);
  const turns = createTurns(deps.limits.reports);
  const inTurn = async <T>({ actor, http }: { actor: Actor; http: Exchange }, work: (reading: Deps) => Promise<T>): Promise<T> => {
    const asked = performance.now();
    return await turns.run({ caller: callerOf(actor), signal: http.wanted }, async () => {
      // How long the report waited for its turn, so that a slow answer can be explained.
      http.setHeader("server-timing", `turn;dur=${Math.round(performance.now() - asked)}`);
      return await work(whileCallerWaits(deps, { http }));
    });
  };
  for (const ranked of [endpoint, runReportRanked]) route(app, ranked, (call) => inTurn(call, (reading) => runReport(reading, call.body)));
  route(app, getTopItems, (call) => inTurn(call, (reading) => topItems(reading, call)));
  route(app, listRowsBehind, (call) => inTurn(call, (reading) => inTime(rowsBehind(reading, call))));
  route(app, explainRow, (call) => inTurn(call, (reading) => inTime(explain(reading, { ...call.body, actor: call.actor }), "id")));
}

/** What clients of the 2.0 API ask around reports (RQ11, RQ12). */
function registerCatalogue(app: App, deps: Deps): void {
  route(app, listDimensions, ({ query, actor }) => catalogue.dimensions(deps, { query, actor }));
  route(app, getDimension, ({ params, query, actor }) => catalogue.dimension(deps, { id: params.dimensionId, rsid: query.rsid, actor }));
  route(app, listMetrics, ({ query, actor }) => catalogue.metrics(deps, { query, actor }));
  route(app, getMetric, ({ params, query, actor }) => catalogue.metric(deps, { id: params.metricId, rsid: query.rsid, actor }));
  route(app, listSuiteItems, ({ query, actor }) => suiteItems(deps, { query, actor }));
  route(app, getSuiteItem, ({ params, actor }) => suiteItem(deps, { rsid: params.suite, actor }));
  route(app, listDateRanges, ({ query }) => dateRanges(query));
  route(app, getDateRange, ({ params }) => dateRange(params.dateRangeId));
  route(app, getCaller, ({ actor }) => caller(actor));
  route(app, discover, ({ actor }) => discovered(actor));
}

function registerSegments(app: App, deps: Deps): void {
  route(app, listSegments, ({ query, actor }) => listOf(deps, { query, actor }));
  route(app, getSegment, ({ params, actor }) => readOne(deps, { id: params.segmentId, actor }));
  route(app, createSegment, ({ body, actor }) => create(deps, { body, actor }));
  route(app, changeSegment, ({ params, query, body, actor }) => change(deps, { id: params.segmentId, body, actor, version: query.version }));
  route(app, deleteSegment, ({ params, query, actor }) => remove(deps, { id: params.segmentId, actor, version: query.version }));
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
