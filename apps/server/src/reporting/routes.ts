import { runReport as endpoint } from "@rapport/contract/reporting";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { runReport } from "./run.ts";

export function register(app: App, deps: Deps): void {
  route(app, endpoint, ({ body }) => runReport(deps, body));
}
