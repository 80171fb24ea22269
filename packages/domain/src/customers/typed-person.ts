import { digitsIn } from "./fold-text.ts";

/** What a text that somebody searched for says of a person, for the fields of a new customer. */
export interface TypedPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly email: string;
}

/** An e-mail address has an @, a phone number has nothing but digits and what stands between them; anything else is a name, of which one word is the last name. */
export function typedPersonOf(typed: string): TypedPerson {
  const text = typed.trim().replaceAll(/\s+/gu, " ");
  const nobody = { firstName: "", lastName: "", phone: "", email: "" };
  if (text.includes("@")) return { ...nobody, email: text };
  if (PHONE.test(text) && digitsIn(text).length >= LEAST_DIGITS) return { ...nobody, phone: text };
  const at = text.indexOf(" ");
  return at < 0 ? { ...nobody, lastName: text } : { ...nobody, firstName: text.slice(0, at), lastName: text.slice(at + 1) };
}

const PHONE = /^[+(]?[\p{Nd}\s().\-/+]+$/u;
const LEAST_DIGITS = 4;
