import { expect, test } from "vitest";
import { contactsFound } from "./contacts-found.ts";
import { customerSearchOf } from "./customer-search.ts";

const ADA = {
  phone: "06 1111 2222",
  phoneNumbers: [{ written: "06 1111 2222", e164: "+31611112222", extension: "" }],
  email: "ada@example.com",
  otherPhones: [{ kind: "work", number: "020 555 0101", numbers: [{ written: "020 555 0101", e164: "+31205550101", extension: "" }] }],
  otherEmails: [{ kind: "work", address: "a.bos@office.example" }],
};
const found = (query: string, digits: string[] = []) => contactsFound(ADA, { search: customerSearchOf(query), digits });
const PRIMARY = { phone: ADA.phone, email: ADA.email };

test("CS7 a result shows the number and the address that matched, else the primary ones", () => {
  expect(found("205550101", ["205550101"])).toEqual({ ...PRIMARY, phone: "020 555 0101" });
  expect(found("0611", ["611"])).toEqual(PRIMARY);
  expect(found("a.bos@off")).toEqual({ ...PRIMARY, email: "a.bos@office.example" });
  expect(found("ada a.bos@off")).toEqual({ ...PRIMARY, email: "a.bos@office.example" });
  expect(found("ada@")).toEqual(PRIMARY);
  expect(found("ada bos")).toEqual(PRIMARY);
  expect(contactsFound(ADA, { search: null, digits: [] })).toEqual(PRIMARY);
});
