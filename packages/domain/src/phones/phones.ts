import { findPhoneNumbersInText, parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from "libphonenumber-js/max";
import { digitsIn, withoutUnseen } from "../customers/fold-text.ts";
import { phoneSearched } from "../customers/search-text.ts";

/** One number of a phone field. */
export interface ReadPhone {
  /** As it was written, without its extension's word. */
  readonly written: string;
  /** E.164, `+31620394858`; null when it is no number of the country. */
  readonly e164: string | null;
  /** Digits to choose once somebody answers; '' for none. */
  readonly extension: string;
}

/**
 * The numbers of a phone field (C5): one, or several when it holds several; none when it holds no digits.
 *
 * @param country whose national numbers these are; without one only those with a country's code are read
 */
export function readPhones(field: string, country: CountryCode | null): ReadPhone[] {
  const text = plain(field);
  if (digitsIn(text) === "") return [];
  const whole = parsed(text, { country, isWhole: true });
  if (whole?.isValid() === true) return [phone(field.trim(), whole)];
  const parts = field.split(BETWEEN_NUMBERS).filter((part) => digitsIn(part).length >= LEAST_DIGITS_OF_A_NUMBER);
  if (parts.length > 1) return parts.map((part) => phone(part.trim(), dialled(plain(part), country)));
  const found = findPhoneNumbersInText(text, country === null ? {} : { defaultCountry: country });
  if (found.length > 1) return found.map(({ number, startsAt, endsAt }) => phone(text.slice(startsAt, endsAt), number));
  return [phone(field.trim(), dialled(text, country))];
}

/** The number of a text that can be dialled: a valid one, or one whose country is written and which could be new. */
function dialled(text: string, country: CountryCode | null): PhoneNumber | undefined {
  const number = parsed(text, { country, isWhole: true }) ?? parsed(text, { country, isWhole: false });
  const isSure = number?.isValid() === true || (text.startsWith("+") && number?.isPossible() === true);
  return isSure ? number : undefined;
}

/** The digits by which a number is found: as it was written, and from its country's code on. */
export function digitsOfPhones(phones: readonly ReadPhone[]): string[] {
  return [...new Set(phones.flatMap(({ written, e164, extension }) => [digitsOfWritten(written, extension), e164?.slice(1) ?? ""]))].filter(
    (digits) => digits !== "",
  );
}

/** The digits a query looks for, when it is a phone number: as typed, and from the country's code on (C6). */
export function digitsSearched(query: string, country: CountryCode | null): string[] {
  const typed = phoneSearched(query);
  const number = parsed(plain(query), { country, isWhole: true });
  const full = number?.isValid() === true ? [number.number.slice(1)] : [];
  return [...new Set([...(typed === null ? [] : [typed]), ...full])];
}

/** What stands between two numbers of one field. A slash also stands inside a number; then what is around it is too short for one. */
const BETWEEN_NUMBERS = /[/;,|\n]|\s(?:or|of|and|en|und|oder|et|ou|y|o|e)\s|\s&\s/iu;
const LEAST_DIGITS_OF_A_NUMBER = 6;
/** Words for an extension beside those that the library knows. */
const EXTENSION = /\s*\b(?:toestel|toest|tst|poste|durchwahl|dw|anknytning|interno|int|anexo)\b\.?\s*(?=\d)/giu;

function plain(field: string): string {
  return withoutUnseen(field).normalize("NFKC").replaceAll(EXTENSION, " ext. ").trim();
}

function parsed(text: string, { country, isWhole }: { country: CountryCode | null; isWhole: boolean }): PhoneNumber | undefined {
  // Without a country its way to dial abroad is not known; 00 is what most of the world dials.
  const abroad = country === null ? text.replace(/^00(?=\s*[1-9])/, "+") : text;
  return parsePhoneNumberFromString(abroad, { ...(country !== null && { defaultCountry: country }), extract: !isWhole });
}

function phone(written: string, number: PhoneNumber | undefined): ReadPhone {
  return { written, e164: number?.number ?? null, extension: number?.ext ?? "" };
}

function digitsOfWritten(written: string, extension: string): string {
  const digits = digitsIn(withoutUnseen(written));
  return extension !== "" && digits.endsWith(extension) ? digits.slice(0, -extension.length) : digits;
}
