import { describe, expect, test } from "vitest";
import { CardSlot } from "@rapport/contract/clienteling";
import { createFormats } from "@rapport/ui";
import { shownAttribute, shownSlot } from "./slot.ts";
import { bookTexts } from "./texts.ts";

const english = {
  language: "en",
  formats: createFormats({ language: "en", timeZone: "Europe/Amsterdam", now: () => new Date("2026-11-22T10:00:00Z") }),
  text: bookTexts.en,
} as const;

describe("a measure in a slot", () => {
  const measure = (state: "value" | "none" | "unavailable", amount: string | null, other: { number?: string; date?: string } = {}) =>
    CardSlot.parse({
      kind: "measure",
      code: "netSpend365",
      state,
      money: amount === null ? null : { amount, currency: "GBP" },
      number: other.number ?? null,
      date: other.date ?? null,
      refreshedAt: null,
    });

  test("shows its amount to the penny", () => {
    expect(shownSlot(measure("value", "9007199254740993.05"), english).value).toBe("£9,007,199,254,740,993.05");
  });

  test("R20 that is a number or a day is written as in the person's language", () => {
    const dutch = {
      ...english,
      language: "nl",
      formats: createFormats({ language: "nl", timeZone: "Europe/Amsterdam", now: () => new Date("2026-11-22T10:00:00Z") }),
    } as const;
    const said = (other: { number?: string; date?: string }) => [english, dutch].map((notation) => shownSlot(measure("value", null, other), notation).value);
    expect(said({ number: "12345" })).toEqual(["12,345", "12.345"]);
    expect(said({ number: "-1" })).toEqual(["\u22121", "\u22121"]);
    expect(said({ date: "2026-03-05" })).toEqual(["5 Mar", "5 mrt"]);
    expect(said({ date: "2024-03-05" })).toEqual(["5 Mar 2024", "5 mrt 2024"]);
  });

  test("R19 R21 without a value is a dash, and one whose provider failed says so", () => {
    expect([shownSlot(measure("none", null), english).state, shownSlot(measure("unavailable", null), english).state]).toEqual(["none", "unavailable"]);
  });
});

describe("an attribute in a slot", () => {
  const nothing = { value: null, note: null, state: "none" };

  test("shows a birthday as day and month, with how near it is", () => {
    expect(shownAttribute({ type: "date", value: "1984-12-03", label: null }, english)).toEqual({ value: "3 December", note: "in 11 days", state: "value" });
    expect(shownAttribute({ type: "date", value: "1984-12-03", label: null }, { ...english, brief: true }).value).toBe("3 Dec");
    expect(shownAttribute({ type: "date", value: "1984-06-03", label: null }, english)).toEqual({ value: "3 June", note: null, state: "value" });
  });

  test("shows the label of a fixed list in the person's language", () => {
    expect(shownAttribute({ type: "text", value: "bags", label: { en: "Handbags", nl: "Tassen" } }, { ...english, language: "nl" }).value).toBe("Tassen");
  });

  test.for([
    [{ type: "boolean", value: true, label: null } as const, "Yes"],
    [{ type: "currency", value: { amount: "1250", currency: "GBP" }, label: null } as const, "£1,250"],
    [{ type: "currency", value: { amount: "90071992547409.93", currency: "USD" }, label: null } as const, "$90,071,992,547,409.93"],
    [{ type: "decimal", value: 38.5, label: null } as const, "38.5"],
    [{ type: "text", value: ["Silk", "Wool"], label: null } as const, "Silk, Wool"],
  ] as const)("shows %o as %s", ([attribute, shown]) => {
    expect(
      shownAttribute(
        {
          ...attribute,
          value: Array.isArray(attribute.value) ? [...attribute.value] : (attribute.value as string | number | boolean | { amount: string; currency: string }),
        },
        english,
      ).value,
    ).toBe(shown);
  });

  test("R19 without a value is a dash, even when its text is empty", () => {
    expect([shownAttribute({ type: "text", value: null, label: null }, english), shownAttribute({ type: "text", value: "", label: null }, english)]).toEqual([
      nothing,
      nothing,
    ]);
  });
});
