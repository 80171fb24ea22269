import { expect, test } from "vitest";
import { changesOf, schemaOf, valuesOf, type CustomerForm } from "./edited-values.ts";

const name = { en: "A", nl: "A" };
const FORM = {
  customer: {
    accountNumber: "1",
    firstName: "Ada",
    lastName: "Bos",
    phone: "",
    phoneKind: "",
    email: "",
    emailKind: "",
    street: "",
    postalCode: "",
    city: "Gent",
    region: "",
    country: "",
    addressKind: "",
    otherPhones: [{ kind: "work", number: "020 555 0101" }],
    otherEmails: [],
    otherAddresses: [],
    addressBooks: ["AMS"],
    preferredLanguage: "nl",
    preferredChannel: "",
    consentPhone: "allowed",
    consentEmail: "",
    consentText: "",
    consentPost: "",
    optOutPersonalization: true,
    optOutWebTracking: false,
    attributes: { vip: false, size: 39.5, spent: { amount: "12.50", currency: "EUR" }, likes: ["shoes", "lost"], tags: ["a", "b"], born: "--12-05" },
    customerId: "0b3c7e0e-7a44-4c62-9d2b-1f7a55a9c001",
    phoneNumbers: [],
    saved: { version: 1, at: "2026-03-02T12:00:00.000Z", by: null },
  },
  attributes: [
    { code: "vip", name, type: "boolean", multiple: false, values: [] },
    { code: "size", name, type: "decimal", multiple: false, values: [] },
    { code: "spent", name, type: "currency", multiple: false, values: [] },
    { code: "likes", name, type: "text", multiple: true, values: [{ value: "shoes", label: name }] },
    { code: "tags", name, type: "text", multiple: true, values: [] },
    { code: "born", name, type: "date", multiple: false, values: [] },
    { code: "note", name, type: "text", multiple: false, values: [] },
  ],
  addressBooks: [],
  currency: "EUR",
} as unknown as CustomerForm;
const read = valuesOf(FORM);
const changed = (values: typeof read) => changesOf(schemaOf(FORM).parse({ ...read, ...values }), { read, form: FORM });

test("C1 a form that changed nothing names nothing, values of every type and values that a list lost among them", () => {
  expect(changed({})).toEqual({});
  expect(changed({ otherPhones: ["work | 020 555 0101", " "], otherEmails: [""] })).toEqual({});
});

test.each(["1,000", "1.000", "-12.500"])("an amount or number that can be read in two ways (%s) is not read as one of them", (typed) => {
  const { attributes } = changed({ "attribute-1": typed, "attribute-2": typed });
  expect(attributes).toEqual({ size: typed, spent: { amount: typed.replace(".", ","), currency: "EUR" } });
});

test("HC4 a list of contacts is named whole when one of them was changed", () => {
  const { otherPhones, ...rest } = changed({ otherPhones: ["0612345678", "home | 020 555 0101"] });
  expect(otherPhones).toEqual([
    { kind: "", number: "0612345678" },
    { kind: "home", number: "020 555 0101" },
  ]);
  expect(rest).toEqual({});
});

test("C1 only what was changed is named, each value in its own type, and an emptied one as null", () => {
  expect(changed({ city: "Brugge ", addressBooks: [] })).toEqual({ city: "Brugge", addressBooks: [] });
  expect(
    changed({
      "attribute-0": "yes",
      "attribute-1": "40,5",
      "attribute-2": "13,75",
      "attribute-3": ["shoes"],
      "attribute-4": "a\n\n c ",
      "attribute-5": "1990-12-05",
      "attribute-6": "text",
    }),
  ).toEqual({
    attributes: {
      vip: true,
      size: 40.5,
      spent: { amount: "13.75", currency: "EUR" },
      likes: ["shoes"],
      tags: ["a", "c"],
      born: "1990-12-05",
      note: "text",
    },
  });
  expect(changed({ "attribute-0": "", "attribute-3": [], "attribute-5": "" })).toEqual({ attributes: { vip: null, likes: null, born: null } });
  // The server says what is wrong with it.
  expect(changed({ "attribute-1": "1,000.50" })).toEqual({ attributes: { size: "1,000.50" } });
});

test("HC7 an opt-out that the form changed is named alone", () => {
  expect(changed({ optOutPersonalization: "no" })).toEqual({ optOutPersonalization: false });
  expect(changed({ optOutWebTracking: "yes" })).toEqual({ optOutWebTracking: true });
});
