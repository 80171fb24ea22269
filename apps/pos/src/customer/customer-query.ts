import { queryOptions } from "@tanstack/react-query";
import { type CustomerId, getCustomer } from "@rapport/contract";
import { ask } from "../app/api.ts";

export function customerQuery(customerId: CustomerId) {
  return queryOptions({ queryKey: ["customer", customerId], queryFn: () => ask(getCustomer, { params: { customerId } }) });
}
