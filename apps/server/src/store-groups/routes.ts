import { deleteStoreGroup, getStoreGroup, listStoreGroups, putStoreGroup } from "@rapport/contract/publishing";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { deleteGroup, listGroups, putGroup, readGroup } from "./groups.ts";

export function register(app: App, deps: Deps): void {
  route(app, putStoreGroup, ({ params, query, body, actor }) => putGroup(deps, { ...params, ...query, change: body, actor }));
  route(app, listStoreGroups, ({ params, query }) => listGroups(deps, { ...params, list: query }));
  route(app, getStoreGroup, ({ params }) => readGroup(deps, params));
  route(app, deleteStoreGroup, ({ params, query }) => deleteGroup(deps, { ...params, ...query }));
}
