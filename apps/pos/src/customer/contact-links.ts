/** Where the contact actions lead. null where there is nothing to contact by. */
export function telLink(phone: string): string | null {
  const digits = phone.replaceAll(/[^\d+*#,;]/g, "");
  return digits === "" ? null : `tel:${digits}`;
}

export function mailLink(email: string): string | null {
  return email.includes("@") ? `mailto:${encodeURIComponent(email).replace("%40", "@")}` : null;
}

/** Only the place goes to the map, never the name. */
export function mapLink({ city, country }: { city: string; country: string }): string | null {
  const place = [city, country].filter((part) => part !== "").join(", ");
  return place === "" ? null : `https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`;
}
