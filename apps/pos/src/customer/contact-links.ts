import type { CustomerDetails, OtherAddress } from "@rapport/contract/customers";

/** The links of the contact actions; null where the customer has no such contact. */
export function telLink(phone: string): string | null {
  const digits = phone.replaceAll(/[^\d+*#,;]/g, "");
  return digits === "" ? null : `tel:${digits}`;
}

/** The phone numbers of a customer, each with its link (C5): in full if it is valid in their country, else as typed. */
export function phoneLinks(numbers: CustomerDetails["phoneNumbers"]): { written: string; href: string }[] {
  return numbers.flatMap(({ written, e164, extension }) => {
    const href = e164 === null ? telLink(written) : `tel:${e164}${extension === "" ? "" : `;ext=${extension}`}`;
    return href === null ? [] : [{ written, href }];
  });
}

/** For a text message to the first number that is known in full; an extension takes none. */
export function textLink(numbers: CustomerDetails["phoneNumbers"]): { written: string; href: string } | null {
  const found = numbers.find(({ e164, extension }) => e164 !== null && extension === "");
  return found === undefined ? null : { written: found.written, href: `sms:${found.e164}` };
}

export function mailLink(email: string): string | null {
  return email.includes("@") ? `mailto:${encodeURIComponent(email).replace("%40", "@")}` : null;
}

/** The map gets only the address, never the name. */
export function mapLink({ street, postalCode, city, country }: Omit<OtherAddress, "kind" | "region">): string | null {
  const place = [street.replaceAll(/\s+/g, " "), `${postalCode} ${city}`.trim(), country].filter((part) => part !== "").join(", ");
  return place === "" ? null : `https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`;
}
