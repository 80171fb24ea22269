/// <reference types="vite/client" />
import { expect, test } from "vitest";
import { bookTexts } from "./client-book/texts.ts";
import { customerTexts } from "./customer/texts.ts";

test("every message has the same placeholders in both languages", () => {
  const texts = Object.values(import.meta.glob<Record<string, { messages: Record<"en" | "nl", Record<string, string>> }>>("./**/*texts.ts", { eager: true }));
  const all = texts.flatMap((module) => Object.values(module));
  expect(all.length).toBeGreaterThan(6);
  const differing = all.flatMap(({ messages: { en, nl } }) =>
    Object.entries(en).filter(([key, english]) => placeholders(english).join() !== placeholders(nl[key] ?? "").join()),
  );
  expect(differing).toEqual([]);
});

test("a count chooses the singular or the plural", () => {
  expect([1, 2].map((count) => bookTexts.nl("book.clients", { count, shown: String(count) }))).toEqual(["1 klant", "2 klanten"]);
});

test("a name with characters of markup is shown as written", () => {
  expect(customerTexts.en("customer.added", { name: "O'Neill & <b>" })).toBe("O'Neill & <b> is in your client book.");
});

function placeholders(message: string): string[] {
  return [...message.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort();
}
