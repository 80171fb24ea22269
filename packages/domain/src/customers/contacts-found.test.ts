import { expect, test } from "vitest";
import { contactsFound } from "./contacts-found.ts";
import { customerSearchOf } from "./customer-search.ts";

const DAMRAK = { street: "Damrak 1", postalCode: "1012 LG", city: "Amsterdam", region: "", country: "Netherlands" };
const SPUI = { street: "Spui 70", postalCode: "2511 BT", city: "Den Haag", region: "", country: "" };
const ADA = {
  firstName: "Ada",
  lastName: "Bos",
  ...DAMRAK,
  otherAddresses: [{ kind: "delivery", ...SPUI }],
  phone: "06 1111 2222",
  phoneNumbers: [{ written: "06 1111 2222", e164: "+31611112222", extension: "" }],
  email: "ada@example.com",
  otherPhones: [{ kind: "work", number: "020 555 0101", numbers: [{ written: "020 555 0101", e164: "+31205550101", extension: "" }] }],
  otherEmails: [{ kind: "work", address: "a.bos@office.example" }],
};
const found = (query: string, digits: string[] = []) => contactsFound(ADA, { search: customerSearchOf(query), digits });
const PRIMARY = { phone: ADA.phone, email: ADA.email, address: DAMRAK, foundBy: [] };

test("CS7 a result shows the number and the address that matched, else the primary ones, and says which matched", () => {
  expect(found("205550101", ["205550101"])).toEqual({ ...PRIMARY, phone: "020 555 0101", foundBy: ["phone"] });
  expect(found("0611", ["611"])).toEqual({ ...PRIMARY, foundBy: ["phone"] });
  expect(found("a.bos@off")).toEqual({ ...PRIMARY, email: "a.bos@office.example", foundBy: ["email"] });
  expect(found("ada a.bos@off")).toEqual({ ...PRIMARY, email: "a.bos@office.example", foundBy: ["email"] });
  expect(found("ada@")).toEqual({ ...PRIMARY, foundBy: ["email"] });
  expect(found("ada bos")).toEqual(PRIMARY);
  expect(contactsFound(ADA, { search: null, digits: [] })).toEqual(PRIMARY);
});

test("CS11 the address that matched is shown, also with the name before or behind it; words of the name are none, nor is what was not searched", () => {
  const spui = { ...PRIMARY, address: SPUI, foundBy: ["address"] };
  for (const query of ["spui 70", "Den Haag", "2511bt den", "bos den haag", "den haag ada"]) expect([query, found(query)]).toEqual([query, spui]);
  for (const query of ["damrak", "amst", "ada 1012 LG"]) expect([query, found(query)]).toEqual([query, { ...PRIMARY, foundBy: ["address"] }]);
  const named = { ...ADA, lastName: "Amsterdam", otherAddresses: [] };
  expect(contactsFound(named, { search: customerSearchOf("ada amsterdam"), digits: [] }).foundBy).toEqual([]);
  expect(contactsFound(ADA, { search: customerSearchOf("spui"), digits: [], properties: ["name"] })).toEqual(PRIMARY);
});
