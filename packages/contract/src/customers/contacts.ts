import { z } from "zod";
import { Reach } from "./reach.ts";

/** A number of a phone field: as it was written, in E.164 where it is a valid number, and its extension, `''` for none (C5). */
export const PhoneNumber = z.object({ written: z.string(), e164: z.string().nullable(), extension: z.string() }).meta({ id: "PhoneNumber" });
export type PhoneNumber = z.infer<typeof PhoneNumber>;

/** What a number or an address is for: one of `CONTACT_KINDS`, or words of one's own; `''` for nothing said. */
export const ContactKind = z.string().trim().max(40).default("");

export const AddressFields = {
  street: z.string().trim().max(200).default(""),
  postalCode: z.string().trim().max(20).default(""),
  city: z.string().trim().max(100).default(""),
  region: z.string().trim().max(100).default(""),
  country: z.string().trim().max(100).default(""),
} as const;

export const OtherPhone = z.strictObject({ kind: ContactKind, number: z.string().trim().min(1).max(40) }).meta({ id: "OtherPhone" });
export const OtherEmail = z.strictObject({ kind: ContactKind, address: z.string().trim().min(1).max(254) }).meta({ id: "OtherEmail" });
export const OtherAddress = z.strictObject({ kind: ContactKind, ...AddressFields }).meta({ id: "OtherAddress" });
export type OtherAddress = z.infer<typeof OtherAddress>;

/** How a customer is reached, as pages show it: the primary ones, and the others in their order (HC4). */
export const shownContacts = {
  phone: z.string(),
  phoneKind: z.string(),
  phoneNumbers: z.array(PhoneNumber),
  email: z.string(),
  emailKind: z.string(),
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  region: z.string(),
  country: z.string(),
  addressKind: z.string(),
  otherPhones: z.array(z.object({ kind: z.string(), number: z.string(), numbers: z.array(PhoneNumber) })),
  otherEmails: z.array(z.object({ kind: z.string(), address: z.string() })),
  otherAddresses: z.array(
    z.object({ kind: z.string(), street: z.string(), postalCode: z.string(), city: z.string(), region: z.string(), country: z.string() }),
  ),
  ...Reach,
} as const;

const ShownContacts = z.object(shownContacts);
export type ShownContacts = z.infer<typeof ShownContacts>;
