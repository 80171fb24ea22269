import { expect, test } from "vitest";
import { ownerChanges } from "./owner-changes.ts";

test("R57c coming into a book, being reassigned and leaving are changes of owner, the newest first", () => {
  expect(
    ownerChanges([
      { owner: "Cas", from: "2026-03-01", to: null },
      { owner: "Ben", from: "2026-02-01", to: "2026-02-20" },
      { owner: "Ann", from: "2026-01-01", to: "2026-02-01" },
    ]),
  ).toEqual([
    { at: "2026-03-01", from: null, to: "Cas" },
    { at: "2026-02-20", from: "Ben", to: null },
    { at: "2026-02-01", from: "Ann", to: "Ben" },
    { at: "2026-01-01", from: null, to: "Ann" },
  ]);
});

test("R57c two books that end at the same moment as one begins are a change and an end", () => {
  expect(
    ownerChanges([
      { owner: "Cas", from: "2026-03-01", to: null },
      { owner: "Ben", from: "2026-02-01", to: "2026-03-01" },
      { owner: "Ann", from: "2026-02-01", to: "2026-03-01" },
    ]).slice(0, 2),
  ).toEqual([
    { at: "2026-03-01", from: "Ben", to: "Cas" },
    { at: "2026-03-01", from: "Ann", to: null },
  ]);
});
