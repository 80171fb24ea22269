import { exportAudit, listAudit } from "@rapport/contract/system";
import type { Deps } from "../../deps.ts";
import { reachOf, route, routeFile, type App } from "../../http/index.ts";
import { exportEntries } from "./export-entries.ts";
import { readEntries } from "./read-entries.ts";

export function register(app: App, deps: Deps): void {
  route(app, listAudit, ({ query, actor }) => readEntries(deps, { ...query, actor, reach: reachOf(actor, listAudit.permission) }));
  routeFile(app, exportAudit, ({ query, actor }) => exportEntries(deps, { ...query, actor, reach: reachOf(actor, exportAudit.permission) }));
}
