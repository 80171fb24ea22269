import {
  deleteAttribute,
  deleteAttributeGroup,
  deleteAttributeType,
  getAttribute,
  getAttributeGroup,
  getAttributeType,
  listAttributeGroups,
  listAttributes,
  listAttributeTypes,
  putAttribute,
  putAttributeGroup,
  putAttributeType,
} from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { deleteAttributeOf, listAttributesOf, putAttributeOf, readAttribute } from "./attributes.ts";
import { deleteGroupOf, listGroupsOf, putGroup, readGroup } from "./groups.ts";
import { deleteTypeOf, listTypes, putTypeOf, readType } from "./types.ts";

export function register(app: App, deps: Deps): void {
  route(app, putAttribute, ({ params, query, body, actor }) => putAttributeOf(deps, { ...params, ...query, change: body, actor }));
  route(app, listAttributes, ({ params, query }) => listAttributesOf(deps, { ...params, list: query }));
  route(app, getAttribute, ({ params }) => readAttribute(deps, params));
  route(app, deleteAttribute, ({ params, query: { version } }) => deleteAttributeOf(deps, { ...params, version }));
  route(app, putAttributeGroup, ({ params, query, body, actor }) => putGroup(deps, { ...params, ...query, change: body, actor }));
  route(app, listAttributeGroups, ({ params, query }) => listGroupsOf(deps, { ...params, list: query }));
  route(app, getAttributeGroup, ({ params }) => readGroup(deps, params));
  route(app, deleteAttributeGroup, ({ params, query: { version } }) => deleteGroupOf(deps, { ...params, version }));
  route(app, putAttributeType, ({ params, query, body, actor }) => putTypeOf(deps, { ...params, ...query, change: body, actor }));
  route(app, listAttributeTypes, ({ params, query }) => listTypes(deps, { ...params, list: query }));
  route(app, getAttributeType, ({ params }) => readType(deps, params));
  route(app, deleteAttributeType, ({ params, query: { version } }) => deleteTypeOf(deps, { ...params, version }));
}
