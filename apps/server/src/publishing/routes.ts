import {
  addSchedule,
  cancelSession,
  comparePublishedStore,
  deleteSchedule,
  getDistributionRun,
  getDistributionSettings,
  getUnpublishedChanges,
  listDistributionRuns,
  listDownloadSessions,
  listPublishedStores,
  listSchedules,
  pauseSchedule,
  putDistributionSettings,
  putSchedule,
  rerunSession,
  rollBackStore,
  startDistribution,
} from "@rapport/contract/publishing";
import type { Deps } from "../deps.ts";
import { route, type Actor, type App } from "../http/index.ts";
import { deleteOne, listOfSchedules, makeSchedule, pause, putScheduleOf } from "./schedules.ts";
import { cancel, listRuns, listSessions, putSettings, readRun, readSettings, rerun } from "./sessions.ts";
import { startRun } from "./start-run.ts";
import { compareStore, listStoresPublished, rollBack } from "./stores.ts";
import { readUnpublished } from "./unpublished.ts";

export function register(app: App, deps: Deps): void {
  route(app, getUnpublishedChanges, ({ params }) => readUnpublished(deps, params.legalEntity));
  route(app, listPublishedStores, ({ params }) => listStoresPublished(deps, params.legalEntity));
  route(app, comparePublishedStore, ({ params }) => compareStore(deps, params));
  route(app, rollBackStore, ({ params, body, actor }) => rollBack(deps, { ...params, ...body, by: nameOf(actor) }));
  route(app, startDistribution, async ({ params: { legalEntity }, body, actor }) =>
    readRun(deps, { legalEntity, run: await startRun(deps, { legalEntity, ...body, by: nameOf(actor) }) }),
  );
  route(app, listDistributionRuns, ({ params, query }) => listRuns(deps, { ...params, ...query }));
  route(app, getDistributionRun, ({ params }) => readRun(deps, params));
  route(app, listDownloadSessions, ({ params, query }) => listSessions(deps, { ...params, ...query }));
  route(app, rerunSession, ({ params }) => rerun(deps, params));
  route(app, cancelSession, ({ params }) => cancel(deps, params));
  route(app, listSchedules, ({ params }) => listOfSchedules(deps, params));
  route(app, addSchedule, ({ params, body, actor }) => makeSchedule(deps, { ...params, schedule: body, actor }));
  route(app, putSchedule, ({ params, query, body, actor }) => putScheduleOf(deps, { ...params, ...query, change: body, actor }));
  route(app, pauseSchedule, ({ params, body, actor }) => pause(deps, { ...params, ...body, actor }));
  route(app, deleteSchedule, ({ params }) => deleteOne(deps, params));
  route(app, getDistributionSettings, ({ params }) => readSettings(deps, params.legalEntity));
  route(app, putDistributionSettings, ({ params, body }) => putSettings(deps, { ...params, settings: body }));
}

/** The name of a person; a key has none. */
function nameOf(actor: Actor): string | null {
  return actor.kind === "headquarters" ? actor.name : null;
}
