import { getProcessing, getQuarantine } from "@rapport/contract/report-suites";
import type { Deps } from "../deps.ts";
import { route, whileCallerWaits, type App } from "../http/index.ts";
import { currentSettings, suiteOrRefusal } from "../report-suites/index.ts";
import { processingOf } from "./backlog.ts";
import { quarantineOf } from "./quarantine.ts";

export function register(app: App, deps: Deps): void {
  route(app, getProcessing, async ({ params }) => {
    await suiteOrRefusal(deps.db, params.rsid);
    return await processingOf(deps, params.rsid);
  });
  route(app, getQuarantine, async ({ params, http }) => {
    const { rsid } = await suiteOrRefusal(deps.db, params.rsid);
    const timeZone = (await currentSettings(deps, rsid))?.timeZone ?? "UTC";
    return await quarantineOf(whileCallerWaits(deps, { http }), { rsid, timeZone });
  });
}
