import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { expect, test } from "vitest";
import { describeError, describeFileFailure, describeRowFault } from "./describe-error.ts";

test("a lost connection is told in the person's language", () => {
  expect(describeError(new Refusal("server.unreachable", {}), "nl")).toEqual({
    title: "Geen verbinding",
    text: "De server is niet te bereiken. Controleer het netwerk en probeer het opnieuw.",
  });
});

test("an error that is no refusal never shows its inner words", () => {
  expect(describeError(new TypeError("undefined is not a function"), "en").title).toBe("Something went wrong");
});

test("a reader is told by the refusal's reason, with what only the server knows", () => {
  const refusal = new Refusal("client_book.in_another", { workers: ["Joost Bakker"], customers: 1 });
  expect(describeError(refusal, "nl").text).toBe("Deze klant staat al in het klantenboek van Joost Bakker.");
  expect(describeError(refusal, "en").text).toBe("This customer is in the client book of Joost Bakker already.");
});

test("C21 what is wrong with a row is told with its name and place, and the rest is counted", () => {
  const faults = Array.from({ length: 7 }, (_, n) => ({
    path: ["customers", n, "attributes", "shoeSize"],
    row: `20${n}`,
    wrong: wrong("attribute_value.above", { upper: 50 }),
  }));
  const { text } = describeError(new Refusal("attribute_value.wrong", {}, { faults }), "nl");
  expect(text).toMatch(/^Niet elke waarde past bij haar kenmerk\. 200, customers\[0\]\.attributes\.shoeSize: is hoger dan 50\. /);
  expect(text).toMatch(/204, .* En nog 2\.$/);
});

test("a reason that this app does not know is told by its kind", () => {
  expect(describeError(new Refusal("answer.unknown", { status: 409 }, { kind: "conflict" }), "nl").text).toBe(
    "Iemand anders was je voor. Laad opnieuw en kijk nog eens.",
  );
});

test("a file's failure is told by its code and parameters, and by its stored sentence when it has none", () => {
  const told = (params: Record<string, number>) => describeFileFailure({ code: "file.too_many_days", params, message: "The sentence of its time." }, "nl");
  expect(told({ days: 91, most: 90 })).toBe("Het bestand heeft rijen van 91 verschillende dagen; het mogen er 90 zijn. Splits het.");
  expect(told({})).toBe("The sentence of its time.");
  expect(describeFileFailure({ code: "file.no_rows", params: {}, message: "The sentence of its time." }, "nl")).toBe(
    "Het bestand heeft een kopregel, maar geen rijen.",
  );
});

test("a rejected row is told by its code and parameters", () => {
  expect(describeRowFault({ code: "row.cells", params: { found: 4, expected: 5 }, message: "" }, "nl")).toMatch(
    /^De rij heeft 4 cellen, de kopregel 5 kolommen\./,
  );
  const day = { fault: "day", day: 31, month: 11, year: 2026 };
  expect(describeRowFault({ code: "date.day_first", params: day, message: "" }, "nl")).toBe(
    "Deze datum bestaat niet: maand 11 van 2026 heeft geen dag 31. De dag komt eerst: DD/MM/JJJJ.",
  );
});
