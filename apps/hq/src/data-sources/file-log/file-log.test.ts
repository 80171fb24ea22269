import type { SourceFile } from "@rapport/contract/data-sources";
import { expect, test } from "vitest";
import { sortedAs } from "./order.ts";
import { jobsUnderWay, sourcesUnderWay } from "./queries.ts";
import { filesAskedFor, FileLogSearch, isFiltered } from "./search.ts";

const file = (jobId: number, of: Partial<SourceFile> = {}): SourceFile => ({
  jobId,
  dataSourceId: 1,
  source: "Till",
  type: "summary",
  sourceExists: true,
  sourceStopped: false,
  filename: `${jobId}.txt`,
  cameBy: "screen",
  bytes: 1,
  rows: 1,
  errors: 0,
  fates: { linked: 0, waiting: 0, unlinked: 0, summary: 1, rejected: 0 },
  receivedAt: "2026-03-02T12:00:00.000Z",
  startedAt: null,
  finishedAt: null,
  tookMs: null,
  status: "success",
  duplicateOf: null,
  error: null,
  ...of,
});

test("FU17 the log that is saved is sorted as on screen: equal ones by when they came, and what has no value last", () => {
  const files = [
    file(1, { tookMs: 5, source: "b" }),
    file(2, { source: "A" }),
    file(3, { tookMs: 9, source: "a" }),
    file(4, { tookMs: 5, source: "B" }),
    file(5),
  ];
  const jobs = (of: Parameters<typeof sortedAs>[1]) => sortedAs(files, of).map(({ jobId }) => jobId);
  expect(jobs({ sort: "received", descending: true })).toEqual([5, 4, 3, 2, 1]);
  expect(jobs({ sort: "took", descending: false })).toEqual([1, 4, 3, 2, 5]);
  expect(jobs({ sort: "took", descending: true })).toEqual([3, 4, 1, 5, 2]);
  expect(jobs({ sort: "source", descending: false })).toEqual([2, 3, 1, 4, 5]);
});

test("FU17 FU18 only files that will end by themselves are looked at again: those of a stopped source wait", () => {
  const files = [file(1), file(2, { status: "uploaded" }), file(3, { status: "uploaded", sourceStopped: true }), file(4, { status: "processing" })];
  expect(jobsUnderWay(files)).toEqual([2, 4]);
  const activity = (dataSourceId: number, filesInQueue: number, sourceStopped: boolean) => ({
    dataSourceId,
    filesInQueue,
    rows: 0,
    errors: 0,
    failedFiles: 0,
    newest: file(1, { sourceStopped }),
  });
  expect(sourcesUnderWay([activity(1, 0, false), activity(2, 3, true), activity(3, 1, false)])).toEqual([3]);
});

test("FU17 an address with one day alone does not narrow the log, because the page could not show it", () => {
  for (const lone of [{ from: "2026-03-01" }, { to: "2026-03-01" }, { from: "2026-03-01", to: "x" }]) {
    const search = FileLogSearch.parse(lone);
    expect([search.from, search.to, isFiltered(search)]).toEqual([undefined, undefined, false]);
    expect(filesAskedFor(search)).toEqual({ page: 1, limit: 50 });
  }
  const both = { from: "2026-03-01", to: "2026-03-02" };
  expect(filesAskedFor(FileLogSearch.parse(both))).toEqual({ page: 1, limit: 50, ...both });
});
