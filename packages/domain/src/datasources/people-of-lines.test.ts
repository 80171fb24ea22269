import { expect, test } from "vitest";
import { isVisitorIdColumn, visitorIdReader } from "./people-of-lines.ts";

test("AU1 the visitor id of a line is read as in the file, also of a line that could not be used and of a comment", () => {
  const read = visitorIdReader("Date\tVisitor ID\tPrice");
  expect(["no date\t e\u0301-7 \t1", '# 03/01/2026\t"u-1"\t1', "short", "", "x\t\t1"].map(read)).toEqual(["é-7", "u-1", "", "", ""]);
  expect(visitorIdReader("Date\tPrice")("03/01/2026\t1")).toBe("");
  expect(visitorIdReader("no header")("u-1")).toBe("");
  expect(["VisitorID", "Price", "no column", ""].map(isVisitorIdColumn)).toEqual([true, false, false, false]);
});
