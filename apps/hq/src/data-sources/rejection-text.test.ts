import { expect, test } from "vitest";
import { rejectedValue, rejectionText } from "./rejection-text.ts";

test("in English the server's own sentence stands", () => {
  const row = { code: "row.cells", value: "4 of 5 cells", message: "The row has 4 cells." } as const;
  expect([rejectionText(row, "en"), rejectedValue(row, "en")]).toEqual(["The row has 4 cells.", "4 of 5 cells"]);
});

test("in Dutch it is said with the same details", () => {
  const cells = { code: "row.cells", value: "4 of 5 cells", message: "" } as const;
  expect(rejectionText(cells, "nl")).toMatch(/^De rij heeft 4 cellen, de kopregel 5 kolommen\./);
  expect(rejectedValue(cells, "nl")).toBe("4 van 5 cellen");
  const date = (value: string) => rejectionText({ code: "date.format", value, message: "" }, "nl");
  expect(date("31/11/2026")).toMatch(/^Maand 31 bestaat niet\. De maand komt eerst/);
  expect(date("11/31/2026")).toMatch(/^Deze datum bestaat niet/);
  expect(date("2026-11-22")).toMatch(/^Zo wordt een datum hier niet geschreven/);
});
