import { getDemoProgress, getServerCondition, livez, openapi, readyz } from "@rapport/contract/system";
import type { Health } from "./health.ts";
import { readinessOf } from "./readiness.ts";
import type { Deps } from "../deps.ts";
import { peopleStopped } from "../audit/index.ts";
import { openApiDocument, route, routeFile, type App } from "../http/index.ts";

export function healthRoutes(app: App, { deps, health }: { deps: Deps; health: Health }): void {
  const readiness = readinessOf(deps, health);
  const description = JSON.stringify(openApiDocument());
  route(app, livez, () => ({ status: "ok" as const }));
  routeFile(app, readyz, async () => {
    const status = await readiness();
    const disk = deps.disk.room();
    const unreadable = await deps.journal.unreadable();
    return {
      contentType: "application/json; charset=utf-8",
      body: JSON.stringify({ status, ...(disk.kind !== "ample" && { disk }), ...(unreadable.files > 0 && { unreadable }) }),
      status: status === "ok" ? 200 : 503,
      headers: { "cache-control": "no-store" },
    };
  });
  routeFile(app, openapi, () => ({ contentType: "application/json; charset=utf-8", body: description }));
  route(app, getServerCondition, async () => ({
    disk: deps.disk.room(),
    unreadable: await deps.journal.unreadable(),
    peopleStopped: await peopleStopped(deps),
  }));
  route(app, getDemoProgress, () => health.demo());
}
