import { expect, test } from "vitest";
import { linesToMend } from "./file.ts";

test("FF32 rejected rows are given back as they were, and a comment before a row with several faults says them all", () => {
  const price = { column: "Price", code: "metric.not_a_number", message: "Not a number." };
  const rows = [
    { line: 2, text: "01/01/2024\tx", faults: [price] },
    { line: 5, text: "\tx", faults: [{ column: null, code: "row.no_dimension", message: "The row has no dimension." }, price] },
  ];
  expect(linesToMend(rows, { hashLines: "comments" })).toBe(
    "01/01/2024\tx\n# Line 5: The row has no dimension. (row.no_dimension)\n# Line 5, Price: Not a number. (metric.not_a_number)\n\tx\n",
  );
  expect(linesToMend(rows, { hashLines: "rows" })).toBe("01/01/2024\tx\n\tx\n");
});
