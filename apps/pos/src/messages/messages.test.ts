import { expect, test } from "vitest";
import { en } from "./en.ts";
import { nl } from "./nl.ts";
import { createText } from "./text.ts";

test("every message has the same placeholders in both languages", () => {
  const differing = Object.entries(en).filter(([key, english]) => placeholders(english).join() !== placeholders(nl[key as keyof typeof nl]).join());
  expect(differing).toEqual([]);
});

test("a count chooses the singular or the plural", () => {
  const text = createText("nl");
  expect([1, 2].map((count) => text("book.clients", { count, shown: String(count) }))).toEqual(["1 klant", "2 klanten"]);
});

test("a name with signs of markup is shown as it is written", () => {
  expect(createText("en")("customer.added", { name: "O'Neill & <b>" })).toBe("O'Neill & <b> is in your client book.");
});

function placeholders(message: string): string[] {
  return [...message.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort();
}
