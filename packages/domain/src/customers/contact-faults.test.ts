import { expect, test } from "vitest";
import { faultOfEmail, faultOfNewAccountNumber, faultOfPhoneText } from "./contact-faults.ts";

test.each([
  ["ada@example.com", null],
  ["ada.o'neil+shop@mail.example.co.uk", null],
  ["用户@例子.公司", null],
  [" ada@example.com\u200E", null],
  ["ada example.com", "email.form"],
  ["ada@", "email.form"],
  ["ada@example", "email.form"],
  ["@example.com", "email.form"],
  ["ada @example.com", "email.form"],
  ["ada@example..com", "email.form"],
  ["ada@one.com, bob@two.com", "email.form"],
])("CC11 the e-mail address %s", (address, code) => {
  expect(faultOfEmail(address)?.code ?? null).toBe(code);
});

test.each([
  ["+31 20 555 0101", null],
  ["ask for Ada, ext 4", null],
  ["٠٢٠ ٥٥٥", null],
  ["none", "phone.no_digits"],
  ["()-", "phone.no_digits"],
])("CC11 the phone %s", (text, code) => {
  expect(faultOfPhoneText(text)?.code ?? null).toBe(code);
});

test.each([
  ["C-0001/7", null],
  ["客户42", null],
  ["C 0001", "account_number.form"],
  ["C\u0007", "account_number.form"],
  ["C\u200B1", "account_number.form"],
])("CC11 the new account number %j", (number, code) => {
  expect(faultOfNewAccountNumber(number)?.code ?? null).toBe(code);
});
