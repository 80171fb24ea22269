import { expect, test } from "vitest";
import { safeFileName } from "./file-name.ts";

test.each([
  ["receipt.pdf", "receipt.pdf"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\ada\\Foto 1.JPG", "Foto 1.JPG"],
  ["Größe 名.pdf", "Größe 名.pdf"],
  ["Cafe\u0301.txt", "Café.txt"],
  ["invoice\u202Efdp.exe", "invoicefdp.exe"],
  ["a\u0000b\r\nc.txt", "abc.txt"],
  ['what?"<x>.txt', "what___x_.txt"],
  [".htaccess", "htaccess"],
  ["report.pdf. . ", "report.pdf"],
  ["con", "_con"],
  ["LPT1.txt", "_LPT1.txt"],
  ["console.txt", "console.txt"],
  ["\uD800.txt", "txt"],
  ["", "attachment"],
  ["..", "attachment"],
  ["\u200B", "attachment"],
  ["folder/", "attachment"],
])("R102 %j is saved as %j", (given, saved) => {
  expect(safeFileName(given, "attachment")).toBe(saved);
});

test("R102 a long name is shortened before its extension, and no name becomes another by being read again", () => {
  const long = safeFileName(`${"é".repeat(400)}.docx`, "attachment");
  expect([Array.from(long).length, long.endsWith("é.docx")]).toEqual([150, true]);
  expect(Array.from(safeFileName("😀".repeat(400), "attachment"))).toHaveLength(150);
  for (const given of [`${"a".repeat(149)}. b`, `x.${"y".repeat(300)}`, "nul.nul.", " .a. ", `${"b ".repeat(200)}.txt`]) {
    const once = safeFileName(given, "attachment");
    expect(safeFileName(once, "attachment")).toBe(once);
    expect(Array.from(once).length).toBeLessThanOrEqual(150);
  }
});
