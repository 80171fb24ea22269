import { listAttributeGroups, listAttributes, putAttribute, putAttributeGroup } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { listAttributesOf, listGroupsOf, putAttributeOf, putGroup } from "./attributes.ts";

export function register(app: App, deps: Deps): void {
  route(app, putAttribute, ({ params, body }) => putAttributeOf(deps, { ...params, change: body }));
  route(app, listAttributes, async ({ params }) => ({ attributes: await listAttributesOf(deps, params.legalEntity) }));
  route(app, putAttributeGroup, ({ params, body }) => putGroup(deps, { ...params, change: body }));
  route(app, listAttributeGroups, async ({ params }) => ({ attributeGroups: await listGroupsOf(deps, params.legalEntity) }));
}
