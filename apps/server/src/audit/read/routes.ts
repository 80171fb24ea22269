import { listAudit } from "@rapport/contract/system";
import type { Deps } from "../../deps.ts";
import { reachOf, route, type App } from "../../http/index.ts";
import { readEntries } from "./read-entries.ts";

export function register(app: App, deps: Deps): void {
  route(app, listAudit, ({ query, actor }) => readEntries(deps, { ...query, actor, reach: reachOf(actor, listAudit.permission) }));
}
