import { wrong, type Wrong } from "@rapport/contract/refusals";
import { digitsIn, withoutUnseen } from "./fold-text.ts";

/** What is wrong with an e-mail address (CC11): it needs something before one @, and a domain with a point after it, without blanks; null when nothing is. */
export function faultOfEmail(address: string): Wrong | null {
  return ADDRESS.test(withoutUnseen(address).trim()) ? null : wrong("email.form", {});
}

/** What is wrong with the text of a phone field (CC11): without a single digit it is none. A number that cannot be read is kept as it was written (C5). */
export function faultOfPhoneText(text: string): Wrong | null {
  return digitsIn(withoutUnseen(text)) === "" ? wrong("phone.no_digits", {}) : null;
}

/** What is wrong with the account number that a customer is made with (CC11): it is one word of signs that can be seen. */
export function faultOfNewAccountNumber(number: string): Wrong | null {
  return UNSEEN_OR_BLANK.test(number) ? wrong("account_number.form", {}) : null;
}

const ADDRESS = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u;
const UNSEEN_OR_BLANK = /[\s\p{C}]/u;
