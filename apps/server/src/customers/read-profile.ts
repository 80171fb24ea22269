import { AccountNumber, CustomerId, OperatorId, StoreNumber, type LegalEntityCode, type Reply } from "@rapport/contract";
import type { getCustomerProfile } from "@rapport/contract/customers";
import { displayNameOf, initialsOf, readPersonId } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { Actor } from "../http/index.ts";
import { draftSetup } from "../parameters/index.ts";
import { booksOfCustomer, storesOfCustomer } from "./list-queries.ts";
import { customerWithBook } from "./book-queries.ts";
import { customerIdOf } from "./queries.ts";
import { noSuchCustomer, shownAttributes } from "./read-customer.ts";
import { contactsOf, optOutsOf, storedAttributes } from "./stored-customer.ts";

interface OfNumber {
  readonly legalEntity: LegalEntityCode;
  readonly accountNumber: AccountNumber;
}

/** The customer with this account number. The number is read as it is when customers are stored; another legal entity's is not found. */
export async function customerOfNumber(db: Deps["db"], { legalEntity, accountNumber }: OfNumber): Promise<CustomerId> {
  const id = await customerIdOf(db, { legalEntity, accountNumber: readPersonId(accountNumber) });
  if (id === undefined) throw noSuchCustomer();
  return CustomerId.parse(id);
}

/** A customer as headquarters sees them: with what a register shows only of customers in a book. */
export async function readProfile(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, accountNumber, actor }: OfNumber & { readonly actor: Actor },
): Promise<Reply<typeof getCustomerProfile>> {
  const { db } = deps;
  const setup = await draftSetup(db, legalEntity);
  const customerId = await customerOfNumber(db, { legalEntity, accountNumber });
  const found = await customerWithBook(db, { legalEntity, customerId });
  if (found === undefined) throw noSuchCustomer();
  const [stores, addressBooks] = await Promise.all([storesOfCustomer(db, { legalEntity, customerId }), booksOfCustomer(db, customerId)]);
  await audit(deps, { legalEntity, actor, action: "customer.viewed", subjects: [customerId] });
  const name = { firstName: found.first_name, lastName: found.last_name };
  return {
    customerId,
    accountNumber: AccountNumber.parse(found.account_number),
    ...name,
    name: displayNameOf(name),
    initials: initialsOf(name),
    photo: found.photo,
    ...contactsOf(found),
    addressBooks,
    ...optOutsOf(found),
    stores: stores.map((store) => ({ number: StoreNumber.parse(store.number), name: store.name })),
    book:
      found.book_id === null || found.owner_operator_id === null
        ? null
        : { clientBookId: found.book_id, owner: { operatorId: OperatorId.parse(found.owner_operator_id), name: found.owner_name ?? "" } },
    attributes: shownAttributes(setup, { isInBook: true, values: storedAttributes(found.attributes) }),
  };
}
