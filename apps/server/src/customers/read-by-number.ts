import { AccountNumber, CustomerId, type LegalEntityCode, type Reply } from "@rapport/contract";
import type { getCustomerByNumber, listCustomers } from "@rapport/contract/customers";
import { readPersonId } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { Actor } from "../http/index.ts";
import { entityOrRefusal, savedOf } from "../organisation/index.ts";
import { customersAfterNumber, customersByNumber, type CustomerRow } from "./queries.ts";
import { noSuchCustomer } from "./read-customer.ts";
import { contactsOf, customerOf } from "./stored-customer.ts";

interface Reader {
  readonly legalEntity: LegalEntityCode;
  readonly actor: Actor;
}

/** A customer as they were written. The account number is read as it is when customers are stored. */
export async function readByNumber(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, actor, accountNumber }: Reader & { accountNumber: AccountNumber },
): Promise<Reply<typeof getCustomerByNumber>> {
  await entityOrRefusal(deps.db, legalEntity);
  const [found] = await customersByNumber(deps.db, { legalEntity, accountNumbers: [readPersonId(accountNumber)] });
  if (found === undefined) throw noSuchCustomer();
  await audit(deps, { legalEntity, actor, action: "customer.viewed", subjects: [found.id] });
  return shown(found);
}

/** One row more than the page is read, to know whether there is a next one. */
export async function readAfterNumber(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, actor, after, limit }: Reader & { after: AccountNumber | undefined; limit: number },
): Promise<Reply<typeof listCustomers>> {
  await entityOrRefusal(deps.db, legalEntity);
  const rows = await customersAfterNumber(deps.db, { legalEntity, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  await audit(deps, { legalEntity, actor, action: "customer.viewed", subjects: page.map(({ id }) => id) });
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { customers: page.map(shown), next: last === undefined ? null : AccountNumber.parse(last.account_number) };
}

export function shown(row: CustomerRow) {
  return { ...customerOf(row), customerId: CustomerId.parse(row.id), phoneNumbers: contactsOf(row).phoneNumbers, saved: savedOf(row) };
}
