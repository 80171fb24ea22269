import { expect, test } from "vitest";
import { defineTexts } from "./texts.ts";

const texts = defineTexts({
  en: { open: "Open", "greeting.hello": "Hello {{name}}", clients_one: "{{shown}} client", clients_other: "{{shown}} clients" },
  nl: { open: "Openen", "greeting.hello": "Hallo {{name}}", clients_one: "{{shown}} klant", clients_other: "{{shown}} klanten" },
});

test("each language has its own words, with the values filled in", () => {
  expect([texts.en("open"), texts.nl("open"), texts.nl("greeting.hello", { name: "Sanne" })]).toEqual(["Open", "Openen", "Hallo Sanne"]);
});

test("a count chooses the singular or the plural", () => {
  expect([1, 2].map((count) => texts.nl("clients", { count, shown: count }))).toEqual(["1 klant", "2 klanten"]);
});

test("a name with characters of markup is shown as written", () => {
  expect(texts.en("greeting.hello", { name: "O'Neill & <b>" })).toBe("Hello O'Neill & <b>");
});

// If the compiler accepted one of these lines, the types check would fail.
test("a missing, extra or misspelt key, or another placeholder, does not compile", () => {
  const wrong = [
    // @ts-expect-error Dutch lacks a message.
    () => defineTexts({ en: { a: "A", b: "B" }, nl: { a: "A" } }),
    // @ts-expect-error Dutch has a message that English has not.
    () => defineTexts({ en: { a: "A" }, nl: { a: "A", b: "B" } }),
    // @ts-expect-error The placeholders differ.
    () => defineTexts({ en: { a: "A {{name}}" }, nl: { a: "A {{naam}}" } }),
    // @ts-expect-error There is no such key.
    () => texts.en("opne"),
    // @ts-expect-error A value is missing.
    () => texts.en("greeting.hello"),
    // @ts-expect-error A plural needs its count.
    () => texts.en("clients", { shown: 1 }),
  ];
  expect(wrong).toHaveLength(6);
});
