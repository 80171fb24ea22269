import { activateDataSource, deactivateDataSource, getDataSource, listJobs, restartDataSource } from "@rapport/contract/data-sources";
import { listAttention } from "@rapport/contract/system";
import { temporaryFolder, testClock } from "@rapport/testkit";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, postFile, testServer, type TestServer } from "../../testing/index.ts";
import { folderOf } from "../folders/places.ts";
import { newSourceFolder } from "../folders/folders.fixture.ts";
import { takeReady } from "../folders/watch-folders.ts";
import { loadUpload } from "../load/load.ts";
import { lines } from "../uploads.fixture.ts";

/** A source that takes no files for a while (FU16). */
const ROWS = lines("Date\tEvar 1\tPrice", "02/27/2026\tred\t10", "02/28/2026\tblue\t20");
const company = "rapport";
let server: TestServer;
beforeAll(async () => {
  const fileDoors = { foldersDir: temporaryFolder("folders-"), queueMaxBytes: 9_000 };
  server = await testServer({ clock: testClock("2026-03-02T12:00:00Z"), background: false, fileDoors });
});
afterAll(() => server.close());

test("FU16 an inactive source takes nothing by HTTP or 1.4 and says so; what it took is loaded, its rows stay, and it goes on when it is active", async () => {
  const { rsid } = await newSuite(server);
  const folder = await newSourceFolder(server, { rsid });
  const params = { company, rsid, dataSourceId: folder.id };
  const before = await folder.send(ROWS);
  expect(await server.api(deactivateDataSource, { params })).toMatchObject({ active: false });
  expect(await server.api(getDataSource, { params })).toMatchObject({ active: false });
  // Twice is once.
  expect(await server.api(deactivateDataSource, { params })).toMatchObject({ active: false });

  const refused = await postFile(server, { path: `/api/${company}/datasources/job/${rsid}/${folder.id}`, file: ROWS, filename: "late.txt" });
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, "data_source.inactive"]);
  expect(refused.json<{ detail: string }>().detail).toContain("deactivated");
  const part = { reportSuiteID: rsid, dataSourceID: folder.id, jobName: "job", finished: true, columns: ["Date", "Event 1"], rows: [["02/27/2026", "1"]] };
  const older = await server.inject({
    method: "POST",
    url: "/admin/1.4/rest/?method=DataSources.UploadData",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    payload: JSON.stringify(part),
  });
  expect([older.statusCode, older.body]).toEqual([409, expect.stringContaining("data_source.inactive")]);

  folder.put("data.txt", lines("Date\tPrice", "02/27/2026\t7"));
  folder.put("data.fin");
  await takeReady(server.deps);
  expect(folder.names()).toEqual(["data.fin", "data.txt"]);
  expect((await folder.shown()).queue.files).toMatchObject([{ name: "data.txt", state: "inactive" }]);
  for (const name of ["data.txt", "data.fin"]) utimesSync(join(folderOf(server.deps, folder), name), 1_772_400_000, 1_772_400_000);
  const person = await server.asHeadquarters();
  const told = async () => (await person(listAttention)).attention.filter(({ kind }) => kind === "stuck_files");
  expect(await told()).toMatchObject([{ dataSourceId: folder.id, files: 1, why: "inactive" }]);

  await loadUpload(server.deps, before);
  expect(await folder.receipt(before)).toMatchObject({ status: "success", summary: 2 });

  expect(await server.api(activateDataSource, { params })).toMatchObject({ active: true });
  expect((await folder.take()).map(({ filename, status }) => [filename, status])).toEqual([
    ["rows.txt", "success"],
    ["data.txt", "success"],
  ]);
  expect(folder.names()).toEqual([]);
  expect(await told()).toEqual([]);
});

test("FU16 of a source that is also stopped, a restart takes nothing new before it is active", async () => {
  const { rsid } = await newSuite(server);
  const folder = await newSourceFolder(server, { rsid });
  const params = { company, rsid, dataSourceId: folder.id };
  await server.api(deactivateDataSource, { params });
  folder.put("data.txt", ROWS);
  folder.put("data.fin");
  expect(await server.api(restartDataSource, { params })).toMatchObject({ active: false, stopped_by: null });
  expect(await folder.take()).toEqual([]);
  // Several senders at once are all refused.
  const sent = await Promise.allSettled(Array.from({ length: 6 }, (_, n) => folder.send(lines("Date\tPrice", `02/27/2026\t${n}`))));
  expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => "rejected"));
  expect((await server.api(listJobs, { params, query: {} })).jobs).toEqual([]);
});
