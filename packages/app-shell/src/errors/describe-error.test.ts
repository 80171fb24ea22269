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

test("a Dutch reader is told in Dutch by the refusal's reason, or else by its kind", () => {
  const told = (reason: string) => describeError(new Refusal("conflict", "Said by the server.", { reason }), "nl").text;
  expect(told("client_book.in_another")).toBe("Deze klant staat in het klantenboek van een collega.");
  expect(told("conflict")).toBe("Iemand anders was je voor. Laad opnieuw en kijk nog eens.");
});

test("a reason that has no Dutch sentence yet shows the server's own", () => {
  expect(describeError(new Refusal("invalid", "Said by the server.", { reason: "quite.new" }), "nl").text).toBe("Said by the server.");
  expect(describeError(new Refusal("invalid", "Said by the server."), "nl").text).toBe("Said by the server.");
});

test("an English reader gets the server's sentence, which may name what ours cannot", () => {
  const refusal = new Refusal("conflict", "This customer is in the client book of Joost Bakker, not in yours.", { reason: "client_book.in_another" });
  expect(describeError(refusal, "en").text).toBe(refusal.message);
});
