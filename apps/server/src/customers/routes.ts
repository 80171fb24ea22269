import { getCustomer, putCustomers, searchCustomers } from "@rapport/contract/customers";
import type { Deps } from "../deps.ts";
import { route, routePos, type App } from "../http/index.ts";
import { putAll } from "./put-customers.ts";
import { readDetails } from "./read-customer.ts";
import { findCustomers } from "./search.ts";

export function register(app: App, deps: Deps): void {
  route(app, putCustomers, ({ params, body, actor }) => putAll(deps, { legalEntity: params.legalEntity, actor, customers: body.customers }));
  routePos(app, searchCustomers, async ({ body, actor }) => ({ customers: await findCustomers(deps, { ...body, actor }) }));
  routePos(app, getCustomer, ({ params, actor }) => readDetails(deps, { actor, customerId: params.customerId }));
}
