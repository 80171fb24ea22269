import { expect, test } from "vitest";
import { z } from "zod";
import { describeIssue } from "./describe-issue.ts";
import { createFormats } from "./formats.ts";
import { WORDS } from "./words.ts";

test.each([
  ["nothing", z.string().min(1), undefined, "Fill this in.", "Vul dit in."],
  ["blanks", z.string().trim().min(1), "   ", "Fill this in.", "Vul dit in."],
  ["an empty address", z.email(), "", "Fill this in.", "Vul dit in."],
  ["no address", z.email(), "clara@", "This is not an e-mail address.", "Dit is geen e-mailadres."],
  ["no date", z.iso.date(), "2026-02-30", "This is not a date.", "Dit is geen datum."],
  ["another pattern", z.string().regex(/^\d+$/), "x1", "Check what you filled in here.", "Kijk na wat je hier hebt ingevuld."],
  ["a short text", z.string().min(12), "secret", "This needs at least 12 characters.", "Hier zijn minstens 12 tekens nodig."],
  ["a long text", z.string().max(1000), "x".repeat(1001), "At most 1,000 characters fit here.", "Hier passen hoogstens 1.000 tekens."],
  ["a small number", z.number().min(1), 0, "This must be 1 or more.", "Dit moet 1 of meer zijn."],
  ["a large number", z.int().max(10), 11, "This must be 10 or less.", "Dit moet 10 of minder zijn."],
  ["an unknown choice", z.enum(["a", "b"]), "c", "Choose one.", "Maak een keuze."],
  ["no choice at all", z.array(z.string()).min(1), [], "Choose one.", "Maak een keuze."],
  ["few choices", z.array(z.string()).min(2), ["a"], "Choose at least 2.", "Kies er minstens 2."],
  ["many choices", z.array(z.string()).max(1), ["a", "b"], "Choose at most 1.", "Kies er hoogstens 1."],
  ["another type", z.number(), "x", "Check what you filled in here.", "Kijk na wat je hier hebt ingevuld."],
])("%s is told in English and in Dutch", (_, schema: z.ZodType, value, english, dutch) => {
  const [issue] = schema.safeParse(value, { reportInput: true }).error?.issues ?? [];
  if (issue === undefined) throw new Error("The value was accepted.");
  expect(describeIssue(issue, { words: WORDS.en, formats: createFormats({ language: "en" }) })).toBe(english);
  expect(describeIssue(issue, { words: WORDS.nl, formats: createFormats({ language: "nl" }) })).toBe(dutch);
});
