import { describe, expect, test } from "vitest";
import { type AttributeFilter, Facet } from "@rapport/contract/clienteling";
import { createFormats } from "@rapport/ui";
import { filterChips, isChosen, offeredOptions, optionWords, toggled } from "./filters.ts";
import { bookTexts } from "./texts.ts";

const interest = Facet.parse({
  attribute: "interest",
  name: { en: "Interest", nl: "Interesse" },
  type: "text",
  kind: "list",
  multi: true,
  options: [
    { filter: { kind: "anyOf", attribute: "interest", values: ["bags"] }, label: { en: "Handbags", nl: "Tassen" }, count: 14, active: false },
    { filter: { kind: "anyOf", attribute: "interest", values: ["shoes"] }, label: { en: "Shoes", nl: "Schoenen" }, count: 11, active: false },
  ],
});
const birthday = Facet.parse({
  attribute: "birthday",
  name: { en: "Birthday", nl: "Verjaardag" },
  type: "date",
  kind: "date",
  multi: false,
  options: [
    { filter: { kind: "withinDays", attribute: "birthday", days: 7 }, label: null, count: 1, active: false },
    { filter: { kind: "withinDays", attribute: "birthday", days: 30 }, label: null, count: 6, active: false },
  ],
});
const notation = (language: "en" | "nl") => ({
  language,
  formats: createFormats({ language, timeZone: "Europe/Amsterdam", now: () => new Date("2026-11-22T10:00:00Z") }),
  text: bookTexts[language],
});
const [bags, shoes] = interest.options;
const [week, month] = birthday.options;
if (bags === undefined || shoes === undefined || week === undefined || month === undefined) throw new Error("the facets above have two options each");

describe("choosing an option", () => {
  test("R39 a list with several choices has both values in one filter, which means or", () => {
    expect(toggled({ filters: [bags.filter], facet: interest, option: shoes })).toEqual([{ kind: "anyOf", attribute: "interest", values: ["bags", "shoes"] }]);
  });

  test("a list with one choice replaces the old value", () => {
    expect(toggled({ filters: [bags.filter], facet: { ...interest, multi: false }, option: shoes })).toEqual([shoes.filter]);
  });

  test("another range of days replaces the first", () => {
    expect(toggled({ filters: [bags.filter, week.filter], facet: birthday, option: month })).toEqual([bags.filter, month.filter]);
  });

  test("choosing it again removes it and leaves the other value", () => {
    const both = toggled({ filters: [bags.filter], facet: interest, option: shoes });
    expect(toggled({ filters: both, facet: interest, option: bags })).toEqual([shoes.filter]);
    expect(toggled({ filters: [shoes.filter], facet: interest, option: shoes })).toEqual([]);
  });

  test("two ranges with the same bounds are the same choice", () => {
    const range = (upper: number | null): AttributeFilter => ({ kind: "between", attribute: bags.filter.attribute, lower: 10, upper });
    expect([isChosen({ filters: [range(20)], filter: range(20) }), isChosen({ filters: [range(20)], filter: range(null) })]).toEqual([true, false]);
  });
});

test("values with equal counts are sorted by their name in the person's language", () => {
  const even = { ...interest, options: interest.options.map((option) => ({ ...option, count: 3 })) };
  const names = (language: "en" | "nl") =>
    offeredOptions({ facet: even, filters: [shoes.filter], language }).map(({ label, chosen }) => [label?.[language], chosen]);
  expect(names("en")).toEqual([
    ["Handbags", false],
    ["Shoes", true],
  ]);
  expect(names("nl")).toEqual([
    ["Schoenen", true],
    ["Tassen", false],
  ]);
});

test("case 26 R37 ranges, days, and yes and no are in the person's language, with all their digits", () => {
  const between = (lower: number | null, upper: number | null) => ({ kind: "between" as const, attribute: bags.filter.attribute, lower, upper });
  const yesOrNo = (value: boolean) => ({ kind: "anyOf" as const, attribute: bags.filter.attribute, values: [value] });
  const filters = [between(null, 10), between(10, 1500.0625), between(1500.5, null), between(0, 1), week.filter, yesOrNo(true), yesOrNo(false)];
  const said = (language: "en" | "nl") => filters.map((filter) => optionWords({ filter, label: null }, notation(language)));
  expect(said("en")).toEqual(["Less than 10", "10 – 1,500.0625", "1,500.5 or more", "0 – 1", "Next 7 days", "Yes", "No"]);
  expect(said("nl")).toEqual(["Minder dan 10", "10 – 1.500,0625", "1.500,5 of meer", "0 – 1", "Komende 7 dagen", "Ja", "Nee"]);
});

test("a value of a list has the retailer's name", () => {
  expect((["en", "nl"] as const).map((language) => optionWords(bags, notation(language)))).toEqual(["Handbags", "Tassen"]);
});

test("C14 a value that its list lost says so", () => {
  expect((["en", "nl"] as const).map((language) => optionWords({ ...bags, retired: true }, notation(language)))).toEqual([
    "Handbags (retired)",
    "Tassen (vervallen)",
  ]);
});

describe("chips of the active filters", () => {
  const chips = (language: "en" | "nl", keyword: string, filters: AttributeFilter[]) =>
    filterChips({ view: { keyword, filters }, facets: [interest, birthday], notation: notation(language) });

  test("there is a chip for the keyword and one for each value, in the person's language", () => {
    const filters = toggled({ filters: [month.filter, bags.filter], facet: interest, option: shoes });
    expect(chips("nl", "jansen", filters).map(({ label }) => label)).toEqual([
      "‘jansen’",
      "Verjaardag: Komende 30 dagen",
      "Interesse: Tassen",
      "Interesse: Schoenen",
    ]);
  });

  test("U17 each says whether it is an alternative value, or another condition that must fit", () => {
    const filters = [bags.filter, month.filter, shoes.filter];
    expect(chips("en", "jansen", filters).map(({ label, joint }) => [joint, label])).toEqual([
      [null, "“jansen”"],
      ["and", "Interest: Handbags"],
      ["or", "Interest: Shoes"],
      ["and", "Birthday: Next 30 days"],
    ]);
    expect(chips("en", "", filters).map(({ joint }) => joint)).toEqual([null, "or", "and"]);
  });

  test("removing one leaves the others", () => {
    const filters = toggled({ filters: [month.filter, bags.filter], facet: interest, option: shoes });
    const shoesChip = chips("en", "jansen", filters).at(-1);
    expect(shoesChip?.rest).toEqual({ keyword: "jansen", filters: [month.filter, bags.filter] });
  });

  test("a value that is no longer offered is still shown, so that it can be removed", () => {
    const gone: AttributeFilter = { kind: "between", attribute: bags.filter.attribute, lower: 500, upper: null };
    expect(chips("en", "", [gone]).map(({ label }) => label)).toEqual(["Interest: 500 or more"]);
  });
});
