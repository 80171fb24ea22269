import { expect, test } from "vitest";
import { absolute, placeOf } from "./place-of.ts";

const file = (name: string, folder: "root" | "errors" = "root") => ({ kind: "file", folder, name });

test.each<[string, unknown]>([
  ["", { kind: "root" }],
  [".", { kind: "root" }],
  ["/../..", { kind: "root" }],
  ["a.txt", file("a.txt")],
  ["/../../a.txt", file("a.txt")],
  ["/files_with_errors/", { kind: "errors" }],
  ["/files_with_errors/a.txt", file("a.txt", "errors")],
  ["/files_with_errors/../a.txt", file("a.txt")],
  ["/etc/passwd", undefined],
  ["/files_with_errors/a/b", undefined],
  ["/.ssh", undefined],
  ["/..\\..\\a.txt", undefined],
  ["/a\n.txt", undefined],
  ["/a\0.txt", undefined],
  [`/${"é".repeat(101)}`, undefined],
])("SF3 a sender's path %j stays in the folder of their source", (path, place) => {
  expect(placeOf(path)).toEqual(place);
});

test("SF3 the path that a sender is told begins at their folder", () => {
  expect([".", "", "/a/../b", "../../x/"].map(absolute)).toEqual(["/", "/", "/b", "/x"]);
});
