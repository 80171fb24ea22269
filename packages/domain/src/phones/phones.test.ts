import { expect, test } from "vitest";
import { countryOf, digitsOfPhones, digitsSearched, readPhones } from "./index.ts";

test("C5 a country is read from its code or its name in any language", () => {
  const texts = ["NL", "nl", "Netherlands", "Nederland", "Holland", "United Kingdom", "EIRE", "U.K.", "Deutschland", "日本", "xx", "Nowhere", ""];
  expect(texts.map(countryOf)).toEqual(["NL", "NL", "NL", "NL", "NL", "GB", "IE", "GB", "DE", "JP", null, null, null]);
});

test.each([
  ["+44 (0)20 7946 0123", "NL", [["+442079460123", ""]]],
  ["020 7946 0124 ext 12", "GB", [["+442079460124", "12"]]],
  ["020-1234567 toestel 33", "NL", [["+31201234567", "33"]]],
  ["+1 (415) 555-2671 x89", null, [["+14155552671", "89"]]],
  ["06-20394858", "NL", [["+31620394858", ""]]],
  ["06-20394858", null, [[null, ""]]],
  ["0031 6 20394858", null, [["+31620394858", ""]]],
  ["0031 6 20394858", "NL", [["+31620394858", ""]]],
  ["011 31 6 20394858", "US", [["+31620394858", ""]]],
  ["030/1234567", "DE", [["+49301234567", ""]]],
  ["٠٦٢٠٣٩٤٨٥٨", "NL", [["+31620394858", ""]]],
  ["‪06-20394858‬", "NL", [["+31620394858", ""]]],
  ["tel. 06 20394858", "NL", [["+31620394858", ""]]],
  ["06-1", "NL", [[null, ""]]],
  ["+31 6 1", "NL", [[null, ""]]],
  ["none", "NL", []],
  ["", "NL", []],
] as const)("C5 the phone field %j of %s is dialled as %j", (field, country, numbers) => {
  expect(readPhones(field, country).map(({ e164, extension }) => [e164, extension])).toEqual(numbers);
});

test.each([
  ["020 123456 / 06 7654321", ["020 123456", "06 7654321"], [null, null]],
  ["020 6245555 of 0620394858", ["020 6245555", "0620394858"], ["+31206245555", "+31620394858"]],
  ["06-12345678 (werk), 06-87654321 (thuis)", ["06-12345678 (werk)", "06-87654321 (thuis)"], ["+31612345678", "+31687654321"]],
  ["06-12345678; +44 20 7946 0123", ["06-12345678", "+44 20 7946 0123"], ["+31612345678", "+442079460123"]],
  ["0620394858 0612345678", ["0620394858", "0612345678"], ["+31620394858", "+31612345678"]],
])("C5 two numbers in one field are two: %j", (field, written, e164) => {
  const phones = readPhones(field, "NL");
  expect(phones.map((phone) => phone.written)).toEqual(written);
  expect(phones.map((phone) => phone.e164)).toEqual(e164);
});

test.each([
  "+31620394858",
  "0031620394858",
  "＋３１６２０３９４８５８",
  "٠٦٢٠٣٩٤٨٥٨",
  "۰۶۲۰۳۹۴۸۵۸",
  "‪06-20394858‬",
  "⁦+31 (0)6 20394858⁩",
  "06 2039",
  "2039 4858",
  "(06) 20.39.48.58",
  "+31–6–20394858",
])("C6 the stored number 06-20394858 is found by %j", (query) => {
  const stored = digitsOfPhones(readPhones("06-20394858", "NL"));
  const searched = digitsSearched(query, "NL");
  expect(searched.some((digits) => stored.some((number) => number.includes(digits)))).toBe(true);
});

test("C6 a text that is not a number is not searched among numbers", () => {
  expect(["12", "12a45", "Anna", "3e"].map((query) => digitsSearched(query, "NL"))).toEqual([[], [], [], []]);
});

test("C5 an extension is not part of the digits that find a number", () => {
  expect(digitsOfPhones(readPhones("020 7946 0124 ext 12", "GB"))).toEqual(["02079460124", "442079460124"]);
});
