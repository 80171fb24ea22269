import { queryOptions } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import { getCustomer } from "@rapport/contract/customers";
import { ask } from "@rapport/app-shell";

export function customerQuery(customerId: CustomerId) {
  return queryOptions({ queryKey: ["customer", customerId], queryFn: () => ask(getCustomer, { params: { customerId } }) });
}
