import fc from "fast-check";
import { expect, test } from "vitest";
import { CONTACT_LINES, entryOf, lineOf } from "./contact-lines.ts";

const { otherPhones, otherAddresses } = CONTACT_LINES;

test("HC5 a contact is one line: its kind and its fields with bars between them, or the number alone", () => {
  expect(lineOf(otherPhones, { kind: "work", number: "+31 20 555 0101" })).toBe("work | +31 20 555 0101");
  expect(lineOf(otherPhones, { kind: "", number: "020 555 0101" })).toBe("020 555 0101");
  expect(entryOf(otherPhones, "020 555 0101")).toEqual({ kind: "", number: "020 555 0101" });
  expect(lineOf(otherAddresses, { kind: "home", street: "Damrak 1\nFlat 2", city: "Amsterdam" })).toBe(String.raw`home | Damrak 1\nFlat 2 |  | Amsterdam |  |`);
  expect(entryOf(otherAddresses, "home | Damrak 1 | 1012 LG | Amsterdam")).toMatchObject({ kind: "home", postalCode: "1012 LG", country: "" });
  expect(entryOf(otherPhones, "a | b | c")).toBeNull();
});

test("HC5 whatever the values hold, a line gives them back", () => {
  const value = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/\r\n?/g, "\n").trim());
  const sign = fc.array(fc.constantFrom("\\", "|", "n", "\n", " ", "a"), { maxLength: 8 }).map((signs) => signs.join("").trim());
  const entry = fc.record({ kind: fc.oneof(value, sign), number: fc.oneof(value, sign) });
  fc.assert(
    fc.property(entry, (one) => {
      expect(entryOf(otherPhones, lineOf(otherPhones, one))).toEqual(one);
    }),
  );
});
