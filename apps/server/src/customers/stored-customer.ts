import { AttributeValue } from "@rapport/contract/clienteling";
import { CHANNELS, PhoneNumber, Reach, shownContacts, type Channel, type Customer, type Reached, type ShownContacts } from "@rapport/contract/customers";
import { consentOf, CONSENTS, contactsFound, type ContactsFound, searchTextOf, sortNameOf, valueLinesOf, type PutBeside } from "@rapport/domain";
import { digitsOfPhones, readPhones } from "@rapport/domain/phones";
import { z } from "zod";
import { countryOfPhones, type Countries } from "./country.ts";
import type { CustomerRow, StoredCustomer } from "./queries.ts";

/** Raise it when the rules by which customers are found or sorted change: stored keys are then made again. */
export const RULES = 2;

/** A customer as headquarters reads and writes them. Values older than a rule are shown as they are stored. */
export function customerOf(row: CustomerRow): Customer {
  const { phoneNumbers, otherPhones, ...contacts } = contactsOf(row);
  // It was checked when it was stored.
  return {
    accountNumber: row.account_number,
    firstName: row.first_name,
    lastName: row.last_name,
    ...contacts,
    otherPhones: otherPhones.map(({ kind, number }) => ({ kind, number })),
    addressBooks: row.address_books,
    ...optOutsOf(row),
    attributes: storedAttributes(row.attributes),
  } as Customer;
}

/** What is known of a customer beside what was written: who they were, and what a person put beside a primary contact (HC4b). */
interface Known {
  readonly before?: CustomerRow | undefined;
  /** Their account in another legal entity, from which they were made: phones keep its reading, whatever the country here. */
  readonly copied?: CustomerRow | undefined;
  readonly putBeside: PutBeside;
}

/**
 * The customer as stored, with the keys by which they are dialled, found and sorted. Phones that they had `before` keep their reading when the address whose
 * country it came from is still one of theirs, and when it would be lost (C5).
 */
export function rowOf(customer: Customer, countries: Countries, { before, copied, putBeside }: Known): StoredCustomer {
  const country = countryOfPhones(customer, countries);
  const known = readingsOf(before ?? copied);
  const hasMoved = before !== undefined && before.country !== customer.country && customer.otherAddresses.some((address) => address.country === before.country);
  // They may have been read by an earlier address, so the same country reads again only what is new.
  const hasStayed = before !== undefined && customer.country !== "" && before.country === customer.country;
  const read = (number: string) => {
    const held = known.get(number);
    const now = readPhones(number, country);
    const isLost = held?.some(({ e164 }) => e164 !== null) === true && now.every(({ e164 }) => e164 === null);
    return held !== undefined && (copied !== undefined || hasStayed || hasMoved || isLost) ? [...held] : now;
  };
  const phones = read(customer.phone);
  const others = customer.otherPhones.map(({ kind, number }) => ({ kind, number, numbers: read(number) }));
  const digits = digitsOfPhones([...phones, ...others.flatMap(({ numbers }) => numbers)]);
  return {
    account_number: customer.accountNumber,
    first_name: customer.firstName,
    last_name: customer.lastName,
    sort_name: sortNameOf(customer, countries.legalEntity),
    search_text: [searchTextOf(customer, digits), ...valueLinesOf(customer.attributes, countries.searchedAttributes)].join("\n"),
    phone: customer.phone,
    phone_kind: customer.phoneKind,
    phone_digits: digits.join(" "),
    phone_numbers: phones,
    other_phones: others,
    email: customer.email,
    email_kind: customer.emailKind,
    other_emails: customer.otherEmails,
    street: customer.street,
    postal_code: customer.postalCode,
    city: customer.city,
    region: customer.region,
    country: customer.country,
    address_kind: customer.addressKind,
    other_addresses: customer.otherAddresses,
    put_beside: putBeside,
    preferred_language: customer.preferredLanguage,
    preferred_channel: customer.preferredChannel,
    consents: storedConsents(customer),
    opt_out_personalization: customer.optOutPersonalization,
    opt_out_web_tracking: customer.optOutWebTracking,
    attributes: customer.attributes,
  };
}

export function putBesideOf(row: Pick<CustomerRow, "put_beside"> | undefined): PutBeside {
  return row === undefined ? {} : StoredBeside.parse(row.put_beside);
}

const Place = z.object({ street: z.string(), postalCode: z.string(), city: z.string(), region: z.string(), country: z.string() });
const StoredBeside = z.object({ phone: z.string().optional(), email: z.string().optional(), address: Place.optional() });

/** How each of their phones was read, by what was written. */
function readingsOf(row: CustomerRow | undefined): ReadonlyMap<string, readonly PhoneNumber[]> {
  if (row === undefined) return new Map();
  const { phone, phoneNumbers, otherPhones } = contactsOf(row);
  return new Map([[phone, phoneNumbers], ...otherPhones.map(({ number, numbers }) => [number, numbers] as const)]);
}

export function optOutsOf(row: Pick<CustomerRow, "opt_out_personalization" | "opt_out_web_tracking">) {
  return { optOutPersonalization: row.opt_out_personalization, optOutWebTracking: row.opt_out_web_tracking };
}

/** How a customer is reached, as pages show it. */
export function contactsOf(row: ContactsRow): ShownContacts {
  return {
    phone: row.phone,
    phoneKind: row.phone_kind,
    phoneNumbers: PhoneNumbers.parse(row.phone_numbers),
    otherPhones: OtherPhones.parse(row.other_phones),
    email: row.email,
    emailKind: row.email_kind,
    otherEmails: OtherEmails.parse(row.other_emails),
    street: row.street,
    postalCode: row.postal_code,
    city: row.city,
    region: row.region,
    country: row.country,
    addressKind: row.address_kind,
    otherAddresses: OtherAddresses.parse(row.other_addresses),
    ...reachOf(row),
  };
}

/** Of each channel of which something is known: whether they allow it, when they said so and where (HC9). */
function storedConsents(customer: Customer): object {
  const known = CHANNELS.map((channel) => [channel, consentOf(customer, channel)] as const).filter(([, { state }]) => state !== "");
  return Object.fromEntries(known);
}

function reachOf(row: Pick<CustomerRow, "preferred_language" | "preferred_channel" | "consents">): Reached {
  const stored = Consents.parse(row.consents);
  const consents = CHANNELS.map((channel: Channel) => {
    const { state, at, where } = CONSENTS[channel];
    const consent = stored[channel];
    return consent === undefined ? {} : { [state]: consent.state, [at]: consent.at, [where]: consent.where };
  });
  // It was checked when it was stored.
  return Object.assign({ ...NOTHING_KNOWN, preferredLanguage: row.preferred_language, preferredChannel: row.preferred_channel }, ...consents) as Reached;
}

const NOTHING_KNOWN = z.object(Reach).parse({});
const Consents = z.partialRecord(z.enum(CHANNELS), z.object({ state: z.string(), at: z.string(), where: z.string() }));

type ContactsRow = Omit<
  CustomerRow,
  | "id"
  | "account_number"
  | "first_name"
  | "last_name"
  | "opt_out_personalization"
  | "opt_out_web_tracking"
  | "put_beside"
  | "attributes"
  | "address_books"
  | "version"
  | "changed_at"
  | "changed_by"
>;

const PhoneNumbers = z.array(PhoneNumber);
const { otherPhones: OtherPhones, otherEmails: OtherEmails, otherAddresses: OtherAddresses } = shownContacts;

/** What a search found, with the numbers by which it may have been found (CS7). */
export function foundContactsOf(row: FoundContacts, searched: Parameters<typeof contactsFound>[1]): ContactsFound {
  const { phone, phone_numbers, email, other_phones, other_emails, street, city, region, country, other_addresses } = row;
  return contactsFound(
    {
      firstName: row.first_name,
      lastName: row.last_name,
      phone,
      email,
      street,
      postalCode: row.postal_code,
      city,
      region,
      country,
      otherAddresses: OtherAddresses.parse(other_addresses),
      phoneNumbers: PhoneNumbers.parse(phone_numbers),
      otherPhones: OtherPhones.parse(other_phones),
      otherEmails: OtherEmails.parse(other_emails),
    },
    searched,
  );
}

export type FoundContacts = Pick<
  CustomerRow,
  | "first_name"
  | "last_name"
  | "phone"
  | "phone_numbers"
  | "other_phones"
  | "email"
  | "other_emails"
  | "street"
  | "postal_code"
  | "city"
  | "region"
  | "country"
  | "other_addresses"
>;

const StoredAttributes = z.record(z.string(), AttributeValue);

/** Attributes as stored; they were checked when they were written. Without a prototype, so that a code such as `constructor` finds nothing else (S1). */
export function storedAttributes(stored: unknown): z.output<typeof StoredAttributes> {
  return Object.assign(Object.create(null), StoredAttributes.parse(stored)) as z.output<typeof StoredAttributes>;
}
