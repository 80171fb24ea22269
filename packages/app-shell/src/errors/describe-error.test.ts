import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { expect, test } from "vitest";
import { describeError, describeFileFailure, describeForm, describeFormError, describeRowFault } from "./describe-error.ts";

test("a lost connection is described in the person's language", () => {
  expect(describeError(new Refusal("server.unreachable", {}), "nl")).toEqual({
    title: "Geen verbinding",
    text: "De server is niet te bereiken. Controleer het netwerk en probeer het opnieuw.",
  });
});

test("an error that is not a refusal never shows its own message", () => {
  expect(describeError(new TypeError("undefined is not a function"), "en").title).toBe("Something went wrong");
});

test("the words follow the refusal's reason, with its parameters", () => {
  const refusal = new Refusal("client_book.in_another", { workers: ["Joost Bakker"], customers: 1, most: 1 });
  expect(describeError(refusal, "nl").text).toBe("Deze klant staat al in het klantenboek van Joost Bakker.");
  expect(describeError(refusal, "en").text).toBe("This customer is in the client book of Joost Bakker already.");
});

test("C21 a wrong row is described with its name and place, and further ones are counted", () => {
  const faults = Array.from({ length: 7 }, (_, n) => ({
    path: ["customers", n, "attributes", "shoeSize"],
    row: `20${n}`,
    wrong: wrong("attribute_value.above", { upper: 50 }),
  }));
  const { text } = describeError(new Refusal("attribute_value.wrong", {}, { faults }), "nl");
  expect(text).toMatch(/^Niet elke waarde past bij het kenmerk\. 200, customers\[0\]\.attributes\.shoeSize: is hoger dan 50\. /);
  expect(text).toMatch(/204, .* En nog 2\.$/);
});

test("a reason that this app does not know is described by its kind", () => {
  expect(describeError(new Refusal("answer.unknown", { status: 409 }, { kind: "conflict" }), "nl").text).toBe(
    "Iemand anders was je voor. Laad opnieuw en kijk nog eens.",
  );
});

test("a file's failure is described by its code and parameters, or by its stored sentence when it has none", () => {
  const told = (params: Record<string, number>) => describeFileFailure({ code: "file.too_many_days", params, message: "The sentence of its time." }, "nl");
  expect(told({ days: 91, most: 90 })).toBe("Het bestand heeft rijen van 91 verschillende dagen; het mogen er 90 zijn. Splits het.");
  expect(told({})).toBe("The sentence of its time.");
  expect(describeFileFailure({ code: "file.no_rows", params: {}, message: "The sentence of its time." }, "nl")).toBe(
    "Het bestand heeft een kopregel, maar geen rijen.",
  );
});

test("a rejected row is described by its code and parameters", () => {
  expect(describeRowFault({ code: "row.cells", params: { found: 4, expected: 5 }, message: "" }, "nl")).toMatch(
    /^De rij heeft 4 cellen, de kopregel 5 kolommen\./,
  );
  const day = { fault: "day", day: 31, month: 11, year: 2026 };
  expect(describeRowFault({ code: "date.day_first", params: day, message: "" }, "nl")).toBe(
    "Deze datum bestaat niet: maand 11 van 2026 heeft geen dag 31. De dag komt eerst: DD/MM/JJJJ.",
  );
});

test("an error of a field shows beside it, once; the rest in one place with its reason", () => {
  const rate = { path: ["rates", 0, "rate"], wrong: wrong("rate.used", { rate: "0.9" }) };
  const other = { path: ["rates", 1, "rate"], wrong: wrong("rate.own_currency", {}) };
  const told = (faults: (typeof rate | typeof other)[]) =>
    describeFormError(new Refusal("currency_rate.wrong", {}, { faults }), { fields: ["rate", "day"], within: ["rates", 0], language: "en" });
  expect(told([rate])).toEqual({ refused: { rate: "This was 0.9 when amounts were converted." }, rest: undefined });
  expect(told([rate, other])).toEqual({
    refused: { rate: "This was 0.9 when amounts were converted." },
    rest: "Some rates cannot be kept. rates[1].rate: is the currency of the report suite itself, which needs no rate.",
  });
  expect(told([])).toEqual({ refused: {}, rest: "Some rates cannot be kept." });
});

test("a form gets the words for a lost connection, for a fault in it, and none for no error", () => {
  const form = { fields: ["rate"], language: "nl" } as const;
  expect(describeFormError(new Refusal("server.unreachable", {}), form).rest).toBe(describeError(new Refusal("server.unreachable", {}), "nl").text);
  expect(describeFormError(new TypeError("undefined is not a function"), form).rest).toBe(describeError(new TypeError(), "nl").text);
  expect(describeFormError(null, form)).toEqual({ refused: {}, rest: undefined });
});

test("a code of the wrong form is told which form a code has", () => {
  expect(describeForm("form.number", "en")).toBe("This is not in the form that is expected: 1 to 20 letters, digits, dashes and underscores.");
  expect(describeForm("form.number", "nl")).toBe("Dit heeft niet de juiste vorm: 1 tot 20 letters, cijfers, streepjes en liggende streepjes.");
  expect([describeForm("Invalid string", "en"), describeForm("form.nowhere", "en")]).toEqual([undefined, undefined]);
});
