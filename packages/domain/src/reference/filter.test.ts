import { Attribute, BookQuery, type AttributeValue } from "@rapport/contract/clienteling";
import { expect, test } from "vitest";
import { searchTextOf } from "../customers/search-text.ts";
import { matches } from "./filter.ts";

const name = { en: "A", nl: "A" };
const define = (part: object) => Attribute.parse({ name, refinable: true, ...part });
const attributes = new Map([
  ["interest", define({ type: "text", multiple: true, filter: { kind: "list", multi: true } })],
  ["town", define({ type: "text", filter: { kind: "list", multi: true } })],
  ["vip", define({ type: "boolean", filter: { kind: "list", multi: false } })],
  ["spend", define({ type: "decimal", filter: { kind: "range", thresholds: [10, 20, 50] } })],
  ["birthday", define({ type: "date", filter: { kind: "date" } })],
]);
const client = (values: Record<string, AttributeValue>, firstName = "Zoë") => ({
  searchText: searchTextOf({ firstName, lastName: "de Boer", email: "zoe@example.com", accountNumber: "2001", phone: "06-123", city: "Gent" }),
  attributes: values,
});
const lets = (query: object, values: Record<string, AttributeValue>, today = "2027-02-28") =>
  matches({ query: BookQuery.parse(query), attributes, today }, client(values));
const anyOf = (attribute: string, ...values: (string | boolean)[]) => ({ kind: "anyOf", attribute, values });

test("each word of the keyword is in name, e-mail, account number, phone or city", () => {
  expect(["zoe", "ZOË boer", "boer zo", "2001", "0612", "gen", "oe@ex"].map((keyword) => lets({ keyword }, {}))).toEqual(Array(7).fill(true));
  expect(["zoa", "zoe jansen", "%", "_", "z%e"].map((keyword) => lets({ keyword }, {}))).toEqual(Array(5).fill(false));
});

test("a phone number is found as it is shown, as it is dialled, and by its last digits", () => {
  const searchText = searchTextOf({ firstName: "Amy", lastName: "Fay", email: "", accountNumber: "7", phone: "+44 7700 126567", city: "" });
  const finds = (keyword: string) => matches({ query: BookQuery.parse({ keyword }), attributes, today: "2027-02-28" }, { searchText, attributes: {} });
  expect(["+44 7700 126567", "07700 126567", "0044 7700-126567", "12 65 67", "(0)7700"].map(finds)).toEqual(Array(5).fill(true));
  expect(["+44 7700 126568", "0770 126567", "amy 12 65 68"].map(finds)).toEqual(Array(3).fill(false));
});

test("case 23 R39 values inside one filter are alternatives, different filters all have to fit", () => {
  const filters = [anyOf("interest", "shoes", "bags"), anyOf("town", "Ghent")];
  expect(lets({ filters }, { interest: ["bags", "hats"], town: "Ghent" })).toBe(true);
  expect(lets({ filters }, { interest: ["shoes"], town: "Ghent" })).toBe(true);
  expect(lets({ filters }, { interest: ["shoes"], town: "Bruges" })).toBe(false);
  expect(lets({ filters }, { interest: ["hats"], town: "Ghent" })).toBe(false);
  expect(lets({ filters }, { town: "Ghent" })).toBe(false);
});

test("R39 two filters on one attribute are alternatives", () => {
  const filters = [
    { kind: "between", attribute: "spend", lower: null, upper: 10 },
    { kind: "between", attribute: "spend", lower: 50, upper: null },
  ];
  expect([9.99, 10, 49, 50].map((spend) => lets({ filters }, { spend }))).toEqual([true, false, false, true]);
});

test("yes and no are values like others, and a missing value fits neither", () => {
  expect([
    lets({ filters: [anyOf("vip", true)] }, { vip: true }),
    lets({ filters: [anyOf("vip", false)] }, { vip: false }),
    lets({ filters: [anyOf("vip", false)] }, {}),
  ]).toEqual([true, true, false]);
});

test("case 24 a birthday within the next 14 days, across leap days", () => {
  const filters = [{ kind: "withinDays", attribute: "birthday", days: 14 }];
  expect([lets({ filters }, { birthday: "1980-03-03" }), lets({ filters }, { birthday: "1980-04-20" }), lets({ filters }, { birthday: "1980-02-29" })]).toEqual(
    [true, false, true],
  );
});

test("R32 a filter on an attribute that is not refinable fits nobody", () => {
  expect(lets({ filters: [anyOf("metal", "gold")] }, { metal: "gold" })).toBe(false);
});
