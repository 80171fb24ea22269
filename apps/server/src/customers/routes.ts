import { getCustomer, getCustomerByNumber, listCustomers, putCustomers, searchCustomers } from "@rapport/contract/customers";
import type { Deps } from "../deps.ts";
import { route, routePos, type App } from "../http/index.ts";
import { putAll } from "./put-customers.ts";
import { readAfterNumber, readByNumber } from "./read-by-number.ts";
import { readDetails } from "./read-customer.ts";
import { findCustomers } from "./search.ts";

export function register(app: App, deps: Deps): void {
  route(app, putCustomers, ({ params, query, body, actor }) => putAll(deps, { ...params, ...query, ...body, actor }));
  route(app, listCustomers, ({ params, query, actor }) => readAfterNumber(deps, { ...params, after: query.after, limit: query.limit, actor }));
  route(app, getCustomerByNumber, ({ params, actor }) => readByNumber(deps, { ...params, actor }));
  routePos(app, searchCustomers, ({ body, actor }) => findCustomers(deps, { ...body, actor }));
  routePos(app, getCustomer, ({ params, actor }) => readDetails(deps, { actor, customerId: params.customerId }));
}
