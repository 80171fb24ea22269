import type { OtherAddress } from "@rapport/contract/customers";

/** An address as it is written on an envelope: street, postal code and city, region, country. Lines without anything are left out. */
export function addressLines({ street, postalCode, city, region, country }: Omit<OtherAddress, "kind">): string[] {
  return [street, `${postalCode}  ${city}`.trim(), region, country].filter((line) => line !== "");
}
