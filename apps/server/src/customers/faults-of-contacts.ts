import type { Customer, CustomerChange } from "@rapport/contract/customers";
import type { Fault, Wrong } from "@rapport/contract/refusals";
import { faultOfEmail, faultOfNewAccountNumber, faultOfPhoneText } from "@rapport/domain";
import type { Row } from "../http/index.ts";
import type { StoredCustomer } from "./queries.ts";

/**
 * Contacts and new account numbers that are none (CC11). What a customer has already may be written again. A form is not saved with one of them; rows of a feed are
 * stored, and the answer tells.
 */
export function faultsOfContacts(rows: readonly Row<CustomerChange>[], stored: ReadonlyMap<string, Customer>): Fault[] {
  return rows.flatMap(({ index, row }): Fault[] => {
    const { accountNumber, phone, email, otherPhones, otherEmails } = row;
    const before = stored.get(accountNumber);
    const phones = new Set([before?.phone, ...(before?.otherPhones ?? []).map(({ number }) => number)]);
    const emails = new Set([before?.email, ...(before?.otherEmails ?? []).map(({ address }) => address)]);
    const judged: { path: Fault["path"]; found: Wrong | null }[] = [
      ...(before === undefined ? [{ path: ["accountNumber"], found: faultOfNewAccountNumber(accountNumber) }] : []),
      ...(isNew(phone, phones) ? [{ path: ["phone"], found: faultOfPhoneText(phone) }] : []),
      ...(isNew(email, emails) ? [{ path: ["email"], found: faultOfEmail(email) }] : []),
      ...(otherPhones ?? []).map(({ number }, at) => ({
        path: ["otherPhones", at, "number"],
        found: isNew(number, phones) ? faultOfPhoneText(number) : null,
      })),
      ...(otherEmails ?? []).map(({ address }, at) => ({
        path: ["otherEmails", at, "address"],
        found: isNew(address, emails) ? faultOfEmail(address) : null,
      })),
    ];
    return judged.flatMap(({ path, found }) => (found === null ? [] : [{ path: ["customers", index, ...path], row: accountNumber, wrong: found }]));
  });
}

/** The same of a feed's rows that are stored. A phone without digits is told already as one that cannot be read (C5). */
export function faultsOfFeed(
  rows: readonly Row<CustomerChange>[],
  { stored, made }: { readonly stored: ReadonlyMap<string, Customer>; readonly made: readonly StoredCustomer[] },
): Fault[] {
  const isStored = new Set<string>(made.map(({ account_number: number }) => number));
  const odd = faultsOfContacts(rows, stored).filter(({ wrong }) => wrong.code !== "phone.no_digits");
  return odd.filter(({ row = "" }) => isStored.has(row));
}

function isNew(written: string | null | undefined, known: ReadonlySet<string | undefined>): written is string {
  return written !== undefined && written !== null && written !== "" && !known.has(written);
}
