import {
  deleteActivityType,
  getActivityType,
  listActivityTypeFetches,
  listActivityTypes,
  listTypesAtStore,
  putActivityType,
  refreshActivityTypes,
} from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { route, routePos, type App } from "../http/index.ts";
import { deleteTypeOf, listTypesOf, putType, readType } from "./activity-types.ts";
import { listFetches, refreshStore, typesAtStore } from "./fetches.ts";

export function register(app: App, deps: Deps): void {
  route(app, putActivityType, ({ params, query, body, actor }) => putType(deps, { ...params, ...query, change: body, actor }));
  route(app, listActivityTypes, ({ params, query }) => listTypesOf(deps, { ...params, list: query }));
  route(app, getActivityType, ({ params }) => readType(deps, params));
  route(app, deleteActivityType, ({ params, query: { version } }) => deleteTypeOf(deps, { ...params, version }));
  route(app, listActivityTypeFetches, ({ params }) => listFetches(deps, params.legalEntity));
  route(app, refreshActivityTypes, ({ params }) => refreshStore(deps, params));
  routePos(app, listTypesAtStore, ({ actor }) => typesAtStore(deps, actor));
}
