import type { Permission } from "@rapport/contract";
import { expect, test } from "vitest";
import { givenName, greetingAt } from "./greeting.ts";
import { isShownTo, operationsFor } from "./operations.ts";

test("a worker without the right to the client book has only the search", () => {
  expect(operationsFor(["pos", "note.write"]).map(({ to }) => to)).toEqual(["/search"]);
  expect(operationsFor(["pos", "clientBook.view"]).map(({ to }) => to)).toEqual(["/client-book", "/search"]);
});

test("LA4 a button is shown to a worker who holds its operation, if this POS has it", () => {
  const shown = (permissions: Permission[]) => [712, 713, 602, 1215, 703, 701, 714, 999].filter(isShownTo(permissions));
  expect(shown(["pos", "ownPassword"])).toEqual([602, 1215, 703, 701]);
  expect(shown(["pos", "clientBook.view", "clientBook.viewStore", "clientBook.add"])).toEqual([712, 713, 602, 703, 701]);
});

test("the greeting follows the hour", () => {
  expect([4, 5, 11, 12, 17, 18].map(greetingAt)).toEqual([
    "welcome.night",
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
