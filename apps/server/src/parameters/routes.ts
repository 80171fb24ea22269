import { getParameters, putParameters } from "@rapport/contract/clienteling";
import { putNumberSequence } from "@rapport/contract/organisation";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { putParametersOf, putSequenceOf, readParameters } from "./parameters.ts";

export function register(app: App, deps: Deps): void {
  route(app, putParameters, ({ params, query, body, actor }) => putParametersOf(deps, { ...params, ...query, change: body, actor }));
  route(app, putNumberSequence, ({ params, query, body, actor }) => putSequenceOf(deps, { ...params, ...query, change: body, actor }));
  route(app, getParameters, ({ params }) => readParameters(deps, params.legalEntity));
}
