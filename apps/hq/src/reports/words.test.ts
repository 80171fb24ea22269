import { expect, test } from "vitest";
import { historyTexts } from "../customers/history-texts.ts";
import { reportTexts } from "./texts.ts";

test("U16 screens use the words of the field, in both languages", () => {
  const { en, nl } = reportTexts;
  expect([en("credit"), nl("credit")]).toEqual(["Attribution", "Attributie"]);
  expect(en("credits.none")).toBe("Last value (as recorded)");
  expect(en("ranges.last12months")).toBe("Last 13 months");
  expect(nl("showAllValues")).toBe("Toon alle waarden");
  expect(historyTexts.en("frozen")).toBe("Fixed at the order");
});
