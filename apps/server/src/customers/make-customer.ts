import { AccountNumber, AddressBookCode, type Body, type LegalEntityCode, type Reply } from "@rapport/contract";
import type { Attribute } from "@rapport/contract/clienteling";
import type { EditedAttribute, findAlikeCustomers, getNewCustomerForm } from "@rapport/contract/customers";
import { displayNameOf, inEveryLanguage, labelOf, readPersonId, searchable } from "@rapport/domain";
import { digitsOfPhones, readPhones } from "@rapport/domain/phones";
import type { Deps } from "../deps.ts";
import { attributeDefinitions } from "../attributes/index.ts";
import { audit } from "../audit/index.ts";
import type { Actor } from "../http/index.ts";
import { draftSetup, type ClientelingSetup } from "../parameters/index.ts";
import { entityOrRefusal } from "../organisation/index.ts";
import { alikeCustomers, type AlikeRow } from "./alike-queries.ts";
import { countryOfPhones, readCountries } from "./country.ts";
import { addressBooksToChoose } from "./queries.ts";

/** What a form needs to make a customer. */
export async function readNewForm({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Reply<typeof getNewCustomerForm>> {
  const { currency } = await entityOrRefusal(db, legalEntity);
  return { currency, ...(await choicesOf(db, { legalEntity, customerId: null })) };
}

/** Every attribute, and the address books that are in use or the customer's. */
export async function choicesOf(db: Deps["db"], { legalEntity, customerId }: { legalEntity: LegalEntityCode; customerId: string | null }) {
  const [definitions, books, setup] = await Promise.all([
    attributeDefinitions(db, legalEntity),
    addressBooksToChoose(db, { legalEntity, customerId }),
    draftSetup(db, legalEntity),
  ]);
  return {
    addressBooks: books.map(({ code, name }) => ({ code: AddressBookCode.parse(code), name })),
    attributes: [...definitions].map(([code, definition]) => editedAttribute(code as EditedAttribute["code"], { definition, setup })),
  };
}

/** An attribute as a form edits it. Outside both groups it is in use nowhere, so nothing of it is mandatory. */
export function editedAttribute(code: EditedAttribute["code"], { definition, setup }: { definition: Attribute; setup: ClientelingSetup }): EditedAttribute {
  const { name, type, multiple, values = [], unit } = definition;
  const ofEverybody = setup.customerAttributes.find((one) => one.code === code)?.definition;
  const ofClients = setup.clientBookAttributes.find((one) => one.code === code)?.definition;
  const standard = (ofEverybody ?? ofClients)?.default;
  return {
    code,
    name: inEveryLanguage(name),
    type,
    multiple,
    values: values.map(({ value, label }) => ({ value, label: inEveryLanguage(label) })),
    ...(unit && { unit: inEveryLanguage(unit) }),
    mandatory: ofEverybody?.mandatory === true ? "always" : ofClients?.mandatory === true ? "inBook" : "no",
    ...(standard !== undefined && { default: { value: standard, label: labelOf(definition, standard) } }),
  };
}

const MOST_ALIKE = 10;
const LEAST_DIGITS_OF_A_NUMBER = 6;

type Asked = Body<typeof findAlikeCustomers> & { readonly legalEntity: LegalEntityCode; readonly actor: Actor };

/** Customers who have the e-mail address, phone number or account number of a new one (CC10). Only whole ones count, so nobody can be found letter by letter. */
export async function findAlike(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, actor, country, addressBooks, ...typed }: Asked,
): Promise<Reply<typeof findAlikeCustomers>> {
  const { db } = deps;
  await entityOrRefusal(db, legalEntity);
  const accountNumber = readPersonId(typed.accountNumber);
  const emails = typed.emails.map(searchable).filter((address) => address.includes("@"));
  const reading = countryOfPhones({ country, addressBooks }, await readCountries(db, legalEntity));
  const digits = digitsOfPhones(typed.phones.flatMap((field) => readPhones(field, reading))).filter((number) => number.length >= LEAST_DIGITS_OF_A_NUMBER);
  const found = await alikeCustomers(db, { legalEntity, accountNumber, emails, digits, limit: MOST_ALIKE + 1 });
  const rows = found.slice(0, MOST_ALIKE);
  await audit(deps, { legalEntity, actor, action: "customer.found", subjects: rows.map(({ id }) => id) });
  return {
    more: found.length > rows.length,
    customers: rows.map((row) => ({
      accountNumber: AccountNumber.parse(row.account_number),
      name: displayNameOf({ firstName: row.first_name, lastName: row.last_name }),
      by: likenessesOf(row, { accountNumber, emails, digits }),
    })),
  };
}

function likenessesOf(row: AlikeRow, { accountNumber, emails, digits }: { accountNumber: string; emails: readonly string[]; digits: readonly string[] }) {
  const has = {
    accountNumber: row.account_number === accountNumber,
    email: [row.email, ...row.other_emails.map(({ address }) => address)].some((address) => emails.includes(searchable(address))),
    phone: row.phone_digits.split(" ").some((number) => digits.includes(number)),
  };
  return (["accountNumber", "email", "phone"] as const).filter((likeness) => has[likeness]);
}
