import { AccountNumber, CustomerId, OperatorId, Refusal, type Body, type Reply } from "@rapport/contract";
import { LEAST_CHARACTERS_OF_ALL_STORES, type searchCustomers } from "@rapport/contract/customers";
import { customerSearchOf, displayNameOf, initialsOf, isLongEnoughForAllStores } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { PosActor } from "../http/index.ts";
import { customerSearch } from "./queries.ts";

type Found = Reply<typeof searchCustomers>["customers"][number];

/** Customers of the store's customer address books, or of all stores (CS3 to CS6). */
export async function findCustomers(
  deps: Pick<Deps, "db" | "clock">,
  { actor, query, scope, limit }: Body<typeof searchCustomers> & { actor: PosActor },
): Promise<Found[]> {
  if (scope === "all" && !isLongEnoughForAllStores(query)) {
    throw new Refusal("search.too_short", { least: LEAST_CHARACTERS_OF_ALL_STORES });
  }
  const { legalEntity } = actor;
  const rows = await customerSearch(deps.db, { legalEntity, search: customerSearchOf(query), store: scope === "store" ? actor.store : null, limit }).execute();
  await audit(deps, { legalEntity, actor, action: "customer.found", subjects: rows.map(({ id }) => id) });
  return rows.map((row) => {
    const name = { firstName: row.first_name, lastName: row.last_name };
    return {
      customerId: CustomerId.parse(row.id),
      accountNumber: AccountNumber.parse(row.account_number),
      matchesAll: row.fits_all,
      name: displayNameOf(name),
      initials: initialsOf(name),
      phone: row.phone,
      email: row.email,
      city: row.city,
      owner: row.owner_operator_id === null ? null : { operatorId: OperatorId.parse(row.owner_operator_id), name: row.owner_name ?? "" },
    };
  });
}
