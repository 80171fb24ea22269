import { putAttribute, putAttributeGroup } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { putAttributeOf, putGroup } from "./attributes.ts";

export function register(app: App, deps: Deps): void {
  route(app, putAttribute, ({ params, body }) => putAttributeOf(deps, { legalEntity: params.legalEntity, attribute: { code: params.code, ...body } }));
  route(app, putAttributeGroup, ({ params, body }) => putGroup(deps, { legalEntity: params.legalEntity, group: { code: params.code, ...body } }));
}
