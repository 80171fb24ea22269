import { markToday, readToday, upcomingDates } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { routePos, type App } from "../http/index.ts";
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
}
