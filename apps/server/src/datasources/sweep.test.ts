import type { Rsid } from "@rapport/contract";
import { createReportSuite } from "@rapport/contract/report-suites";
import { uniqueName } from "@rapport/testkit";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postFile, testServer, type TestServer } from "../testing/index.ts";
import { sweep } from "./intake/sweep.ts";
import { uploadPath } from "./intake/upload-files.ts";
import { newSource, type TestSource } from "./uploads.fixture.ts";

let server: TestServer;
let source: TestSource;
beforeAll(async () => {
  server = await testServer({ background: false });
  const rsid = uniqueName("sweep") as Rsid;
  await server.api(createReportSuite, { body: { rsid, name: "Sweep", timeZone: "UTC", currency: "EUR" } });
  source = await newSource(server, { rsid });
});
afterAll(() => server.close());

test("S13 leftovers of uploads that were never acknowledged are removed at start, and accepted files stay", async () => {
  const jobId = await source.send("Date\tPrice\n11/20/2026\t10\n");
  const folder = join(server.deps.dataDir, "uploads");
  writeFileSync(join(folder, "0a1b.part"), "half a file");
  writeFileSync(uploadPath(server.deps, 2_000_000_001), "a file whose transaction was never committed");
  writeFileSync(join(folder, "notes.txt"), "not ours");
  await sweep(server.deps);
  expect(readdirSync(folder).toSorted()).toEqual([`${jobId}.upload`, "notes.txt"].toSorted());
});

test("F7 an uploads folder that cannot be written is answered with a reason", async () => {
  const folder = join(server.deps.dataDir, "uploads");
  rmSync(folder, { recursive: true, force: true });
  // Root may write anywhere, but not into a file.
  writeFileSync(folder, "");
  chmodSync(folder, 0o400);
  const answer = await postFile(server, { path: `/api/rapport/datasources/job/${source.rsid}/${source.id}`, file: "Date\tPrice\n", filename: "a.txt" });
  expect([answer.statusCode, answer.headers["retry-after"], answer.json<{ code: string }>().code]).toEqual([503, "60", "upload.not_stored"]);
  rmSync(folder);
  mkdirSync(folder);
  expect(existsSync(uploadPath(server.deps, await source.send("Date\tPrice\n11/20/2026\t10\n")))).toBe(true);
});
