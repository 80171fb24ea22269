import type { Body, Reply } from "@rapport/contract";
import type { createCustomer, findAlikeAtStore, getNewCustomerAtStore } from "@rapport/contract/customers";
import { AccountNumber } from "@rapport/contract";
import { changesOf, contactsTyped, type CustomerForm, type EditedValues, fieldOf, NOBODY, valuesOf } from "@rapport/app-shell/customer-form";
import type { TypedPerson } from "@rapport/domain";

export type NewForm = Reply<typeof getNewCustomerAtStore>;
type Attribute = NewForm["attributes"][number];

/** The form as the shared parts take it. */
export function formOf({ attributes, currency }: NewForm): CustomerForm {
  return { attributes, currency, addressBooks: [], customer: NOBODY };
}

/** What a new customer of the store begins with (CC3, CC4), and what was searched for. */
export function startOf(opened: NewForm, typed: TypedPerson | undefined): EditedValues {
  const form = formOf(opened);
  return { accountNumber: "", ...valuesOf({ ...form, customer: { ...NOBODY, ...opened.begin } }), ...typed };
}

/** The fields for attributes: those that this customer gets, and of these the ones that must have a value (R29b). */
export function attributesAsked({ attributes, ofBook }: NewForm, intoMyBook: boolean): { attribute: Attribute; field: string; isMandatory: boolean }[] {
  return attributes.flatMap((attribute, index) => {
    if (!intoMyBook && ofBook.includes(attribute.code)) return [];
    const isMandatory = attribute.mandatory === "always" || (attribute.mandatory === "inBook" && intoMyBook);
    return [{ attribute, field: fieldOf(index), isMandatory }];
  });
}

/** The request for these values. A country alone is no address. */
export function bodyOf(
  opened: NewForm,
  { values, intoMyBook, shown }: { values: EditedValues; intoMyBook: boolean; shown: Body<typeof createCustomer>["shown"] },
) {
  const form = formOf(opened);
  const { addressBooks: _, attributes, country, ...change } = changesOf(values, { read: valuesOf(form), form });
  const asked = new Set<string>(attributesAsked(opened, intoMyBook).map(({ attribute }) => attribute.code));
  const hasAddress = ["street", "postalCode", "city", "region"].some((field) => values[field] !== "") || values["country"] !== opened.begin.country;
  return {
    ...change,
    ...(hasAddress && country !== undefined && { country }),
    attributes: Object.fromEntries(Object.entries(attributes ?? {}).filter(([code]) => asked.has(code))) as NonNullable<typeof attributes>,
    accountNumber: opened.numbered ? null : (String(values["accountNumber"] ?? "") as AccountNumber),
    intoMyBook,
    shown,
  };
}

/** What is asked while typing (CC10); null while nothing that is typed can find anybody. */
export function alikeOf(values: EditedValues, { attributes }: Pick<NewForm, "attributes">): Body<typeof findAlikeAtStore> | null {
  const contacts = contactsTyped(values);
  const one = (name: string) =>
    String(values[name] ?? "")
      .trim()
      .slice(0, 200);
  const days = Object.fromEntries(
    attributes.flatMap(({ code, type }, index) => {
      const day = one(fieldOf(index));
      return type === "date" && DAY.test(day) ? [[code, day]] : [];
    }),
  );
  const [firstName, lastName] = [one("firstName"), one("lastName")];
  const isNamed = lastName !== "" && Object.keys(days).length > 0;
  if (contacts.emails.length + contacts.phones.length === 0 && !isNamed) return null;
  // A name alone finds nobody, so without a day it makes no other question.
  return { ...contacts, days: isNamed ? days : {}, firstName: isNamed ? firstName : "", lastName: isNamed ? lastName : "" };
}

const DAY = /^(?:\d{4}|-)-\d{2}-\d{2}$/;
