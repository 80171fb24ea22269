import { expect, test } from "vitest";
import { planHeader } from "./header.ts";
import { templateOf, withHeaders, wrongColumns } from "./template.ts";

const TYPES = ["summary", "transactionid", "visitorid", "refund"] as const;
const linesOf = (of: Parameters<typeof templateOf>[0]) => templateOf(of).trimEnd().split("\r\n");

test("FF4 the template of each type has headers that can be read", () => {
  for (const type of TYPES) {
    const lines = linesOf({ type, dataSourceId: 7, dateFormat: "month_first", columns: [] });
    expect(lines.length).toBe(3);
    expect(lines[0]).toMatch(/^# .* template file \(user: 0 ds_id: 7\)$/);
    expect(planHeader(lines[2] ?? "").kind).toBe("plan");
  }
});
test("FF4 FU19 what was chosen stands in the template under its friendly name and its header, after the date and the id", () => {
  const columns = [
    { name: "Repairs\tdone", to: "Event 5" },
    { name: "Branch", to: "Evar 12" },
  ];
  expect(linesOf({ type: "transactionid", dataSourceId: 3, dateFormat: "day_first", columns })).toEqual([
    "# Transaction ID template file (user: 0 ds_id: 3)",
    "# Date (DD/MM/YYYY or DD/MM/YYYY/HH/mm/SS)\tTransaction ID\tRepairs done\tBranch",
    "Date\ttransactionID\tEvent 5\tEvar 12",
  ]);
  expect(linesOf({ type: "summary", dataSourceId: 3, dateFormat: "month_first", columns })[2]).toBe("Date\tEvent 5\tEvar 12");
});
test("FU19 a column that is no header, or that the file has already, is told", () => {
  const wrong = (type: (typeof TYPES)[number], ...to: string[]) =>
    wrongColumns(
      type,
      to.map((header) => ({ name: "x", to: header })),
    );
  expect(wrong("summary", "Event 1", "Evar 1", "Price")).toBeUndefined();
  expect(wrong("summary", "Foo")).toEqual({ why: "unknown", to: "Foo" });
  expect(wrong("summary", "Price", "Revenue")).toEqual({ why: "twice", to: "Revenue" });
  expect(wrong("summary", "date")).toEqual({ why: "twice", to: "date" });
  expect(wrong("transactionid", "Transaction ID")).toEqual({ why: "twice", to: "Transaction ID" });
  expect(wrong("visitorid", "transactionID", "visitorid")).toEqual({ why: "twice", to: "visitorid" });
  expect(
    withHeaders([
      { name: "Sales", to: "revenue" },
      { name: "n", to: "EVENT 7" },
    ]),
  ).toEqual([
    { name: "Sales", to: "Price" },
    { name: "n", to: "Event 7" },
  ]);
});
