import {
  changeDataSource,
  createDataSource,
  deleteDataSource,
  FILE_SORTS,
  listSourceActivity,
  listSourceFiles,
  undoUpload,
  type DataSourceType,
  type SourceFile,
} from "@rapport/contract/data-sources";
import type { CallInput } from "@rapport/contract";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endedJob, newSuite, postFile, testServer, type TestServer } from "../../testing/index.ts";
import { lines } from "../uploads.fixture.ts";

/** The log of all files of a suite, through the endpoints. The clock is moved between files. */
const clock = testClock("2026-03-02T12:00:00Z");
const company = "rapport";
let server: TestServer;
let rsid: string;
const sources: Record<string, number> = {};
const jobs: number[] = [];
beforeAll(async () => {
  server = await testServer({ clock });
  ({ rsid } = await newSuite(server, { timeZone: "America/New_York" }));
  for (const [name, type] of [
    ["Tills", "summary"],
    ["returns", "transactionid"],
    ["", "visitorid"],
    ["Old", "summary"],
  ] as const)
    await newSource(name, type);
  const row = (value: string, price: string | number) => `02/27/2026\t${value}\t${price}`;
  const HEADER = "Date\tEvar 1\tPrice";
  await send("Tills", "march.txt", lines(HEADER, row("a", 1), row("b", 2), row("c", "wrong")));
  await send("returns", "March_returns.txt", lines("Date\ttransactionID\tPrice", "02/27/2026\tT1\t-5", "02/27/2026\t\t4"));
  clock.set("2026-03-03T04:59:59Z");
  await send("", "phone.txt", lines(HEADER, row("d", 1)));
  clock.set("2026-03-03T05:00:00Z");
  await send("Tills", "broken.txt", lines("Date\tFoo", "02/27/2026\t1"));
  await send("Old", "old.txt", lines(HEADER, row("e", 9), row("f", 9)));
  clock.set("2026-03-05T09:00:00Z");
  await send("Tills", "again.txt", lines(HEADER, row("a", 1), row("b", 2), row("c", "wrong")));
  await send("Tills", "100%_undone.txt", lines(HEADER, row("g", 7)));
  await server.api(undoUpload, { params: { jobId: jobs.at(-1) ?? 0 } });
  await server.api(deleteDataSource, { params: { company, rsid, dataSourceId: sources["Old"] ?? 0 } });
});
afterAll(() => server.close());

async function newSource(name: string, type: DataSourceType): Promise<void> {
  sources[name] = (await server.api(createDataSource, { params: { company, rsid }, query: { name, type } })).data_source_id;
}

async function send(source: string, filename: string, file: string): Promise<void> {
  const answer = await postFile(server, { path: `/api/${company}/datasources/job/${rsid}/${sources[source]}`, file, filename });
  expect(answer.statusCode).toBe(200);
  const { job_id: job } = answer.json<{ job_id: number }>();
  await endedJob(server, job);
  jobs.push(job);
}

type Asked = NonNullable<CallInput<typeof listSourceFiles>["query"]>;
const log = async (query: Asked = {}) => await server.api(listSourceFiles, { params: { rsid }, query });
const namesOf = async (query: Asked) => (await log(query)).files.map(({ filename }) => filename);

test("FU17 every file of every source stands in the log, the newest first, with what became of it", async () => {
  const { files, total, newest } = await log();
  expect([total, newest]).toEqual([7, jobs.at(-1)]);
  expect(
    files.map(({ filename, source, sourceExists, status, rows, errors, cameBy }) => [filename, source, sourceExists, status, rows, errors, cameBy]),
  ).toEqual([
    ["100%_undone.txt", "Tills", true, "deleted", 1, 0, "api"],
    ["again.txt", "Tills", true, "duplicate", 0, 0, "api"],
    ["old.txt", "Old", false, "success", 2, 0, "api"],
    ["broken.txt", "Tills", true, "failure", 0, 0, "api"],
    ["phone.txt", "", true, "success", 1, 0, "api"],
    ["March_returns.txt", "returns", true, "success", 2, 0, "api"],
    ["march.txt", "Tills", true, "success", 3, 1, "api"],
  ]);
  const [, again, , broken, , returns, march] = files;
  expect(returns?.fates).toEqual({ linked: 0, waiting: 1, unlinked: 0, summary: 1, rejected: 0 });
  expect(march).toMatchObject({ bytes: 67, receivedAt: "2026-03-02T12:00:00.000Z", tookMs: 0, duplicateOf: null, error: null });
  expect(march?.fates).toEqual({ linked: 0, waiting: 0, unlinked: 0, summary: 2, rejected: 1 });
  expect(again?.duplicateOf).toBe(march?.jobId);
  expect(broken?.error).toMatchObject({ code: "header.unknown" });
});

test("FU17 it is searched by the names of files and sources, letter by letter and in any case", async () => {
  expect(await namesOf({ search: "MARCH" })).toEqual(["March_returns.txt", "march.txt"]);
  expect(await namesOf({ search: "tills" })).toEqual(["100%_undone.txt", "again.txt", "broken.txt", "march.txt"]);
  expect(await namesOf({ search: "h_r" })).toEqual(["March_returns.txt"]);
  expect(await namesOf({ search: "0%" })).toEqual(["100%_undone.txt"]);
  expect(await namesOf({ search: "nothing" })).toEqual([]);
});

test("FU17 it is narrowed by source, type, status and days of the suite's calendar, together too", async () => {
  expect(await namesOf({ source: sources["returns"] ?? 0 })).toEqual(["March_returns.txt"]);
  expect(await namesOf({ source: sources["Old"] ?? 0 })).toEqual(["old.txt"]);
  expect(await namesOf({ type: "visitorid" })).toEqual(["phone.txt"]);
  expect(await namesOf({ status: "duplicate" })).toEqual(["again.txt"]);
  expect(await namesOf({ status: "success" })).toEqual(["old.txt", "phone.txt", "March_returns.txt", "march.txt"]);
  expect(await namesOf({ status: "failure" })).toEqual(["broken.txt"]);
  expect(await namesOf({ status: "deleted" })).toEqual(["100%_undone.txt"]);
  // Midnight in New York is 05:00 UTC.
  expect(await namesOf({ from: "2026-03-02", to: "2026-03-02" })).toEqual(["phone.txt", "March_returns.txt", "march.txt"]);
  expect(await namesOf({ from: "2026-03-03", to: "2026-03-04" })).toEqual(["old.txt", "broken.txt"]);
  expect(await namesOf({ from: "2026-03-03", status: "success", search: "o" })).toEqual(["old.txt"]);
});

test("FU17 each column sorts, both ways, and pages make the whole: none is left out or twice, whatever comes meanwhile", async () => {
  const { files, newest } = await log();
  const keys: Record<(typeof FILE_SORTS)[number], (file: SourceFile) => string | number> = {
    received: ({ receivedAt }) => receivedAt,
    filename: ({ filename }) => filename.toLowerCase(),
    source: ({ source }) => source.toLowerCase(),
    type: ({ type }) => type,
    cameBy: ({ cameBy }) => cameBy,
    bytes: ({ bytes }) => bytes,
    rows: ({ rows }) => rows,
    errors: ({ errors }) => errors,
    status: ({ status }) => status,
    took: ({ tookMs }) => tookMs ?? 0,
    number: ({ jobId }) => jobId,
  };
  const { rsid: own } = await newSuite(server);
  for (const sort of FILE_SORTS)
    for (const descending of [true, false]) {
      const sign = descending ? -1 : 1;
      const compare = (a: SourceFile, b: SourceFile) => {
        const [one, other] = [keys[sort](a), keys[sort](b)];
        return sign * (one < other ? -1 : one > other ? 1 : a.jobId - b.jobId);
      };
      const pages = await Promise.all(
        [1, 2, 3, 4].map(async (page) => (await log({ sort, descending: String(descending), page, limit: 2, upTo: newest })).files),
      );
      const names = (of: readonly SourceFile[]) => of.map(({ filename }) => filename);
      expect([sort, descending, names(pages.flat())]).toEqual([sort, descending, names(files.toSorted(compare))]);
    }
  expect(await log({ page: 9 })).toMatchObject({ files: [], total: 7 });
  expect((await log({ upTo: jobs[1] ?? 0 })).files.map(({ filename }) => filename)).toEqual(["March_returns.txt", "march.txt"]);
  expect(await server.api(listSourceFiles, { params: { rsid: own }, query: {} })).toEqual({ files: [], total: 0, newest: 0 });
});

test("FU17 pages by job fit together although a file ends or comes meanwhile; chosen jobs are looked at alone, and nothing is counted that nobody asks for", async () => {
  const { rsid: own } = await newSuite(server);
  const params = { company, rsid: own };
  const { data_source_id: id } = await server.api(createDataSource, { params, query: { name: "Stops", type: "summary" } });
  const path = `/api/${company}/datasources/job/${own}/${id}`;
  const post = async (filename: string, file: string) => (await postFile(server, { path, file, filename })).json<{ job_id: number }>().job_id;
  const good = (n: number) => lines("Date\tPrice", `02/27/2026\t${n}`);
  for (const n of [1, 2, 3]) await endedJob(server, await post(`${n}.txt`, good(n)));
  const page = async (query: Asked) =>
    await server.api(listSourceFiles, { params: { rsid: own }, query: { sort: "number", limit: 2, counted: "false", ...query } });
  const first = await page({});
  expect(first).toMatchObject({ total: null, files: [{ filename: "3.txt", sourceStopped: false }, { filename: "2.txt" }] });
  // What changes the order of every other column in between.
  await server.api(undoUpload, { params: { jobId: first.files[0]?.jobId ?? 0 } });
  await endedJob(server, await post("4.txt", good(4)));
  expect((await page({ upTo: (first.files[1]?.jobId ?? 0) - 1 })).files.map(({ filename }) => filename)).toEqual(["1.txt"]);

  await server.api(changeDataSource, { params: { ...params, dataSourceId: id }, body: { on_errors: "stop" } });
  await endedJob(server, await post("bad.txt", "Foo\n1\n"));
  const waits = await post("waits.txt", good(5));
  expect(await page({ jobs: `${waits},${first.files[0]?.jobId},2147483647` })).toMatchObject({
    files: [
      { filename: "waits.txt", status: "uploaded", sourceStopped: true },
      { filename: "3.txt", status: "deleted" },
    ],
  });
  const { data_source_id: other } = await server.api(createDataSource, { params, query: { name: "Other", type: "summary" } });
  const activityOf = async (asked: string) => await server.api(listSourceActivity, { params: { rsid: own }, query: { sources: asked } });
  expect(await activityOf(`${other},${sources["Tills"]}`)).toMatchObject([{ dataSourceId: other, newest: null }]);
  expect(await activityOf(String(id))).toMatchObject([{ dataSourceId: id, filesInQueue: 1, newest: { sourceStopped: true } }]);
  for (const wrong of ["", "1,", "x", "1;2"]) await expect(activityOf(wrong)).rejects.toMatchObject({ kind: "invalid" });
});

test("FU18 each source in use has its queue, its rows in reports, its errors and its newest file", async () => {
  const of = async () => await server.api(listSourceActivity, { params: { rsid }, query: {} });
  const shown = (await of()).map(({ newest, ...source }) => ({ ...source, newest: newest?.filename ?? null }));
  expect(shown).toEqual([
    { dataSourceId: sources["Tills"], filesInQueue: 0, rows: 2, errors: 1, failedFiles: 1, newest: "100%_undone.txt" },
    { dataSourceId: sources["returns"], filesInQueue: 0, rows: 2, errors: 0, failedFiles: 0, newest: "March_returns.txt" },
    { dataSourceId: sources[""], filesInQueue: 0, rows: 1, errors: 0, failedFiles: 0, newest: "phone.txt" },
  ]);
  await server.api(changeDataSource, { params: { company, rsid, dataSourceId: sources[""] ?? 0 }, body: { on_errors: "stop" } });
  await send("", "bad.txt", "Foo\n1\n");
  await postFile(server, {
    path: `/api/${company}/datasources/job/${rsid}/${sources[""]}`,
    file: lines("Date\tPrice", "02/27/2026\t3"),
    filename: "waits.txt",
  });
  expect((await of()).at(-1)).toMatchObject({ filesInQueue: 1, rows: 1, failedFiles: 1, newest: { filename: "waits.txt", status: "uploaded", tookMs: null } });
});
