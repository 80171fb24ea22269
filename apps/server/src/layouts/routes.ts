import { copyScreenLayout, deleteScreenLayout, getPosLayout, getScreenLayout, listScreenLayouts, putScreenLayout } from "@rapport/contract/layouts";
import type { Deps } from "../deps.ts";
import { route, routePos, type App } from "../http/index.ts";
import { layoutOfSession } from "./layout-of-session.ts";
import { copyLayout, deleteLayout, listLayouts, putLayout, readLayout } from "./screen-layouts.ts";

export function register(app: App, deps: Deps): void {
  route(app, putScreenLayout, ({ params, query, body, actor }) => putLayout(deps, { ...params, ...query, change: body, actor }));
  route(app, listScreenLayouts, ({ params, query }) => listLayouts(deps, { ...params, list: query }));
  route(app, getScreenLayout, ({ params }) => readLayout(deps, params));
  route(app, copyScreenLayout, ({ params, body, actor }) => copyLayout(deps, { ...params, copy: body, actor }));
  route(app, deleteScreenLayout, ({ params, query: { version } }) => deleteLayout(deps, { ...params, version }));
  routePos(app, getPosLayout, ({ actor }) => ({ layout: layoutOfSession(actor) }));
}
