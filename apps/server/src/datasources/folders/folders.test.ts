import { changeDataSource, deleteDataSource, getDataSource, restartDataSource, undoUpload } from "@rapport/contract/data-sources";
import { listAttention } from "@rapport/contract/system";
import { temporaryFolder, testClock } from "@rapport/testkit";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { loadUpload } from "../load/load.ts";
import { lines } from "../uploads.fixture.ts";
import { forgetDeleted } from "./errors.ts";
import { newSourceFolder } from "./folders.fixture.ts";
import { takeReady } from "./watch-folders.ts";

/** Other programs put files into the folders; the test takes and loads them step by step. */
const clock = testClock("2026-03-02T12:00:00Z");
const ROWS = lines("Date\tEvar 1\tPrice", "02/27/2026\tred\t10", "02/28/2026\tblue\t20");
let server: TestServer;
let rsid: string;
beforeAll(async () => {
  server = await testServer({ clock, background: false, fileDoors: { foldersDir: temporaryFolder("folders-"), queueMaxBytes: 2_000 } });
  ({ rsid } = await newSuite(server));
});
afterAll(() => server.close());

const newFolder = async (mode?: "strict") => await newSourceFolder(server, { rsid, mode });

test("FO1 FO5 FU2 a file with its fin in the source's folder is loaded like one by HTTP, known when it comes again, and undone; both files are gone", async () => {
  const folder = await newFolder();
  folder.put("data.txt", ROWS);
  expect(await folder.take()).toEqual([]);
  folder.put("data.fin");
  const [receipt] = await folder.take();
  expect(receipt).toMatchObject({ filename: "data.txt", status: "success", rowsRead: 2, summary: 2 });
  expect(folder.names()).toEqual([]);
  folder.put("again.txt", ROWS);
  folder.put("again.fin");
  expect(await folder.take()).toMatchObject([{ status: "success", duplicateOf: receipt?.jobId, rowsRead: 0 }]);
  expect(await server.api(undoUpload, { params: { jobId: receipt?.jobId ?? 0 } })).toMatchObject({ status: "deleted" });
  const byHttp = await folder.send(ROWS);
  await loadUpload(server.deps, byHttp);
  expect(await folder.receipt(byHttp)).toMatchObject({ status: "success", rowsRead: 2, summary: 2 });
});

test("FF28 a packed file is taken from the folder like any other, and one that is damaged comes back as it was", async () => {
  const folder = await newFolder();
  folder.put("data.txt.gz", gzipSync(ROWS));
  folder.put("data.txt.fin");
  expect(await folder.take()).toMatchObject([{ filename: "data.txt.gz", status: "success", summary: 2 }]);
  folder.put("bad.gz", gzipSync(ROWS).subarray(0, 30));
  folder.put("bad.fin");
  expect(await folder.take()).toMatchObject([{ status: "failure", error: { code: "file.packed", params: { why: "damaged" } } }]);
  expect(folder.names()).toEqual(["files_with_errors"]);
});

test("A46 A47 FF2 FO2 FO3 what has no fin, another base name, capitals or an early fin stays, and the page says why", async () => {
  const folder = await newFolder();
  folder.put("alone.txt", ROWS);
  folder.put("data.TXT", ROWS);
  folder.put("data.FIN");
  folder.put("other.txt", ROWS);
  folder.put("Other.fin");
  folder.put("early.fin");
  folder.put("early.txt", ROWS);
  utimesSync(join(folder.path, "early.fin"), 1_000, 1_000);
  mkdirSync(join(folder.path, "a folder"));
  symlinkSync("/etc/hostname", join(folder.path, "link.txt"));
  folder.put("link.fin");
  const before = folder.names();
  expect(await folder.take()).toEqual([]);
  expect(folder.names()).toEqual(before);
  const { queue, path, sftp } = await folder.shown();
  expect([path, sftp]).toEqual([folder.path, null]);
  expect(queue.files.map(({ name, state }) => [name, state])).toEqual([
    ["Other.fin", "fin_alone"],
    ["a folder", "not_plain"],
    ["alone.txt", "no_fin"],
    ["data.FIN", "capital_ending"],
    ["data.TXT", "capital_ending"],
    ["early.txt", "fin_first"],
    ["link.fin", "fin_alone"],
    ["link.txt", "not_plain"],
    ["other.txt", "no_fin"],
  ]);
});

test("A48 FU4 files that are ready at the same time are taken by name, and each is a job of its own", async () => {
  const folder = await newFolder();
  for (const name of ["b", "a", "c"]) folder.put(`${name}.txt`, lines("Date\tPrice", `02/27/2026\t${name.codePointAt(0)}`));
  for (const name of ["c", "a", "b"]) folder.put(`${name}.fin`);
  expect((await folder.take()).map(({ filename }) => filename)).toEqual(["a.txt", "b.txt", "c.txt"]);
});

test("A49 FF19 FO4 with more waiting than may, nothing is taken until it is less", async () => {
  const folder = await newFolder();
  folder.put("a.txt", ROWS);
  folder.put("a.fin");
  folder.put("big.txt", "x".repeat(2_000));
  expect(await folder.take()).toEqual([]);
  expect((await folder.shown()).queue).toMatchObject({ isPaused: true, bytes: 2_000 + ROWS.length, mostBytes: 2_000 });
  folder.put("big.txt", "x");
  expect(await folder.take()).toMatchObject([{ filename: "a.txt", status: "success" }]);
  expect((await folder.shown()).queue).toMatchObject({ isPaused: false, count: 1 });
});

test("E3 FO7 a file that fails goes to files_with_errors under its own name; a second one of the name does not replace it", async () => {
  const folder = await newFolder("strict");
  for (const text of ["Date\tPrice\n02/27/2026\tten\n", "Date\tPrice\n02/27/2026\televen\n"]) {
    folder.put("bad.txt", text);
    folder.put("bad.fin");
    expect(await folder.take()).toMatchObject([{ filename: "bad.txt", status: "failure", error: { code: "file.strict" } }]);
  }
  expect(folder.names()).toEqual(["files_with_errors"]);
  const there = readdirSync(join(folder.path, "files_with_errors")).toSorted();
  expect(there).toHaveLength(2);
  expect(there[1]).toBe("bad.txt");
  expect((await folder.shown()).errors).toMatchObject({ count: 2 });
});

test("FO8 headquarters tells of a file that has waited for its sender for half an hour, and no longer once its fin is there", async () => {
  const folder = await newFolder();
  folder.put("late.txt", ROWS);
  const minutesAgo = (minutes: number) => new Date(clock.now().getTime() - minutes * 60_000);
  utimesSync(join(folder.path, "late.txt"), minutesAgo(29), minutesAgo(29));
  const person = await server.asHeadquarters();
  const told = async () => (await person(listAttention)).attention.filter((line) => line.kind === "stuck_files" && line.dataSourceId === folder.id);
  expect(await told()).toEqual([]);
  utimesSync(join(folder.path, "late.txt"), minutesAgo(30), minutesAgo(30));
  expect(await told()).toMatchObject([{ rsid, files: 1, filename: "late.txt", why: "no_fin", since: minutesAgo(30).toISOString() }]);
  folder.put("late.fin");
  expect(await told()).toEqual([]);
});

test("A50 E2 a source that stops on errors waits after a failed file until it is restarted; one that does not goes on with the next", async () => {
  const bad = lines("Date\tPrice\tNonsense", "02/27/2026\t1\tx");
  const goes = await newFolder();
  goes.put("a.txt", bad);
  goes.put("b.txt", ROWS);
  for (const name of ["a.fin", "b.fin"]) goes.put(name);
  expect((await goes.take()).map(({ status }) => status)).toEqual(["failure", "success"]);

  const stops = await newFolder();
  const params = { company: "rapport", rsid, dataSourceId: stops.id } as never;
  await server.api(changeDataSource, { params, body: { on_errors: "stop" } });
  stops.put("a.txt", bad);
  stops.put("a.fin");
  const [failed] = await stops.take();
  expect(failed).toMatchObject({ status: "failure" });
  expect(await server.api(getDataSource, { params })).toMatchObject({ on_errors: "stop", stopped_by: failed?.jobId });
  stops.put("b.txt", ROWS);
  stops.put("b.fin");
  expect(await stops.take()).toEqual([]);
  expect(stops.names()).toEqual(["b.fin", "b.txt", "files_with_errors"]);
  expect((await stops.shown()).queue.files.map(({ name, state }) => [name, state])).toEqual([["b.txt", "stopped"]]);
  const byHttp = await stops.send(lines("Date\tPrice", "02/27/2026\t3"));
  await loadUpload(server.deps, byHttp);
  expect(await stops.receipt(byHttp)).toMatchObject({ status: "uploaded" });
  expect(await server.api(restartDataSource, { params })).toMatchObject({ stopped_by: null });
  await loadUpload(server.deps, byHttp);
  expect(await stops.receipt(byHttp)).toMatchObject({ status: "success", rowsRead: 1 });
  expect((await stops.take()).at(-1)).toMatchObject({ filename: "b.txt", status: "success", rowsRead: 2 });
});

test("E4 a stopped source is told at headquarters until it is restarted, however long that takes", async () => {
  const folder = await newFolder();
  const params = { company: "rapport", rsid, dataSourceId: folder.id } as const;
  await server.api(changeDataSource, { params, body: { on_errors: "stop" } });
  const failed = await folder.send(lines("Date\tNonsense", "02/27/2026\tx"), { filename: "wrong.txt" });
  await loadUpload(server.deps, failed);
  await folder.send(ROWS);
  folder.put("b.txt", ROWS);
  folder.put("b.fin");
  const person = await server.asHeadquarters();
  const told = async () =>
    (await person(listAttention)).attention.filter((line) => "dataSourceId" in line && line.dataSourceId === folder.id && line.kind !== "failed_uploads");
  const line = { kind: "stopped_source", rsid, jobId: failed, filename: "wrong.txt", files: 2, since: clock.now().toISOString() };
  expect(await told()).toMatchObject([line]);
  await server.deps.db
    .updateTable("upload")
    .set({ uploaded_at: new Date("2026-02-01T00:00:00Z") })
    .where("id", "=", failed)
    .execute();
  expect(await told()).toMatchObject([line]);
  await server.api(restartDataSource, { params });
  expect(await told()).toEqual([]);
});

test("E2 a stopped source that shall go on after errors goes on at once, and one that is deleted lets go of what waited", async () => {
  for (const how of ["change", "delete"] as const) {
    const folder = await newFolder();
    const params = { company: "rapport", rsid, dataSourceId: folder.id } as const;
    await server.api(changeDataSource, { params, body: { on_errors: "stop" } });
    await loadUpload(server.deps, await folder.send(lines("Date\tNonsense", "02/27/2026\tx")));
    const waits = await folder.send(ROWS);
    const jobsOf = async () => {
      const { rows } = await server.deps.pool.query<{ jobs: number }>(
        "select count(*)::integer as jobs from graphile_worker._private_jobs where payload::text like $1",
        [`%"upload":%${waits}%`],
      );
      return rows[0]?.jobs ?? 0;
    };
    await server.deps.pool.query("delete from graphile_worker._private_jobs");
    if (how === "change") {
      expect(await server.api(changeDataSource, { params, body: { mode: "strict" } })).toMatchObject({ stopped_by: expect.any(Number) as number });
      expect(await jobsOf()).toBe(0);
      expect(await server.api(changeDataSource, { params, body: { on_errors: "continue" } })).toMatchObject({ on_errors: "continue", stopped_by: null });
    } else await server.api(deleteDataSource, { params });
    expect(await jobsOf(), how).toBe(1);
    await loadUpload(server.deps, waits);
    expect(await folder.receipt(waits)).toMatchObject(how === "change" ? { status: "success", rowsRead: 2 } : { error: { code: "account.deleted" } });
  }
});

test("FO1 one folder that cannot be used stops neither the other sources nor what headquarters tells, and its page says so", async () => {
  const bad = await newFolder();
  const good = await newFolder();
  rmdirSync(bad.path);
  writeFileSync(bad.path, "somebody put a file here");
  good.put("data.txt", ROWS);
  good.put("data.fin");
  expect(await good.take()).toMatchObject([{ status: "success", rowsRead: 2 }]);
  expect((await good.shown()).queue).toMatchObject({ isUsable: true });
  expect((await bad.shown()).queue).toMatchObject({ isUsable: false, files: [] });
  good.put("late.txt", ROWS);
  utimesSync(join(good.path, "late.txt"), 1_000, 1_000);
  const person = await server.asHeadquarters();
  const told = (await person(listAttention)).attention.filter((line) => line.kind === "stuck_files");
  expect(told.map(({ dataSourceId }) => dataSourceId)).toContain(good.id);
  rmSync(bad.path);
  // Telling makes nothing; the next look does.
  await person(listAttention);
  expect(existsSync(bad.path)).toBe(false);
  await takeReady(server.deps);
  expect((await bad.shown()).queue).toMatchObject({ isUsable: true });
});

test("FO3 the page says of a file that it is being sent, before its fin is there", async () => {
  const folder = await newFolder();
  folder.put("data.txt", ROWS);
  const states = async () => (await folder.shown()).queue.files.map(({ state }) => state);
  const end = await server.deps.filesInUse.write(join(folder.path, "data.txt"), () => Promise.resolve());
  expect(await states()).toEqual(["open"]);
  end();
  expect(await states()).toEqual(["no_fin"]);
});

test("FO7 what a deleted source's folder holds is removed after ninety days, and nothing of a source in use", async () => {
  const gone = await newFolder();
  const stays = await newFolder();
  for (const folder of [gone, stays]) {
    folder.put("alone.txt", ROWS);
    mkdirSync(join(folder.path, "files_with_errors"));
    folder.put("files_with_errors/wrong.txt", ROWS);
  }
  await server.api(deleteDataSource, { params: { company: "rapport", rsid, dataSourceId: gone.id } });
  const later = (days: number) => ({ ...server.deps, clock: { now: () => new Date(Date.now() + days * 86_400_000) } });
  await forgetDeleted(later(89));
  expect(gone.names()).toEqual(["alone.txt", "files_with_errors"]);
  await forgetDeleted(later(91));
  expect([gone.names(), readdirSync(join(gone.path, "files_with_errors"))]).toEqual([["files_with_errors"], []]);
  expect([stays.names(), readdirSync(join(stays.path, "files_with_errors"))]).toEqual([["alone.txt", "files_with_errors"], ["wrong.txt"]]);
});

test("FO1 the folder of a source has the rights of the folder above it, which whoever runs the server gave to other programs", async () => {
  chmodSync(join(server.deps.fileDoors?.foldersDir ?? ""), 0o2770);
  const folder = await newFolder();
  expect(statSync(folder.path).mode & 0o7777).toBe(0o2770);
});
