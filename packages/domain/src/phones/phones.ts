import { findPhoneNumbersInText, parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from "libphonenumber-js/max";
import { digitsIn, withoutUnseen } from "../customers/fold-text.ts";
import { phoneSearched } from "../customers/search-text.ts";

/** One number of a phone field. */
export interface ReadPhone {
  /** As it was written, without the word for its extension. */
  readonly written: string;
  /** E.164, such as `+31620394858`; null when it is not a valid number of the country. */
  readonly e164: string | null;
  /** The digits to choose when the call is answered; '' for none. */
  readonly extension: string;
}

/**
 * The numbers in a phone field (C5): one or several; none when it has no digits.
 *
 * @param country the country of national numbers; without it only numbers with a country code are read
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

/** The number in a text that can be dialled: a valid one, or one with a country code that may be too new to be known as valid. */
function dialled(text: string, country: CountryCode | null): PhoneNumber | undefined {
  const number = parsed(text, { country, isWhole: true }) ?? parsed(text, { country, isWhole: false });
  const isSure = number?.isValid() === true || (text.startsWith("+") && number?.isPossible() === true);
  return isSure ? number : undefined;
}

/** The digits that find a number: as it was written, and with its country code. */
export function digitsOfPhones(phones: readonly ReadPhone[]): string[] {
  return [...new Set(phones.flatMap(({ written, e164, extension }) => [digitsOfWritten(written, extension), e164?.slice(1) ?? ""]))].filter(
    (digits) => digits !== "",
  );
}

/** The digits that a query searches for, when it is a phone number: as typed, and with the country code (C6). */
export function digitsSearched(query: string, country: CountryCode | null): string[] {
  const typed = phoneSearched(query);
  const number = parsed(plain(query), { country, isWhole: true });
  const full = number?.isValid() === true ? [number.number.slice(1)] : [];
  return [...new Set([...(typed === null ? [] : [typed]), ...full])];
}

/** What separates two numbers in one field. A slash can also be inside a number; then the parts around it are too short to be numbers. */
const BETWEEN_NUMBERS = /[/;,|\n]|\s(?:or|of|and|en|und|oder|et|ou|y|o|e)\s|\s&\s/iu;
const LEAST_DIGITS_OF_A_NUMBER = 6;
/** Words for an extension that the library does not know. */
const EXTENSION = /\s*\b(?:toestel|toest|tst|poste|durchwahl|dw|anknytning|interno|int|anexo)\b\.?\s*(?=\d)/giu;

function plain(field: string): string {
  return withoutUnseen(field).normalize("NFKC").replaceAll(EXTENSION, " ext. ").trim();
}

function parsed(text: string, { country, isWhole }: { country: CountryCode | null; isWhole: boolean }): PhoneNumber | undefined {
  // Without a country its prefix for calls abroad is not known. Most of the world dials 00.
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
