import { changeDataSource, getReceipt, type Job14 } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endUnfinished } from "./end-unfinished.ts";
import { endedJob, newSuite, testServer, type TestServer } from "../../testing/index.ts";

/** Version 1.4 of the documented interface, called as its scripts do. */
const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock });
});
afterAll(() => server.close());

const COLUMNS = ["Date", "Tracking Code", "Event 1"];

async function call<T = unknown>(method: string, body: object): Promise<{ status: number; body: T }> {
  const answer = await server.inject({
    method: "POST",
    url: `/admin/1.4/rest/?method=DataSources.${method}`,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    payload: JSON.stringify(body),
  });
  return { status: answer.statusCode, body: answer.json<T>() };
}

/** A report suite with a source that was made by `Save`. */
async function madeSource(body: object = {}) {
  const { rsid } = await newSuite(server, { timeZone: "Europe/Amsterdam" });
  const saved = await call<{ dataSourceID: number }>("Save", {
    reportSuiteID: rsid,
    name: "Tills",
    email: "tills@example.com",
    processing_type: "generic",
    ...body,
  });
  expect(saved.status).toBe(200);
  const place = { reportSuiteID: rsid, dataSourceID: saved.body.dataSourceID };
  return {
    rsid,
    id: place.dataSourceID,
    place,
    part: async (jobName: string, rows: unknown[][], more: object = {}) =>
      await call<true | { code: string; detail: string }>("UploadData", { ...place, jobName, columns: COLUMNS, rows, ...more }),
    jobs: async (filters?: object) => (await call<Job14[]>("GetJobs", { ...place, ...(filters && { filters }) })).body,
  };
}
const row = (value: string, count: unknown = "1") => ["03/01/2026", value, count];
const LAST = { finished: true };

test("a source is made, listed, renamed and deleted, each suite for itself", async () => {
  const { rsid, id, place } = await madeSource({ generic_data_type: 32 });
  expect((await call("Get", { reportSuiteID: rsid })).body).toEqual([
    {
      id: String(id),
      processing_type: "generic",
      name: "Tills",
      email: "tills@example.com",
      activatedDate: "2026-03-02",
      ftp: { path: "/", loginID: "", password: "" },
      haltOnWarning: false,
      haltOnError: false,
      lockedByError: false,
    },
  ]);
  await server.api(changeDataSource, { params: { company: "rapport", rsid, dataSourceId: id }, body: { on_errors: "stop" } });
  const renamed = { reportSuiteID: rsid, id, name: "Tills of Utrecht", email: "", processing_type: "generic", settings: {} };
  expect(await call("Save", renamed)).toEqual({ status: 200, body: { dataSourceID: id } });
  expect((await call("Get", { reportSuiteID: rsid })).body).toMatchObject([{ name: "Tills of Utrecht", email: "", haltOnError: true }]);
  const { rsid: other } = await newSuite(server);
  expect(await call("Save", { ...renamed, reportSuiteID: other })).toMatchObject({ status: 404, body: { code: "data_source.unknown" } });
  for (const method of ["GetJobs", "Restart", "Delete", "ProcessIncompleteVisits"])
    expect(await call(method, { ...place, reportSuiteID: other })).toMatchObject({ status: 404, body: { code: "data_source.unknown" } });
  for (const method of ["Restart", "ProcessIncompleteVisits", "Delete"]) expect(await call(method, place)).toEqual({ status: 200, body: true });
  expect((await call("Get", { reportSuiteID: rsid })).body).toEqual([]);
});

test("the kind of a source follows from its type or its variables; what it cannot be is refused in words", async () => {
  const kinds = [
    {},
    { generic_data_type: 32 },
    { settings: { dimensionNames: ["Order"], dimensionVariables: ["Transaction ID"] } },
    { settings: { dimensionNames: ["Who"], dimensionVariables: ["VisitorID"] } },
  ];
  const types = [];
  for (const body of kinds) {
    const { id } = await madeSource(body);
    types.push((await server.deps.db.selectFrom("data_source").select("type").where("id", "=", id).executeTakeFirstOrThrow()).type);
  }
  expect(types).toEqual(["summary", "transactionid", "transactionid", "visitorid"]);
  const { rsid } = await newSuite(server);
  const source = { reportSuiteID: rsid, name: "x", email: "", processing_type: "generic" };
  for (const wrong of [
    { processing_type: "weblog" },
    { settings: { metricNames: ["a", "b"], metricEvents: ["Event 1"] } },
    { settings: { dimensionNames: [], dimensionVariables: ["Evar 1"] } },
    { settings: { stopOnWarning: true } },
  ])
    expect(await call("Save", { ...source, ...wrong })).toMatchObject({ status: 400, body: { code: "request.wrong" } });
  expect((await call("Get", { reportSuiteID: rsid })).body).toEqual([]);
  expect(await call("Process", { reportSuiteID: rsid })).toMatchObject({ status: 400, body: { code: "older_api.method" } });
});

test("FU19 the metrics and dimensions that are saved are the columns of the source; saved again without any they stay, and wrong ones change nothing", async () => {
  const columnsOf = async (id: number) =>
    (await server.deps.db.selectFrom("data_source").select("columns").where("id", "=", id).executeTakeFirstOrThrow()).columns;
  const settings = {
    metricNames: ["Repairs", "Takings"],
    metricEvents: ["event12", "Revenue"],
    dimensionNames: ["Order", "Branch", "Letter"],
    dimensionVariables: ["transactionID", "eVar3", "campaign"],
  };
  const { rsid, id } = await madeSource({ settings });
  const columns = [
    { name: "Branch", to: "Evar 3" },
    { name: "Letter", to: "Tracking Code" },
    { name: "Repairs", to: "Event 12" },
    { name: "Takings", to: "Price" },
  ];
  expect(await columnsOf(id)).toEqual(columns);
  const again = { reportSuiteID: rsid, id, name: "Tills", email: "", processing_type: "generic" };
  expect((await call("Save", again)).status).toBe(200);
  expect(await columnsOf(id)).toEqual(columns);
  for (const [metricEvents, code] of [
    [["pages"], "mapping.unknown"],
    [["event1", "Event 1"], "mapping.twice"],
  ] as const)
    expect(await call("Save", { ...again, name: "x", settings: { metricNames: metricEvents.map(() => "a"), metricEvents } })).toMatchObject({ body: { code } });
  expect(await columnsOf(id)).toEqual(columns);
  expect((await call("Get", { reportSuiteID: rsid })).body).toMatchObject([{ name: "Tills" }]);
  expect((await call("Save", { ...again, settings: { metricNames: ["Units"], metricEvents: ["Units"] } })).status).toBe(200);
  expect(await columnsOf(id)).toEqual([{ name: "Units", to: "Quantity" }]);
});

test("A53 parts are loaded when the last one came, in their order, as one file", async () => {
  const { part, jobs, place } = await madeSource();
  expect(await part("returns 2026", [row("a"), row("b", 2)])).toEqual({ status: 200, body: true });
  expect(await part("returns 2026", [row("c"), row("", 1)], { finished: false })).toEqual({ status: 200, body: true });
  expect(await jobs()).toEqual([]);
  // Another job of the same source.
  expect((await part("other", [row("z")], LAST)).body).toBe(true);
  expect((await part("returns 2026", [row("d", "x")], LAST)).body).toBe(true);
  const found = await jobs({ name: ["returns 2026.txt"] });
  expect(found).toHaveLength(1);
  const receipt = await endedJob(server, found[0]?.id ?? 0);
  expect(receipt).toMatchObject({ filename: "returns 2026.txt", rowsRead: 5, summary: 4, rejected: 1, rejectedRows: [{ line: 6 }] });
  expect(await jobs({ state: "success", name: ["returns 2026.txt"] })).toMatchObject([
    {
      rows: 4,
      errors: [expect.stringContaining(`/api/uploads/${receipt.jobId}/rejected`) as unknown],
      warnings: [],
      receivedDate: "2026-03-02 13:00:00",
      status: "success",
    },
  ]);
  expect([await jobs({ state: "cache" }), await jobs({ name: [] })]).toEqual([[], []]);
  // The same name begins a new job, whose rows are told as repeated.
  expect((await part("returns 2026", [row("a"), row("b", 2)], LAST)).body).toBe(true);
  const [again] = await jobs();
  expect(await endedJob(server, again?.id ?? 0)).toMatchObject({ rowsRead: 2, repeatedRows: { rows: 2 } });
  expect((await call("Delete", place)).body).toBe(true);
});

test("a part that comes while the last one makes the file begins a new job, whoever is first", async () => {
  const { part, jobs } = await madeSource();
  expect((await part("raced", [row("a")])).body).toBe(true);
  const sent = await Promise.all([part("raced", [row("b")], LAST), part("raced", [row("c")], LAST), part("raced", [row("d")], LAST)]);
  expect(sent.map(({ status }) => status)).toEqual([200, 200, 200]);
  const receipts = [];
  for (const { id } of await jobs()) receipts.push(await endedJob(server, id));
  expect(receipts.reduce((sum, { rowsRead }) => sum + rowsRead, 0)).toBe(4);
});

test("a job whose next part does not come for a day fails in the file log; those of a deleted source go; twenty are open at most", async () => {
  const { part, jobs, place } = await madeSource();
  expect((await part("left", [row("a")])).body).toBe(true);
  clock.advance(86_399_000);
  await endUnfinished(server.deps);
  expect(await jobs()).toEqual([]);
  clock.advance(2_000);
  await endUnfinished(server.deps);
  expect(await jobs()).toMatchObject([
    { fileName: "left.txt", rows: 0, status: "failure", errors: [expect.stringContaining("1 part of the job came") as unknown] },
  ]);
  for (let n = 0; n < 20; n += 1) expect((await part(`open ${n}`, [row("a")])).body).toBe(true);
  expect(await part("one more", [row("a")], LAST)).toMatchObject({ status: 409, body: { code: "parts.too_many_jobs" } });
  expect((await part("open 3", [row("b")], LAST)).body).toBe(true);
  expect((await part("one more", [row("a")], LAST)).body).toBe(true);
  expect((await call("Delete", place)).body).toBe(true);
  const left = await server.deps.db.selectFrom("upload_in_parts").select("job_name").where("data_source_id", "=", place.dataSourceID).execute();
  expect(left).toEqual([]);
});

test("parts that come at once are all kept, and the last one waits for them", async () => {
  const { part, jobs } = await madeSource();
  const sent = await Promise.all(Array.from({ length: 12 }, (_, n) => part("at once", [row(`v${n}`)])));
  expect(sent.map(({ body }) => body)).toEqual(Array.from({ length: 12 }, () => true));
  expect((await part("at once", [], LAST)).body).toBe(true);
  const [job] = await jobs();
  expect(await endedJob(server, job?.id ?? 0)).toMatchObject({ rowsRead: 12, summary: 12 });
});

test("A51 the 101st part fails the whole job, and its later parts begin no other; 10,001 rows in a call are refused", async () => {
  const { part, jobs } = await madeSource();
  const manyRows = await part(
    "many rows",
    Array.from({ length: 10_001 }, () => row("a")),
    LAST,
  );
  expect(manyRows).toMatchObject({ status: 400, body: { code: "request.wrong" } });
  for (let n = 0; n < 100; n += 1) expect((await part("long", [row("a")])).body).toBe(true);
  expect(await part("long", [row("a")])).toMatchObject({ status: 400, body: { code: "parts.job_failed" } });
  expect(await part("long", [row("a")])).toMatchObject({ status: 400, body: { code: "parts.failed" } });
  expect(await part("long", [row("a")], LAST)).toMatchObject({ status: 400, body: { code: "parts.failed" } });
  const [failed, ...others] = await jobs();
  expect([failed, others]).toMatchObject([
    { fileName: "long.txt", rows: 0, status: "failure", errors: [expect.stringContaining("more than 100 parts") as unknown] },
    [],
  ]);
  expect(await server.api(getReceipt, { params: { jobId: failed?.id ?? 0 } })).toMatchObject({
    status: "failure",
    rowsRead: 0,
    error: { code: "file.too_many_parts" },
  });
  // Now the name is free.
  expect((await part("long", [row("b")], LAST)).body).toBe(true);
  expect(await jobs()).toHaveLength(2);
});

test("A51 a job that failed and was left alone holds its name for an hour", async () => {
  const { part, jobs } = await madeSource();
  const wide = Array.from({ length: 5_000 }, () => row("x".repeat(1_500)));
  for (let n = 0; n < 6; n += 1) expect((await part("large", wide)).body).toBe(true);
  expect(await part("large", wide)).toMatchObject({ status: 400, body: { code: "parts.job_failed" } });
  expect(await jobs()).toMatchObject([{ status: "failure", errors: [expect.stringContaining("50 MB") as unknown] }]);
  clock.advance(3_599_000);
  expect((await part("large", [row("a")])).status).toBe(400);
  clock.advance(3_600_000);
  expect((await part("large", [row("a")], LAST)).body).toBe(true);
});

test("A52 a job named a/b, other columns and wrong rows are refused, and nothing of them is kept", async () => {
  const { part, jobs } = await madeSource();
  const refused = async (...given: Parameters<typeof part>) => {
    const { status, body } = await part(...given);
    return { status, ...(body === true ? {} : body) };
  };
  expect(await refused("a/b", [row("a")], LAST)).toMatchObject({
    status: 400,
    code: "parts.job_name",
    detail: expect.stringContaining("failed uploading data") as unknown,
  });
  for (const columns of [[], ["Date"].concat("eVar1", "Event 1"), ["Evar 1", "Evar 2", "Event 1"]])
    expect(await refused("c", [row("a")], { columns })).toMatchObject({
      status: 400,
      code: "parts.columns",
      detail: expect.stringContaining("invalid columns") as unknown,
    });
  expect(await refused("c", [row("a"), ["03/01/2026"]])).toMatchObject({ status: 400, code: "parts.cells", params: { row: 2, cells: 1, columns: 3 } });
  expect(await refused("c", [["03/01/2026", "a\tb", 1]])).toMatchObject({ status: 400, code: "parts.cell", params: { why: "split", row: 1, column: 2 } });
  expect(await refused("c", [["#1", "a", 1]])).toMatchObject({ status: 400, code: "parts.row", params: { why: "comment", row: 1 } });
  expect(await refused("c", [row("a")], { finshed: true })).toMatchObject({ status: 400, code: "request.wrong" });
  expect((await part("c", [row("a")])).body).toBe(true);
  expect(await refused("c", [["03/01/2026", 1, "a"]], { columns: ["Date", "Event 1", "Tracking Code"] })).toMatchObject({ params: { why: "differ" } });
  expect((await part("c", [row("b")], LAST)).body).toBe(true);
  const [job, ...others] = await jobs();
  expect(others).toEqual([]);
  expect(await endedJob(server, job?.id ?? 0)).toMatchObject({ rowsRead: 2 });
  expect(await server.deps.db.selectFrom("upload_in_parts").select("job_name").where("job_name", "in", ["a/b", "c"]).execute()).toEqual([]);
});
