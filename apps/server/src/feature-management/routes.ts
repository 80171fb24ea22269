import { listFeatures, putFeature } from "@rapport/contract/features";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { publishAllOrSoon } from "../publishing/index.ts";
import { listFeaturesOf, switchFeature } from "./features.ts";

export function register(app: App, deps: Deps): void {
  route(app, listFeatures, () => listFeaturesOf(deps));
  route(app, putFeature, async ({ params, query, body, actor }) => {
    const switched = await switchFeature(deps, { ...params, ...query, wish: body, actor });
    await publishAllOrSoon(deps);
    return switched;
  });
}
