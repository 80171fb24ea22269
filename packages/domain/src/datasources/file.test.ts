import { expect, test } from "vitest";
import { rejectedFile, templateOf } from "./file.ts";
import { planHeader } from "./header.ts";

test("FF4 the template of each type has headers that can be read", () => {
  for (const type of ["summary", "transactionid", "visitorid", "refund"] as const) {
    const lines = templateOf({ type, dataSourceId: 7 }).trimEnd().split("\r\n");
    expect(lines.length).toBe(3);
    expect(lines[0]).toMatch(/^# .* template file \(user: 0 ds_id: 7\)$/);
    expect(planHeader(lines[2] ?? "").kind).toBe("plan");
  }
});
test("E1 a file of rejected rows has the same header and the lines as they were", () => {
  expect(rejectedFile({ header: "Date\tPrice", lines: ["01/01/2024\tx"] })).toBe("Date\tPrice\n01/01/2024\tx\n");
});
