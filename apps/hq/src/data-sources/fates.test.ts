import type { Receipt } from "@rapport/contract/data-sources";
import { expect, test } from "vitest";
import { fateShares, rowsInReports } from "./fates.ts";

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

test("rejected rows are in no report, and nothing of a file that failed or was undone is", () => {
  expect(rowsInReports(receipt)).toBe(9);
  expect(rowsInReports({ ...receipt, status: "failure" })).toBe(0);
  expect(rowsInReports({ ...receipt, status: "deleted" })).toBe(0);
});
