import * as customers from "@rapport/contract/customers";
import { fresh } from "./fresh.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const customer = (code: string, accountNumber: string) => ({ accountNumber, firstName: "Ada", lastName: "Lovelace", addressBooks: [code] });
const ofEntity = ({ legalEntity }: Tenant) => ({ params: { legalEntity } });
const oneCustomer = ({ customerId }: Tenant) => ({ params: { customerId } });

export const customerRights: readonly Right[] = [
  right(customers.listCustomers, {
    customers: "named",
    request: ofEntity,
    shows: true,
    otherTenant: { request: (_, other) => ofEntity(other), answer: "own" },
  }),
  right(customers.getCustomerByNumber, {
    customers: "named",
    request: ({ legalEntity, account }) => ({ params: { legalEntity, accountNumber: account } }),
    shows: true,
    otherTenant: { request: ({ account }, { legalEntity }) => ({ params: { legalEntity, accountNumber: account } }), answer: "refused" },
  }),
  right(customers.putCustomers, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity }, body: { customers: [customer(code, fresh("c"))] } }),
    otherTenant: {
      request: ({ legalEntity }, other) => ({ params: { legalEntity }, body: { customers: [customer(other.code, fresh("c"))] } }),
      answer: "refused",
    },
  }),
  right(customers.searchCustomers, {
    customers: "named",
    request: ({ mark }) => ({ body: { query: mark, scope: "all" as const } }),
    shows: true,
    otherTenant: { request: ({ mark }) => ({ body: { query: mark, scope: "all" as const } }), answer: "own" },
  }),
  right(customers.getCustomer, { customers: "named", request: oneCustomer, shows: true, otherTenant: { request: oneCustomer, answer: "unknown" } }),
];
