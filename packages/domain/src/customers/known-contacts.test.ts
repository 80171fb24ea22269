import type { Customer, CustomerChange } from "@rapport/contract/customers";
import { expect, test } from "vitest";
import { withKnownContacts } from "./known-contacts.ts";

const HOME = { street: "Damrak 1", postalCode: "1012 LG", city: "Amsterdam", region: "", country: "NL" };
const AWAY = { street: "Meir 1", postalCode: "2000", city: "Antwerpen", region: "", country: "BE" };
const STORED = {
  accountNumber: "1",
  phone: "06-1111 2222",
  phoneKind: "mobile",
  otherPhones: [
    { kind: "work", number: "020 555 0101" },
    { kind: "home", number: "020 555 0102" },
  ],
  email: "ada@example.com",
  emailKind: "home",
  otherEmails: [{ kind: "work", address: "Ada@Office.example" }],
  ...AWAY,
  addressKind: "home",
  otherAddresses: [{ kind: "work", ...HOME }],
} as unknown as Customer;
const meant = (change: object) => withKnownContacts({ accountNumber: "1", ...change } as CustomerChange, STORED);

test("HC4 a primary contact that is one of the others changes places with the primary one, with its kind", () => {
  expect(meant({ phone: "020-5550102" })).toMatchObject({
    phone: "020-5550102",
    phoneKind: "home",
    otherPhones: [STORED.otherPhones[0], { kind: "mobile", number: "06-1111 2222" }],
  });
  expect(meant({ email: "ada@office.example", emailKind: "other" })).toMatchObject({
    emailKind: "other",
    otherEmails: [{ kind: "home", address: "ada@example.com" }],
  });
  expect(meant(HOME)).toMatchObject({ ...HOME, addressKind: "work", otherAddresses: [{ kind: "home", ...AWAY }] });
});

test("HC4 a street of one of the others brings its other fields, so that two addresses are never mixed", () => {
  expect(meant({ street: "Damrak 1", city: "Amsterdam" })).toMatchObject({ ...HOME, otherAddresses: [{ kind: "home", ...AWAY }] });
});

test.each([
  { phone: "06 11112222" },
  { phone: "06 99999999" },
  { phone: null },
  { phone: "020 555 0101", otherPhones: [] },
  { email: "ADA@example.com" },
  { email: "new@example.com" },
  { city: "Amsterdam", country: "NL" },
  { street: "Damrak 1", city: "Utrecht" },
  { ...HOME, otherAddresses: null },
  AWAY,
])("HC4 a write of anything else stays as it is: %o", (change) => {
  expect(meant(change)).toEqual({ accountNumber: "1", ...change });
});
