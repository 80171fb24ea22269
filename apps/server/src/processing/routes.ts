import { getProcessing, getQuarantine } from "@rapport/contract/report-suites";
import { personIdsIn } from "@rapport/domain";
import { auditVisitors } from "../audit/index.ts";
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
  route(app, getQuarantine, async ({ params, actor, http }) => {
    const { rsid } = await suiteOrRefusal(deps.db, params.rsid);
    const timeZone = (await currentSettings(deps, rsid))?.timeZone ?? "UTC";
    const quarantine = await quarantineOf(whileCallerWaits(deps, { http }), { rsid, timeZone });
    await auditVisitors(deps, { actor, rsid, visitors: new Set(quarantine.newest.flatMap(({ payload }) => personIdsIn(payload))) });
    return quarantine;
  });
}
