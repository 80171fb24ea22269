import * as system from "@rapport/contract/system";
import { FOR_ANYONE, OWN_PERSON } from "./reasons.fixture.ts";
import { right, type Right } from "./right.fixture.ts";

export const systemRights: readonly Right[] = [
  right(system.getServerCondition, { customers: "none", request: () => ({}), otherTenant: { none: "The server is the whole installation's." } }),
  right(system.listAudit, {
    customers: "named",
    request: ({ account }) => ({ query: { customer: account } }),
    otherTenant: { none: "The right for all legal entities shows all of them; a right for one is tried with every endpoint." },
  }),
  right(system.exportAudit, {
    customers: "named",
    request: ({ account }) => ({ query: { customer: account } }),
    otherTenant: { none: "The right for all legal entities shows all of them; a right for one is tried with every endpoint." },
  }),
  right(system.listAttention, { customers: "none", request: () => ({}), otherTenant: OWN_PERSON }),
  ...[system.livez, system.readyz, system.openapi, system.getDemoProgress].map((endpoint) =>
    right(endpoint, { customers: "none", request: () => ({}), refused: FOR_ANYONE, otherTenant: FOR_ANYONE }),
  ),
];
