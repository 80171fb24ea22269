import { expect, test } from "vitest";
import { givenName, greetingAt } from "./greeting.ts";
import { operationsFor } from "./operations.ts";

test("a worker without the right to the client book has only the search", () => {
  expect(operationsFor(["pos", "note.write"]).map(({ to }) => to)).toEqual(["/search"]);
  expect(operationsFor(["pos", "clientBook.view"]).map(({ to }) => to)).toEqual(["/client-book", "/search"]);
});

test("the greeting follows the hour", () => {
  expect([4, 5, 11, 12, 17, 18].map(greetingAt)).toEqual([
    "welcome.evening",
    "welcome.morning",
    "welcome.morning",
    "welcome.afternoon",
    "welcome.afternoon",
    "welcome.evening",
  ]);
});

test("a person is addressed by their first name", () => {
  expect(givenName("  Sanne de Wit")).toBe("Sanne");
});
