import { getSetUpGuide } from "@rapport/contract/clienteling";
import { listAttention } from "@rapport/contract/system";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { attentionFor } from "./attention-for.ts";
import { setUpGuideOf } from "./set-up-guide.ts";

export function register(app: App, deps: Deps): void {
  route(app, getSetUpGuide, async ({ params }) => ({ steps: await setUpGuideOf(deps, params.legalEntity) }));
  route(app, listAttention, async ({ actor }) => ({ attention: await attentionFor(deps, actor) }));
}
