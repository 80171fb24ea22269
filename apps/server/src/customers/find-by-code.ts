import { AccountNumber, CustomerId, Refusal, type Body, type Reply } from "@rapport/contract";
import type { findByCode } from "@rapport/contract/customers";
import { displayNameOf, initialsOf, mayBeCode, readPersonId, valueLine } from "@rapport/domain";
import { audit } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { customersWithCode } from "./code-queries.ts";
import { preparedAmong } from "./derivation-queries.ts";
import { shortcutAttributesOf } from "./search.ts";

const MOST_SHOWN = 10;

/** Who has this very code (CS16): as their account number, or as a value of an attribute that the store searches alone. */
export async function withCode(
  deps: Pick<Deps, "db" | "clock">,
  { actor, code }: Body<typeof findByCode> & { readonly actor: PosActor },
): Promise<Reply<typeof findByCode>> {
  const { db } = deps;
  const { legalEntity, published } = actor;
  const attributes = shortcutAttributesOf(actor)
    .map(({ attribute }) => attribute)
    .filter((attribute) => mayBeCode(code, published.attributes[attribute]));
  const values = attributes.map((attribute) => ({ attribute, line: valueLine(attribute, code) }));
  const found = await customersWithCode(db, { legalEntity, accountNumber: readPersonId(code), code, values, limit: MOST_SHOWN + 1 });
  if (!found.some((row) => row.account_number === readPersonId(code))) {
    // Somebody, or somebody else, may have it in an attribute that cannot be searched yet.
    const prepared = await preparedAmong(db, { legalEntity, attributes });
    const attribute = attributes.find((one) => !prepared.has(one));
    if (attribute !== undefined) throw new Refusal("search.attribute_preparing", { attribute });
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
