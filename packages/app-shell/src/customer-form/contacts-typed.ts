import { CONTACT_LINES, entryOf } from "@rapport/domain";
import type { EditedValues } from "./edited-values.ts";

/** The whole phone numbers and e-mail addresses of a form, for asking who has them already (CC10). */
export function contactsTyped(values: EditedValues): { emails: string[]; phones: string[]; country: string } {
  const one = (name: string) => String(values[name] ?? "").trim();
  const all = (own: string, list: "otherPhones" | "otherEmails", field: "number" | "address") => {
    const others = [values[list] ?? []].flat().map((line) => entryOf<string>(CONTACT_LINES[list], line)?.[field] ?? "");
    return [one(own), ...others].filter((text) => text !== "");
  };
  return {
    emails: all("email", "otherEmails", "address").filter((address) => address.includes("@") && address.length <= 254),
    phones: all("phone", "otherPhones", "number").filter((number) => number.replaceAll(/\D/g, "").length >= 6 && number.length <= 40),
    country: one("country").slice(0, 100),
  };
}
