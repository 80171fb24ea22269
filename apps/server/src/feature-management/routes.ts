import { enableAllFeatures, listFeatures, putFeature, putFeatureComment } from "@rapport/contract/features";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { publishAllOrSoon } from "../publishing/index.ts";
import { attentionFor } from "./attention.ts";
import { commentOn, enableEvery, listFeaturesOf, switchFeature } from "./features.ts";

export function register(app: App, deps: Deps): void {
  route(app, listFeatures, async ({ actor }) => ({ ...(await listFeaturesOf(deps)), attention: await attentionFor(deps, actor) }));
  route(app, putFeature, async ({ params, query, body, actor }) => {
    const switched = await switchFeature(deps, { ...params, ...query, wish: body, actor });
    await publishAllOrSoon(deps);
    return switched;
  });
  route(app, enableAllFeatures, async ({ body, actor }) => {
    const all = await enableEvery(deps, { ...body, actor });
    if (all.enabled.length > 0) await publishAllOrSoon(deps);
    return all;
  });
  route(app, putFeatureComment, ({ params, query, body, actor }) => commentOn(deps, { ...params, ...query, ...body, actor }));
}
