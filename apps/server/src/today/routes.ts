import {
  answerClientRequest,
  askForClient,
  getClientRequest,
  listClientRequests,
  markToday,
  readToday,
  seeClientAnswer,
  upcomingDates,
  withdrawClientRequest,
} from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { routePos, type App } from "../http/index.ts";
import { answer, ask, putAnswerAway, readOwnRequest, readRequests, withdraw } from "./client-requests.ts";
import { markTodayOf } from "./mark-today.ts";
import { readTodayOf } from "./read-today.ts";
import { readUpcoming } from "./read-upcoming.ts";

export function register(app: App, deps: Deps): void {
  routePos(app, readToday, ({ body, actor }) => readTodayOf(deps, { ...body, actor }));
  routePos(app, upcomingDates, ({ body, actor }) => readUpcoming(deps, { ...body, actor }));
  routePos(app, markToday, async ({ body, actor }) => {
    await markTodayOf(deps, { ...body, actor });
    return undefined;
  });
  routePos(app, askForClient, ({ params, body, actor }) => ask(deps, { ...params, ...body, actor }));
  routePos(app, getClientRequest, ({ params, actor }) => readOwnRequest(deps, { ...params, actor }));
  routePos(app, withdrawClientRequest, async ({ params, actor }) => {
    await withdraw(deps, { ...params, actor });
    return undefined;
  });
  routePos(app, listClientRequests, ({ actor }) => readRequests(deps, actor));
  routePos(app, answerClientRequest, ({ params, body, actor }) => answer(deps, { ...params, ...body, actor }));
  routePos(app, seeClientAnswer, async ({ params, actor }) => {
    await putAnswerAway(deps, { ...params, actor });
    return undefined;
  });
}
