/// <reference types="vite/client" />
import { expect, test } from "vitest";
import { detailText } from "./detail-text.ts";

test("every sentence that a hit is quarantined with is said in Dutch", () => {
  const { calls, sentences } = sentencesOfTheDomain();
  expect(sentences.length).toBe(calls);
  expect(sentences.length).toBeGreaterThan(20);
  expect(sentences.filter((sentence) => detailText(sentence, "nl").language === "en")).toEqual([]);
});

test("the suite's currency is named in Dutch too", () => {
  expect(detailText("cc is not EUR, the suite's currency.", "nl").text).toBe("cc is niet EUR, de valuta van de rapportsuite.");
});

test("a sentence that is not known, or that is read in English, stays as it is", () => {
  expect(detailText("Something new.", "nl")).toEqual({ text: "Something new.", language: "en" });
  expect(detailText("cc is no ISO 4217 currency.", "en")).toEqual({ text: "cc is no ISO 4217 currency.", language: "en" });
});

/** Read from the sources: the domain has no list of its sentences. A call written in another way shows as one that is not read. */
function sentencesOfTheDomain(): { calls: number; sentences: string[] } {
  const files = import.meta.glob<string>(["../../../../packages/domain/src/hits/*.ts", "!**/*.test.ts"], { query: "?raw", import: "default", eager: true });
  const sources = Object.values(files).join("\n").replaceAll("function quarantine(", "");
  const sentences = [...sources.matchAll(/\bquarantine\(\s*"[^"]+",\s*(["`])(.+?)\1,?\s*\)/g)].map(([, , sentence = ""]) =>
    sentence.replaceAll(/\$\{.+?\}/g, "EUR"),
  );
  return { calls: sources.split(/\bquarantine\(/).length - 1, sentences };
}
