import { expect, test } from "vitest";
import { Refusal } from "@rapport/contract";
import { describeError } from "./describe-error.ts";

test("a lost connection is told in the person's language", () => {
  expect(describeError(new Refusal("unavailable", "The server cannot be reached."), "nl")).toEqual({
    title: "Geen verbinding",
    text: "De server is niet te bereiken. Controleer het netwerk en probeer het opnieuw.",
  });
});

test("where only the server knows why, its own sentence is shown", () => {
  expect(describeError(new Refusal("conflict", "This customer is in the client book of Joost Bakker."), "en").text).toBe(
    "This customer is in the client book of Joost Bakker.",
  );
});

test("an error that is no refusal never shows its inner words", () => {
  expect(describeError(new TypeError("undefined is not a function"), "en").title).toBe("Something went wrong");
});
