import * as system from "@rapport/contract/system";
import { FOR_ANYONE, OWN_PERSON } from "./reasons.fixture.ts";
import { right, type Right } from "./right.fixture.ts";

export const systemRights: readonly Right[] = [
  right(system.getServerCondition, { customers: "none", request: () => ({}), otherTenant: { none: "The server is the whole installation's." } }),
  right(system.listAttention, { customers: "none", request: () => ({}), otherTenant: OWN_PERSON }),
  ...[system.livez, system.readyz, system.openapi, system.getDemoProgress].map((endpoint) =>
    right(endpoint, { customers: "none", request: () => ({}), refused: FOR_ANYONE, otherTenant: FOR_ANYONE }),
  ),
];
