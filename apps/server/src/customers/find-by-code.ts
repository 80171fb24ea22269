import { AccountNumber, CustomerId, Refusal, type Body, type Reply } from "@rapport/contract";
import type { findByCode } from "@rapport/contract/customers";
import { displayNameOf, initialsOf, readPersonId, valueLine } from "@rapport/domain";
import { audit } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { customersWithCode } from "./code-queries.ts";
import { isPrepared } from "./derivation-queries.ts";
import { shortcutAttributesOf } from "./search.ts";

const MOST_SHOWN = 10;

/** Who has this very code (CS16): as their account number, or as a value of an attribute that the store searches alone. */
export async function withCode(
  deps: Pick<Deps, "db" | "clock">,
  { actor, code }: Body<typeof findByCode> & { readonly actor: PosActor },
): Promise<Reply<typeof findByCode>> {
  const { db } = deps;
  const { legalEntity } = actor;
  const attributes = shortcutAttributesOf(actor).map(({ attribute }) => attribute);
  const values = attributes.map((attribute) => valueLine(attribute, code));
  const found = await customersWithCode(db, { legalEntity, accountNumber: readPersonId(code), values, limit: MOST_SHOWN + 1 });
  if (found.length === 0) {
    // Somebody may have it in an attribute that cannot be searched yet.
    for (const attribute of attributes) if (!(await isPrepared(db, { legalEntity, attribute }))) throw new Refusal("search.attribute_preparing", { attribute });
  }
  const shown = found.slice(0, MOST_SHOWN);
  await audit(deps, { legalEntity, actor, action: "customer.found", subjects: shown.map(({ id }) => id) });
  return {
    more: found.length > shown.length,
    customers: shown.map((row) => {
      const name = { firstName: row.first_name, lastName: row.last_name };
      return {
        customerId: CustomerId.parse(row.id),
        accountNumber: AccountNumber.parse(row.account_number),
        name: displayNameOf(name),
        initials: initialsOf(name),
        city: row.city,
      };
    }),
  };
}
