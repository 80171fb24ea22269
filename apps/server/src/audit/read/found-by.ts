import type { AuditFilter } from "@rapport/contract/system";
import { DAY_MS } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import type { Reach } from "../../http/index.ts";
import { customersCalled, peopleCalled, type Found } from "./queries.ts";

/** Which entries a filter means, of what the caller's right reaches. */
export async function foundBy(
  db: Deps["db"],
  { reach, from, to, who, customer, action, legalEntity }: AuditFilter & { readonly reach: Reach },
): Promise<Omit<Found, "beforeEntry">> {
  return {
    legalEntities: reach === "all" ? null : [...reach.keys()],
    legalEntity: legalEntity ?? null,
    from: from === undefined ? null : new Date(from),
    before: to === undefined ? null : new Date(Date.parse(to) + DAY_MS),
    people: who === undefined ? null : await peopleCalled(db, who),
    customers: customer === undefined ? null : await customersCalled(db, customer),
    action: action ?? null,
  };
}
