import { deleteSavedFilter, listSavedFilters, saveFilter } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { routePos, type App } from "../http/index.ts";
import { readSavedFilters } from "./read-filters.ts";
import { removeFilter, storeFilter } from "./save-filter.ts";

export function register(app: App, deps: Deps): void {
  routePos(app, listSavedFilters, ({ query, actor }) => readSavedFilters(deps, { ...query, actor }));
  routePos(app, saveFilter, ({ params, body, actor }) => storeFilter(deps, { ...params, ...body, actor }));
  routePos(app, deleteSavedFilter, async ({ params, query, actor }) => {
    await removeFilter(deps, { ...params, ...query, actor });
    return undefined;
  });
}
