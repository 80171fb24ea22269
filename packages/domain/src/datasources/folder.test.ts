import { expect, test } from "vitest";
import { isStuck, readFolder, TOLD_AFTER_MS, type FolderFile } from "./folder.ts";

function file(name: string, { bytes = 10, writtenAt = 1_000, isPlain = true, isOpen = false }: Partial<FolderFile> = {}): FolderFile {
  return { name, bytes, writtenAt, isPlain, isOpen };
}
function states(...files: FolderFile[]): Record<string, string> {
  return Object.fromEntries(readFolder(files, { mostBytes: 1_000 }).files.map(({ name, state }) => [name, state]));
}

test.each<[string, FolderFile[], Record<string, string>]>([
  [
    "FO2 a file with its fin is ready, and so is one without an ending",
    [file("a.txt"), file("a.fin"), file("b"), file("b.fin")],
    { "a.txt": "ready", b: "ready" },
  ],
  ["A47 a file without fin waits", [file("a.txt")], { "a.txt": "no_fin" }],
  ["A47 a fin with another base name is not its", [file("data.txt"), file("Data.fin")], { "Data.fin": "fin_alone", "data.txt": "no_fin" }],
  ["A46 endings in capitals are not picked up", [file("data.TXT"), file("data.FIN")], { "data.FIN": "capital_ending", "data.TXT": "capital_ending" }],
  ["A46 nor is a small fin enough", [file("data.TXT"), file("data.fin")], { "data.TXT": "capital_ending" }],
  ["FO2 a fin that came before the end of its file does not count", [file("a.txt", { writtenAt: 2_000 }), file("a.fin")], { "a.txt": "fin_first" }],
  ["FO2 a file that is still written waits for its end", [file("a.txt", { isOpen: true }), file("a.fin")], { "a.txt": "open" }],
  ["FO3 folders and links are not taken", [file("a.txt", { isPlain: false }), file("a.fin")], { "a.fin": "fin_alone", "a.txt": "not_plain" }],
  [
    "FO3 a file that the server may not read is not taken, and holds no other",
    [{ ...file("a.txt"), isReadable: false }, file("a.fin"), file("b.txt"), file("b.fin")],
    { "a.txt": "unreadable", "b.txt": "ready" },
  ],
  ["FO2 a file that is being sent is that, before its fin is there", [file("a.txt", { isOpen: true })], { "a.txt": "open" }],
  ["FO2 hidden files are not looked at", [file(".a.txt.7f"), file("a.fin")], { "a.fin": "fin_alone" }],
  ["FO2 two files of one base name share a fin", [file("a.txt"), file("a.tab"), file("a.fin")], { "a.tab": "ready", "a.txt": "ready" }],
  ["FO2 dots in the name belong to it", [file("2026.11.txt"), file("2026.fin")], { "2026.11.txt": "no_fin", "2026.fin": "fin_alone" }],
])("%s", (_, files, expected) => {
  expect(states(...files)).toEqual(expected);
});

test("A48 FU4 files that are ready at the same time come by name", () => {
  const names = ["b.txt", "a.txt", "10.txt", "9.txt", "B.txt"];
  const files = names.flatMap((name) => [file(name), file(name.replace("txt", "fin"))]);
  expect(readFolder(files, { mostBytes: 1_000 }).files.map(({ name }) => name)).toEqual(["10.txt", "9.txt", "B.txt", "a.txt", "b.txt"]);
});

test("A49 FO4 more bytes than may wait pause the folder; fins do not count", () => {
  const big = [file("a.txt", { bytes: 600 }), file("b.txt", { bytes: 400 }), file("b.fin", { bytes: 50 })];
  expect(readFolder(big, { mostBytes: 1_000 })).toMatchObject({ bytes: 1_000, isPaused: false });
  expect(readFolder([...big, file("c.txt", { bytes: 1 })], { mostBytes: 1_000 })).toMatchObject({ bytes: 1_001, isPaused: true });
});

test("FO8 a file is told of when it has waited for its sender for half an hour", () => {
  const [lonely, ready] = readFolder([file("a.txt"), file("b.txt"), file("b.fin")], { mostBytes: 1_000 }).files;
  expect([lonely, lonely, ready].map((one, i) => one !== undefined && isStuck(one, 1_000 + TOLD_AFTER_MS - (i === 0 ? 1 : 0)))).toEqual([false, true, false]);
});
