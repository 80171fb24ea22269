import { expect, test } from "vitest";
import { Refusal } from "@rapport/contract";
import { describeError } from "./describe-error.ts";

test("a lost connection is told in the person's language", () => {
  expect(describeError(new Refusal("server.unreachable", {}), "nl")).toEqual({
    title: "Geen verbinding",
    text: "De server is niet te bereiken. Controleer het netwerk en probeer het opnieuw.",
  });
});

test("where only the server knows why, its own sentence is shown", () => {
  expect(describeError(new Refusal("client_book.in_another", { workers: ["Joost Bakker"], customers: 1 }), "en").text).toBe(
    "This customer is in the client book of Joost Bakker already.",
  );
});

test("an error that is no refusal never shows its inner words", () => {
  expect(describeError(new TypeError("undefined is not a function"), "en").title).toBe("Something went wrong");
});

test("a Dutch reader is told in Dutch by the refusal's reason, or else by its kind", () => {
  const inAnother = new Refusal("client_book.in_another", { workers: ["Joost Bakker"], customers: 1 });
  expect(describeError(inAnother, "nl").text).toBe("Deze klant staat in het klantenboek van een collega.");
  expect(describeError(new Refusal("answer.unknown", { status: 409 }, { kind: "conflict" }), "nl").text).toBe(
    "Iemand anders was je voor. Laad opnieuw en kijk nog eens.",
  );
});
