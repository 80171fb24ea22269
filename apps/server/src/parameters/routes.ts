import { putParameters } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { putParametersOf } from "./parameters.ts";

export function register(app: App, deps: Deps): void {
  route(app, putParameters, ({ params, body }) => putParametersOf(deps, { legalEntity: params.legalEntity, parameters: body }));
}
