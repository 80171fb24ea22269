import { describe, expect, test } from "vitest";
import { linesOf, readFile } from "./file.ts";

describe("a file", () => {
  test("A39 FF3 FF25 has physical line numbers; comments and blank lines are not rows", () => {
    expect(readFile("# a template\r\n# friendly\r\nDate\tPrice\r\n01/01/2024\t1\r\n\r\n# comment in the middle\r\n01/02/2024\t2\r\n\t\r\n")).toMatchObject({
      kind: "file",
      header: { number: 3, text: "Date\tPrice" },
      rows: [
        { number: 4, text: "01/01/2024\t1" },
        { number: 7, text: "01/02/2024\t2" },
      ],
    });
  });
  test("may end with or without a line end", () => {
    expect(linesOf("a\nb")).toEqual(linesOf("a\nb\n"));
    expect(linesOf("")).toEqual([]);
  });
  test("FF24 without a header or without rows fails", () => {
    expect(readFile("")).toMatchObject({ failure: { code: "file.empty" } });
    expect(readFile("# only comments\n\n")).toMatchObject({ failure: { code: "file.empty" } });
    expect(readFile("Date\tPrice\n# nothing\n")).toMatchObject({ failure: { code: "file.no_rows" } });
    expect(readFile("Date\tFoo\n01/01/2024\t1\n")).toMatchObject({ failure: { code: "header.unknown" } });
  });
});
