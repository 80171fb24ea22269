import { expect, test } from "vitest";
import { linesToMend, templateOf } from "./file.ts";
import { planHeader } from "./header.ts";

test("FF4 the template of each type has headers that can be read", () => {
  for (const type of ["summary", "transactionid", "visitorid", "refund"] as const) {
    const lines = templateOf({ type, dataSourceId: 7 }).trimEnd().split("\r\n");
    expect(lines.length).toBe(3);
    expect(lines[0]).toMatch(/^# .* template file \(user: 0 ds_id: 7\)$/);
    expect(planHeader(lines[2] ?? "").kind).toBe("plan");
  }
});

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
