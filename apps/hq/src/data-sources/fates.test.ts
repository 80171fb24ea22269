import type { Receipt } from "@rapport/contract/data-sources";
import { expect, test } from "vitest";
import { fateShares, outcomeOf, rowsInReports } from "./fates.ts";

const receipt: Receipt = {
  jobId: 1,
  filename: "returns.txt",
  status: "success",
  rowsRead: 10,
  linkedByTransaction: 6,
  linkedByCustomer: 0,
  unlinked: 2,
  summary: 1,
  rejected: 1,
  unlinkedReasons: { unknown: 2 },
  rejectedRows: [],
};

test("the shares of the fates add up to the rows read, and a fate without rows is not drawn", () => {
  const shares = fateShares(receipt);
  expect(shares.map(({ fate, rows }) => [fate, rows])).toEqual([
    ["linkedByTransaction", 6],
    ["unlinked", 2],
    ["summary", 1],
    ["rejected", 1],
  ]);
  expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
});

test("rejected rows are in no report, and neither is a file that failed or was undone", () => {
  expect(rowsInReports(receipt)).toBe(9);
  expect(rowsInReports({ ...receipt, status: "failure" })).toBe(0);
  expect(rowsInReports({ ...receipt, status: "deleted" })).toBe(0);
});

test("U5 only a file whose rows are all loaded, and linked or without an id, is just called loaded", () => {
  const fates = { linked: 3, waiting: 0, unlinked: 0, summary: 4, rejected: 0 };
  const kinds = [
    fates,
    { ...fates, rejected: 7 },
    { linked: 0, waiting: 0, unlinked: 0, summary: 0, rejected: 10 },
    { ...fates, waiting: 150_000, linked: 0, summary: 0 },
    { ...fates, unlinked: 1 },
  ].map((some) => outcomeOf({ fates: some }));
  expect(kinds).toEqual([
    { kind: "whole", read: 7, rejected: 0, notLinked: 0 },
    { kind: "part", read: 14, rejected: 7, notLinked: 0 },
    { kind: "none", read: 10, rejected: 10, notLinked: 0 },
    { kind: "notLinked", read: 150_000, rejected: 0, notLinked: 150_000 },
    { kind: "notLinked", read: 8, rejected: 0, notLinked: 1 },
  ]);
  expect(outcomeOf(receipt)).toEqual({ kind: "part", read: 10, rejected: 1, notLinked: 2 });
});
