import { describe, expect, test } from "vitest";
import { identifying, transactionIdsOf } from "./ids.ts";
import { readText } from "./read-text.ts";
import { UnreadValues } from "./unread.ts";

const ids = (text: string) => {
  const unread = new UnreadValues();
  return { ids: transactionIdsOf(text, { field: "xact", unread }), unread: unread.list() };
};

describe("D7 reading a text", () => {
  test.each([
    "\u00a0",
    "\u000b",
    "\u0000",
    "\u0085",
    "\t",
    "\r\n",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u2069",
    "\ufeff",
    "\u3000",
    "\u2009",
    "\u200b",
    "\u009f",
    "\u001f",
  ])("cuts %j around a value", (mark) => {
    expect(readText(`A1${mark}`)).toBe("A1");
    expect(readText(`${mark} A1 ${mark}${mark}`)).toBe("A1");
    expect(readText(mark)).toBe("");
  });
  test("turns a control character inside into a blank, and leaves other characters alone", () => {
    expect(readText("A\u00001\u0085B")).toBe("A 1 B");
    expect(readText("A\u00a01")).toBe("A\u00a01");
    expect(readText("\u0930\u093e\u092e\u200d")).toBe("\u0930\u093e\u092e\u200d");
  });
});

describe("D14 a list of transaction ids", () => {
  const uuid = (n: number) => `3f2504e0-4f89-11d3-9a0c-0305e82c33${n.toString().padStart(2, "0")}`;
  test("of three UUIDs has three", () => {
    expect(ids([1, 2, 3].map(uuid).join(","))).toEqual({ ids: [1, 2, 3].map(uuid), unread: [] });
  });
  test("has each id once, read like a cell", () => {
    expect(ids("A1\u00a0,\u200eB,,A1, C ")).toEqual({ ids: ["A1", "B", "C"], unread: [] });
  });
  test("of more than 1,000 bytes keeps whole ids, and tells the others with their count", () => {
    const all = Array.from({ length: 40 }, (_, n) => uuid(n));
    const { ids: kept, unread } = ids(all.join(","));
    expect(kept).toEqual(all.slice(0, 27));
    expect(unread).toEqual([{ reason: "list.cut", field: "xact", value: expect.stringContaining(uuid(27)) as string, count: 13 }]);
  });
  test("is cut between ids even when the last one ends at the limit", () => {
    const exact = `${"a".repeat(99)},`.repeat(10).slice(0, -1);
    expect(ids(exact).unread).toEqual([]);
    expect(ids(`${"a".repeat(99)},${"b".repeat(99)},`.repeat(4) + `${"c".repeat(99)},${"d".repeat(100)},e`)).toMatchObject({
      ids: ["a", "b", "c", "d"].map((letter) => letter.repeat(letter === "d" ? 100 : 99)),
      unread: [{ reason: "list.cut", value: "e", count: 1 }],
    });
  });
  test("never has a part of an id: one of more than 100 bytes is left out and told", () => {
    expect(ids(`A,${"x".repeat(101)},${"\u00e9".repeat(50)},B`)).toEqual({
      ids: ["A", "\u00e9".repeat(50), "B"],
      unread: [{ reason: "transactionid.too_long", field: "xact", value: "x".repeat(101), count: 1 }],
    });
  });
});

describe("ID3 a placeholder", () => {
  test.each(["0", "00000000-0000", "000000", "-", "null", "NULL", "undefined", "None", "N/A", "NaN", "anonymous", " Anonymous\u00a0"])("%s", (text) => {
    const unread = new UnreadValues();
    const isNone = text !== "00000000-0000";
    expect(identifying(text, { field: "vid", unread })).toBe(isNone ? "" : text);
    expect(unread.list()).toEqual(isNone ? [{ reason: "id.placeholder", field: "vid", value: text, count: 1 }] : []);
  });
  test("ID2 an id of a person is in Unicode's composed form", () => {
    expect(identifying("Zoe\u0308 ", { field: "vid", unread: new UnreadValues() })).toBe("Zo\u00eb");
  });
});
