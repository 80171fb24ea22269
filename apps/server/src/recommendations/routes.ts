import { getRecommendations } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { routePos, whileCallerWaits, type App } from "../http/index.ts";
import { recommendationsFor } from "./read-recommendations.ts";

export function register(app: App, deps: Deps): void {
  routePos(app, getRecommendations, ({ params, actor, http }) => recommendationsFor(whileCallerWaits(deps, { http }), { actor, ...params }));
}
