import { expect, test } from "vitest";
import { byMatch } from "./by-match.ts";

const found = (labels: readonly string[], typed: string) =>
  byMatch(
    labels.map((label) => ({ label })),
    typed,
  ).map(({ label }) => label);

test("what begins with the text comes first, then what has a word that does, then the rest, each in its order", () => {
  const labels = ["Sint-Nethania", "Caribbean Netherlands", "Inethery", "Netherlands", "Nether Wallop"];
  expect(found(labels, "Nether")).toEqual(["Netherlands", "Nether Wallop", "Caribbean Netherlands", "Sint-Nethania", "Inethery"]);
  expect(found(labels, "neth")).toEqual(["Netherlands", "Nether Wallop", "Sint-Nethania", "Caribbean Netherlands", "Inethery"]);
  expect(found(["Curaçao", "Saint-Étienne", "Étretat", "été"], "ETR")).toEqual(["Étretat", "Curaçao", "Saint-Étienne", "été"]);
  expect(found(["Anna Bananna", "Joanna annax"], "anna")).toEqual(["Anna Bananna", "Joanna annax"]);
});

test("before anything is typed the order stays", () => {
  expect(found(["Utrecht", "Amsterdam"], " ")).toEqual(["Utrecht", "Amsterdam"]);
});
