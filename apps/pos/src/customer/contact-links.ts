import type { CustomerDetails } from "@rapport/contract/customers";

/** Where the contact actions lead. null where there is nothing to contact by. */
export function telLink(phone: string): string | null {
  const digits = phone.replaceAll(/[^\d+*#,;]/g, "");
  return digits === "" ? null : `tel:${digits}`;
}

/** The numbers of a customer, each with how it is dialled (C5): in full where it is a number of their country, else as it was typed. */
export function phoneLinks(numbers: CustomerDetails["phoneNumbers"]): { written: string; href: string }[] {
  return numbers.flatMap(({ written, e164, extension }) => {
    const href = e164 === null ? telLink(written) : `tel:${e164}${extension === "" ? "" : `;ext=${extension}`}`;
    return href === null ? [] : [{ written, href }];
  });
}

export function mailLink(email: string): string | null {
  return email.includes("@") ? `mailto:${encodeURIComponent(email).replace("%40", "@")}` : null;
}

/** Only the place goes to the map, never the name. */
export function mapLink({ city, country }: { city: string; country: string }): string | null {
  const place = [city, country].filter((part) => part !== "").join(", ");
  return place === "" ? null : `https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`;
}
