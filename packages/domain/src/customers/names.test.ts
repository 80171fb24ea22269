import { expect, test } from "vitest";
import { inEveryLanguage, nameAfter } from "./names.ts";

test("U14 a name without a Dutch word shows the English one there", () => {
  expect([{ en: "Metal" }, { en: "Metal", nl: null }, { en: "Metal", nl: "Metaal" }].map(inEveryLanguage)).toEqual([
    { en: "Metal", nl: "Metal" },
    { en: "Metal", nl: "Metal" },
    { en: "Metal", nl: "Metaal" },
  ]);
});

test("U14 C1 a language that is not named stays, null removes it", () => {
  const stored = { en: "Metal", nl: "Metaal" };
  expect(nameAfter({ stored, change: { en: "Metals" } })).toEqual({ en: "Metals", nl: "Metaal" });
  expect(nameAfter({ stored, change: { en: "Metal", nl: null } })).toEqual({ en: "Metal" });
  expect(nameAfter({ stored: undefined, change: { en: "Metal" } })).toEqual({ en: "Metal" });
});
