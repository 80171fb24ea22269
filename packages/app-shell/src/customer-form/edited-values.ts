import type { Body, Reply } from "@rapport/contract";
import type { AttributeValue } from "@rapport/contract/clienteling";
import { Customer, type EditedAttribute, type getCustomerForm, type putCustomer } from "@rapport/contract/customers";
import { CONTACT_LINES, entryOf, lineOf } from "@rapport/domain";
import type { useForm } from "@rapport/ui";
import { z } from "zod";

/** What the form of a customer is made of. That of a new one is about `NOBODY`. */
export type CustomerForm = Pick<Reply<typeof getCustomerForm>, "attributes" | "addressBooks" | "currency"> & {
  readonly customer: Omit<Reply<typeof getCustomerForm>["customer"], "customerId" | "phoneNumbers" | "saved">;
};
type CustomerBody = Body<typeof putCustomer>;

/** The values of the form by field: those of the customer by their own names, attributes as `attribute-0` and so on, because a code may hold any sign. */
export type EditedValues = Record<string, string | string[]>;
type Field = z.ZodString | z.ZodArray<z.ZodString> | typeof lines;

const text = (most: number) => z.string().trim().max(most);
const OWN = {
  firstName: text(200),
  lastName: text(200).min(1),
  phone: text(40),
  phoneKind: text(40),
  email: text(254),
  emailKind: text(40),
  street: text(200),
  postalCode: text(20),
  city: text(100),
  region: text(100),
  country: text(100),
  addressKind: text(40),
  preferredLanguage: text(3),
  preferredChannel: text(10),
  consentPhone: text(10),
  consentEmail: text(10),
  consentText: text(10),
  consentPost: text(10),
} as const;
export const OWN_FIELDS = Object.keys(OWN) as (keyof typeof OWN)[];
/** The phones, e-mail addresses and addresses that are not the primary ones, each a line (HC5). */
export const CONTACT_LISTS = ["otherPhones", "otherEmails", "otherAddresses"] as const;
export type ContactList = (typeof CONTACT_LISTS)[number];
/** What a customer does not want; in the form `yes` or `no`. */
export const OPT_OUTS = ["optOutPersonalization", "optOutWebTracking"] as const;
const lines = z.array(z.string().trim()).transform((all) => all.filter((line) => line !== ""));

const { data: NO_CUSTOMER } = Customer.omit({ accountNumber: true, lastName: true }).safeParse({});
export const NOBODY = { ...NO_CUSTOMER, accountNumber: "", lastName: "" } as CustomerForm["customer"];

export function fieldOf(index: number): string {
  return `attribute-${index}`;
}

/** The form's fields, as an editor of one of them takes them. */
export type CustomerFields = ReturnType<typeof useForm<ReturnType<typeof schemaOf>>>;

export function schemaOf({ attributes }: Pick<CustomerForm, "attributes">): z.ZodObject<Record<string, Field>> {
  const ofAttributes = attributes.map(
    ({ multiple, values }, index) => [fieldOf(index), multiple && values.length > 0 ? z.array(z.string()) : z.string()] as const,
  );
  return z.object({
    ...OWN,
    otherPhones: lines,
    otherEmails: lines,
    otherAddresses: lines,
    addressBooks: z.array(z.string()),
    ...Object.fromEntries(OPT_OUTS.map((name) => [name, z.string()])),
    ...Object.fromEntries(ofAttributes),
  });
}

export function valuesOf({ customer, attributes }: CustomerForm): EditedValues {
  return {
    ...Object.fromEntries(OWN_FIELDS.map((name) => [name, customer[name]])),
    otherPhones: customer.otherPhones.map((entry) => lineOf(CONTACT_LINES.otherPhones, entry)),
    otherEmails: customer.otherEmails.map((entry) => lineOf(CONTACT_LINES.otherEmails, entry)),
    otherAddresses: customer.otherAddresses.map((entry) => lineOf(CONTACT_LINES.otherAddresses, entry)),
    addressBooks: [...customer.addressBooks],
    ...Object.fromEntries(OPT_OUTS.map((name) => [name, customer[name] ? "yes" : "no"])),
    ...Object.fromEntries(attributes.map((attribute, index) => [fieldOf(index), typed(attribute, customer.attributes[attribute.code])])),
  };
}

/** What the form changed since it was read. Anything else is not named, so it stays as it is (C1). */
export function changesOf(values: EditedValues, { read, form: { attributes, currency } }: { read: EditedValues; form: CustomerForm }): CustomerBody {
  const isChanged = (name: string) => JSON.stringify(values[name]) !== JSON.stringify(read[name]);
  const own = Object.fromEntries([...OWN_FIELDS, "addressBooks"].filter(isChanged).map((name) => [name, values[name]]));
  const contacts = Object.fromEntries(
    CONTACT_LISTS.filter(isChanged).map((list) => [list, [values[list] ?? []].flat().map((line) => entryOf(CONTACT_LINES[list], line))]),
  );
  const optOuts = Object.fromEntries(OPT_OUTS.filter(isChanged).map((name) => [name, values[name] === "yes"]));
  const changed = attributes.flatMap((attribute, index) => {
    const name = fieldOf(index);
    return isChanged(name) ? [[attribute.code, untyped(attribute, { value: values[name] ?? "", currency })] as const] : [];
  });
  return { ...own, ...contacts, ...optOuts, ...(changed.length > 0 && { attributes: Object.fromEntries(changed) as CustomerBody["attributes"] }) };
}

function typed({ multiple, values }: EditedAttribute, value: AttributeValue | undefined): string | string[] {
  const all = (value === undefined ? [] : [value].flat()).map((one) =>
    typeof one === "object" ? one.amount : one === true ? "yes" : one === false ? "no" : String(one),
  );
  return multiple && values.length > 0 ? all : all.join("\n");
}

/** The value as it is sent. Text that is no number is sent as it is: the server says what is wrong with it. */
function untyped({ type, multiple }: EditedAttribute, { value, currency }: { value: string | string[]; currency: string }): AttributeValue | null {
  const lines = (typeof value === "string" ? value.split("\n") : value).map((line) => line.trim()).filter((line) => line !== "");
  const [first] = lines;
  if (first === undefined) return null;
  if (multiple) return lines;
  switch (type) {
    case "boolean":
      return first === "yes";
    case "integer":
    case "decimal":
      return /^-?\d+([.,]\d+)?$/.test(first) && !isTwoWays(first) ? Number(first.replace(",", ".")) : first;
    case "currency":
      // With a comma the server refuses it.
      return { amount: isTwoWays(first) ? first.replace(".", ",") : first.replace(",", "."), currency } as AttributeValue;
    default:
      return first;
  }
}

/** `1,000` and `1.000` are a thousand to some people and one to others. */
function isTwoWays(text: string): boolean {
  return /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
}
