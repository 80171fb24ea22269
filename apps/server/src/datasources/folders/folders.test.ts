import {
  changeDataSource,
  getDataSource,
  getSourceFolder,
  restartDataSource,
  undoUpload,
  type Receipt,
  type SourceFolder,
} from "@rapport/contract/data-sources";
import { listAttention } from "@rapport/contract/system";
import { temporaryFolder, testClock } from "@rapport/testkit";
import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { accountById } from "../accounts/account-queries.ts";
import { sweep } from "../intake/sweep.ts";
import { loadUpload } from "../load/load.ts";
import { lines, newSource, type TestSource } from "../uploads.fixture.ts";
import { readSourceFolder } from "./folder-files.ts";
import { takenUploads } from "./folder-queries.ts";
import { takeFile } from "./take-file.ts";
import { takeReady } from "./watch-folders.ts";

/** Other programs put files into the folders; the test takes and loads them step by step. */
const clock = testClock("2026-03-02T12:00:00Z");
const ROWS = lines("Date\tEvar 1\tPrice", "02/27/2026\tred\t10", "02/28/2026\tblue\t20");
const foldersDir = temporaryFolder("folders-");
let server: TestServer;
let rsid: string;
beforeAll(async () => {
  server = await testServer({ clock, background: false, fileDoors: { foldersDir, queueMaxBytes: 2_000 } });
  ({ rsid } = await newSuite(server));
});
afterAll(() => server.close());

interface Folder extends TestSource {
  readonly path: string;
  put(name: string, text?: string): void;
  /** Takes what is ready, loads it, and gives the receipts in the order in which files were taken. */
  take(): Promise<Receipt[]>;
  names(): string[];
  shown(): Promise<SourceFolder>;
}

async function newFolder(mode: "lenient" | "strict" = "lenient"): Promise<Folder> {
  const source = await newSource(server, { rsid, type: "summary", mode });
  // The first look makes the folder.
  await takeReady(server.deps);
  const path = join(foldersDir, `${rsid}_${source.id}`);
  let known = 0;
  const uploads = async () =>
    (await server.deps.db.selectFrom("upload").select("id").where("data_source_id", "=", source.id).orderBy("id").execute()).map(({ id }) => id);
  return {
    ...source,
    path,
    put: (name, text = "") => writeFileSync(join(path, name), text),
    take: async () => {
      await takeReady(server.deps);
      const fresh = (await uploads()).slice(known);
      known += fresh.length;
      for (const id of fresh) await loadUpload(server.deps, id);
      return await Promise.all(fresh.map((id) => source.receipt(id)));
    },
    names: () => readdirSync(path).toSorted(),
    shown: async () => await server.api(getSourceFolder, { params: { rsid, dataSourceId: source.id } }),
  };
}

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
  const byHttp = await stops.send(lines("Date\tPrice", "02/27/2026\t3"));
  await loadUpload(server.deps, byHttp);
  expect(await stops.receipt(byHttp)).toMatchObject({ status: "uploaded" });
  expect(await server.api(restartDataSource, { params })).toMatchObject({ stopped_by: null });
  await loadUpload(server.deps, byHttp);
  expect(await stops.receipt(byHttp)).toMatchObject({ status: "success", rowsRead: 1 });
  expect((await stops.take()).at(-1)).toMatchObject({ filename: "b.txt", status: "success", rowsRead: 2 });
});

test("FO6 a server that ends after a file became an upload, or before, neither loads it twice nor loses it", async () => {
  const folder = await newFolder();
  const account = await accountById(server.deps.db, { rsid, id: folder.id });
  if (account === undefined) throw new Error("there is no account");
  const place = { source: { rsid, id: folder.id } };
  folder.put("data.txt", ROWS);
  folder.put("data.fin");
  // Ends with a second name of the file that no upload has.
  const uploads = join(server.deps.dataDir, "uploads");
  mkdirSync(uploads, { recursive: true });
  writeFileSync(join(uploads, "0a1b.part"), ROWS);
  await sweep(server.deps);
  expect(folder.names()).toEqual(["data.fin", "data.txt"]);
  // Ends when the upload is stored, and the folder still has the file.
  const [file] = (await readSourceFolder(server.deps, place)).files;
  if (file === undefined) throw new Error("there is no file");
  await takeFile(server.deps, { account, file, endsFin: true });
  expect(await takenUploads(server.deps.db)).toHaveLength(1);
  expect(folder.names()).toEqual(["data.fin", "data.txt"]);
  await sweep(server.deps);
  expect(await folder.take()).toMatchObject([{ status: "success", rowsRead: 2 }]);
  expect(folder.names()).toEqual([]);
  expect(await takenUploads(server.deps.db)).toEqual([]);
  // Somebody put another file of the name there before the first one was removed: it is not the upload's.
  folder.put("data.txt", lines("Date\tPrice", "02/27/2026\t7"));
  folder.put("data.fin");
  const [second] = (await readSourceFolder(server.deps, place)).files;
  if (second === undefined) throw new Error("there is no file");
  await takeFile(server.deps, { account, file: second, endsFin: true });
  writeFileSync(join(folder.path, ".new"), lines("Date\tPrice", "02/27/2026\t8"));
  const { renameSync } = await import("node:fs");
  renameSync(join(folder.path, ".new"), join(folder.path, "data.txt"));
  folder.put("data.fin");
  const receipts = await folder.take();
  expect(receipts.map(({ filename, rowsRead }) => [filename, rowsRead])).toEqual([
    ["data.txt", 1],
    ["data.txt", 1],
  ]);
  expect(existsSync(join(folder.path, "data.txt"))).toBe(false);
});
