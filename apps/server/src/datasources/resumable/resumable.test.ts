import { deleteDataSource, listJobs, listResumableUploads, undoUpload } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, endedJob, newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { begunPath, uploadPath } from "../intake/upload-files.ts";
import { lines, newSource, type TestSource } from "../uploads.fixture.ts";
import { endResumable } from "./end-resumable.ts";
import { diskWith, idOf, tusCaller, type TusCaller } from "./tus-client.fixture.ts";

const MEGABYTE = 1024 ** 2;
const clock = testClock("2026-03-02T12:00:00Z");
let server: TestServer;
let room = Number.MAX_SAFE_INTEGER;
beforeAll(async () => {
  server = await testServer({ clock, listen: true, schedules: false, uploadMaxBytes: 8 * MEGABYTE, disk: diskWith(() => room) });
});
afterAll(() => server.close());

const FILE = Buffer.from(lines("Date\tEvar 1\tPrice", ...Array.from({ length: 50_000 }, (_, n) => `03/01/2026\tvalue ${n % 100}\t1`)));

async function sender(): Promise<{ source: TestSource; caller: TusCaller; as: (headers: Record<string, string>) => TusCaller }> {
  const source = await newSource(server, { ...(await newSuite(server)), type: "summary" });
  const as = (headers: Record<string, string>) => tusCaller({ url: server.url, headers, rsid: source.rsid, dataSourceId: source.id });
  return { source, caller: as({ authorization: `Bearer ${server.apiKey}` }), as };
}
const place = ({ rsid, id }: TestSource) => ({ params: { rsid, dataSourceId: id } });
const jobsOf = async ({ rsid, id }: TestSource) => (await server.api(listJobs, { params: { company: "rapport", rsid, dataSourceId: id }, query: {} })).jobs;

test("FU21 FU13 a file in several goes becomes one upload with the bytes that were sent, whatever is repeated, and the log names it once", async () => {
  const { source, caller } = await sender();
  const begun = await caller.begin({ filename: "C:\\data\\2026 mei.txt", bytes: FILE.length, metadata: { lastModified: "1772000000000" } });
  const id = idOf(begun);
  expect(begun.headers).toMatchObject({ "tus-resumable": "1.0.0", location: expect.stringMatching(new RegExp(`/resumable-uploads/${id}$`)) as unknown });
  const [a, b] = [Math.floor(FILE.length / 3), Math.floor(FILE.length / 2)];
  const first = await caller.send(id, { from: 0, body: FILE.subarray(0, a) });
  expect([first.status, first.headers["upload-offset"]]).toEqual([204, String(a)]);
  // The answer was lost, so its sender sends the same again, and then goes on where the server says.
  const again = await caller.send(id, { from: 0, body: FILE.subarray(0, a) });
  expect([again.status, JSON.parse(again.body)]).toEqual([409, expect.objectContaining({ code: "resumable.offset", params: { received: a } })]);
  expect((await caller.ask("HEAD", id)).headers).toMatchObject({
    "upload-offset": String(a),
    "upload-length": String(FILE.length),
    "cache-control": "no-store",
  });
  expect((await server.api(listResumableUploads, place(source))).uploads).toEqual([
    {
      id,
      filename: "2026 mei.txt",
      bytes: FILE.length,
      receivedBytes: a,
      lastModified: "2026-02-25T06:13:20.000Z",
      force: false,
      expiresAt: "2026-03-09T12:00:00.000Z",
      jobId: null,
    },
  ]);
  expect(await jobsOf(source)).toEqual([]);
  expect((await caller.send(id, { from: a, body: FILE.subarray(a, b) })).status).toBe(204);
  const last = { from: b, body: FILE.subarray(b) };
  const ends = await Promise.all([caller.send(id, last), caller.send(id, last).catch(() => undefined)]);
  expect(ends.filter((end) => end?.status === 204).length).toBeGreaterThan(0);
  for (let time = 0; time < 3; time += 1) {
    const end = await caller.send(id, { from: FILE.length, body: Buffer.alloc(0) });
    expect([end.status, end.headers["upload-offset"]]).toEqual([204, String(FILE.length)]);
  }
  const { jobId } = await caller.look(id);
  expect(await jobsOf(source)).toMatchObject([{ job_id: jobId, filename: "2026 mei.txt", cameBy: "api" }]);
  expect(await endedJob(server, jobId ?? 0)).toMatchObject({ status: "success", rowsRead: 50_000, summary: 50_000 });
  expect((await server.api(listResumableUploads, place(source))).uploads).toEqual([]);
  const { content_hash: hash } = await server.deps.db.selectFrom("upload").select("content_hash").where("id", "=", jobId!).executeTakeFirstOrThrow();
  expect(hash).toEqual(createHash("sha256").update(FILE).digest());
  const entries = await auditLog(server.deps.db)
    .select(["action", "actor_kind", "changes"])
    .where("subject_kind", "=", "dataSource")
    .where("subject_id", "=", String(source.id))
    .where("changes", "like", "%2026 mei%")
    .execute();
  expect(entries).toMatchObject([{ action: "createJob", actor_kind: "apiKey" }]);
});

test("FU21 FU8 a finished file is known like one that was sent whole, also packed; discarding it then leaves its upload", async () => {
  const { source, caller } = await sender();
  const file = Buffer.from(lines("Date\tPrice", "03/01/2026\t5"));
  const whole = await source.load(file);
  const sendAll = async (body: Buffer, metadata = {}) => {
    const id = idOf(await caller.begin({ filename: "again.txt", bytes: body.length, metadata }));
    await caller.send(id, { from: 0, body });
    return { id, receipt: await endedJob(server, (await caller.look(id)).jobId ?? 0) };
  };
  expect((await sendAll(file)).receipt).toMatchObject({ duplicateOf: whole.jobId, rowsRead: 0 });
  const forced = await sendAll(gzipSync(file), { force: "true" });
  expect(forced.receipt).toMatchObject({ status: "success", rowsRead: 1, summary: 1 });
  expect((await caller.ask("DELETE", forced.id)).status).toBe(204);
  expect(await source.receipt(forced.receipt.jobId)).toMatchObject({ status: "success" });
  expect(await server.api(undoUpload, { params: { jobId: forced.receipt.jobId } })).toMatchObject({ status: "deleted" });
  const empty = await sendAll(Buffer.alloc(0));
  expect(empty.receipt).toMatchObject({ status: "failure" });
});

test("FU21 what came before the connection was cut stays, and who sends anew takes over from one that hangs", async () => {
  const { source, caller } = await sender();
  const id = idOf(await caller.begin({ filename: "cut.txt", bytes: FILE.length }));
  let from = 0;
  for (const share of [0.2, 0.5]) {
    expect((await caller.send(id, { from, body: FILE.subarray(from), cutAfter: Math.floor((FILE.length - from) * share) })).status).toBe(0);
    await expect.poll(async () => (await caller.look(id)).receivedBytes).toBeGreaterThan(from);
    // The server may still be writing what arrived.
    for (let before = -1; before !== from;) {
      before = from;
      await new Promise((resolve) => setTimeout(resolve, 100));
      from = (await caller.look(id)).receivedBytes;
    }
  }
  expect(from).toBeLessThan(FILE.length);
  // Says that more comes, and sends nothing more: only the next one ends it.
  const hanging = caller.send(id, { from, body: FILE.subarray(from), cutAfter: 10, hold: true });
  await expect.poll(async () => (await caller.look(id)).receivedBytes).toBe(from + 10);
  from += 10;
  expect((await caller.send(id, { from, body: FILE.subarray(from) })).status).toBe(204);
  expect(await hanging).toMatchObject({ status: 409, body: expect.stringContaining("resumable.taken_over") as unknown });
  expect(await endedJob(server, (await caller.look(id)).jobId ?? 0)).toMatchObject({ status: "success", rowsRead: 50_000, summary: 50_000 });
  expect(await jobsOf(source)).toHaveLength(1);
});

test("FU21 nobody but who began a file sees it, goes on with it or discards it, and only in its source", async () => {
  const { source, caller, as } = await sender();
  const id = idOf(await caller.begin({ filename: "mine.txt", bytes: 100 }));
  const asPerson = async () => {
    const signedIn = await server.inject({ method: "POST", url: "/api/hq/session", payload: await server.addHqUser() });
    return as({ cookie: String(signedIn.headers["set-cookie"]).split(";", 1)[0] ?? "", "sec-fetch-site": "same-origin" });
  };
  const person = await asPerson();
  const theirs = idOf(await person.begin({ filename: "theirs.txt", bytes: 3 }));
  const elsewhere = await sender();
  for (const [other, file] of [
    [as({ authorization: `Bearer ${await server.addKey(["dataSource.manage"])}` }), id],
    [person, id],
    [await asPerson(), theirs],
    [caller, theirs],
    [elsewhere.caller, id],
  ] as const) {
    for (const answer of [await other.ask("HEAD", file), await other.ask("DELETE", file), await other.send(file, { from: 0, body: Buffer.from("x") })])
      expect(answer.status).toBe(404);
    await expect(other.look(file)).rejects.toThrow("404");
  }
  expect((await server.api(listResumableUploads, place(source))).uploads.map((one) => one.id)).toEqual([id]);
  expect((await person.send(theirs, { from: 0, body: Buffer.from("Dat") })).status).toBe(204);
  expect(await jobsOf(source)).toMatchObject([{ filename: "theirs.txt", cameBy: "screen" }]);
});

test("FU21 FF19 F2 a file that is too large or has no room is refused before its first byte; without room in the middle, what came stays", async () => {
  const { source, caller } = await sender();
  const large = await caller.begin({ filename: "large.txt", bytes: 8 * MEGABYTE + 1 });
  expect([large.status, JSON.parse(large.body)]).toEqual([413, expect.objectContaining({ detail: "The file is larger than 8 MB. Split it." })]);
  room = 2 * FILE.length;
  const full = await caller.begin({ filename: "full.txt", bytes: FILE.length });
  expect([full.status, full.headers["retry-after"], JSON.parse(full.body)]).toEqual([503, "30", expect.objectContaining({ code: "upload.disk_full" })]);
  room = Number.MAX_SAFE_INTEGER;
  const id = idOf(await caller.begin({ filename: "room.txt", bytes: FILE.length }));
  const half = FILE.length >> 1;
  expect((await caller.send(id, { from: 0, body: FILE.subarray(0, half) })).status).toBe(204);
  room = 0;
  expect((await caller.send(id, { from: half, body: FILE.subarray(half) })).status).toBe(503);
  expect((await caller.look(id)).receivedBytes).toBe(half);
  room = Number.MAX_SAFE_INTEGER;
  const beyond = await caller.send(id, { from: half, body: Buffer.alloc(half + 10) });
  expect([beyond.status, JSON.parse(beyond.body)]).toEqual([400, expect.objectContaining({ code: "resumable.beyond" })]);
  const { receivedBytes } = await caller.look(id);
  expect(receivedBytes).toBeLessThanOrEqual(FILE.length);
  expect(await jobsOf(source)).toEqual([]);
  for (let n = 1; n < 20; n += 1) idOf(await caller.begin({ filename: `${n}.txt`, bytes: 1 }));
  const more = await caller.begin({ filename: "more.txt", bytes: 1 });
  expect([more.status, JSON.parse(more.body)]).toEqual([409, expect.objectContaining({ code: "resumable.too_many", params: { most: 20 } })]);
  expect((await caller.ask("DELETE", id)).status).toBe(204);
  expect(idOf(await caller.begin({ filename: "more.txt", bytes: 1 }))).not.toBe(id);
});

test("FU21 what is not finished goes after seven days without a byte, or with its source; what all came of becomes an upload though nobody asked again", async () => {
  const { source, caller } = await sender();
  const gone = await sender();
  const left = idOf(await caller.begin({ filename: "left.txt", bytes: 10 }));
  const kept = idOf(await caller.begin({ filename: "kept.txt", bytes: 10 }));
  const whole = idOf(await caller.begin({ filename: "whole.txt", bytes: FILE.length }));
  const ofGone = idOf(await gone.caller.begin({ filename: "gone.txt", bytes: 10 }));
  for (const [by, id] of [
    [caller, left],
    [caller, kept],
    [gone.caller, ofGone],
  ] as const)
    await by.send(id, { from: 0, body: Buffer.from("12345") });
  // As when the server is killed between the last byte and the upload.
  writeFileSync(begunPath(server.deps, whole), FILE);
  writeFileSync(begunPath(server.deps, "11111111-2222-4333-8444-555555555555"), "nobody's");
  await server.api(deleteDataSource, { params: { company: "rapport", rsid: gone.source.rsid, dataSourceId: gone.source.id } });
  expect((await gone.caller.ask("HEAD", ofGone)).status).toBe(404);
  clock.advance(120_000);
  await endResumable(server.deps);
  await endResumable(server.deps);
  expect(await jobsOf(source)).toMatchObject([{ filename: "whole.txt", cameBy: "api" }]);
  const there = () =>
    readdirSync(join(server.deps.dataDir, "uploads")).filter((name) => [left, kept, whole, ofGone, "11111111"].some((id) => name.startsWith(id)));
  expect(there().toSorted()).toEqual([`${left}.begun`, `${kept}.begun`].toSorted());
  clock.advance(4 * 86_400_000);
  await caller.send(kept, { from: 5, body: Buffer.from("6") });
  clock.advance(3 * 86_400_000);
  await endResumable(server.deps);
  expect(there()).toEqual([`${kept}.begun`]);
  const late = await caller.send(left, { from: 5, body: Buffer.from("6") });
  expect([late.status, JSON.parse(late.body)]).toEqual([404, expect.objectContaining({ code: "resumable.unknown" })]);
  expect(await caller.look(kept)).toMatchObject({ receivedBytes: 6, jobId: null });
});

test("FU21 a file whose disk lost its end after a power cut goes on at what is there", async () => {
  const { caller } = await sender();
  const id = idOf(await caller.begin({ filename: "power.txt", bytes: FILE.length }));
  await caller.send(id, { from: 0, body: FILE.subarray(0, 5_000) });
  truncateSync(begunPath(server.deps, id), 4_096);
  expect((await caller.ask("HEAD", id)).headers["upload-offset"]).toBe("4096");
  await caller.send(id, { from: 4_096, body: FILE.subarray(4_096) });
  const { jobId } = await caller.look(id);
  expect(await endedJob(server, jobId ?? 0)).toMatchObject({ rowsRead: 50_000 });
  expect(() => readFileSync(uploadPath(server.deps, jobId ?? 0))).toThrow("ENOENT");
});

test("FU21 calls that do not speak the protocol are refused by the header that is wrong", async () => {
  const { source, caller } = await sender();
  const url = `/api/report-suites/${source.rsid}/data-sources/${source.id}/resumable-uploads`;
  const right = { authorization: `Bearer ${server.apiKey}`, "tus-resumable": "1.0.0", "upload-length": "5" };
  const asked = async (headers: Record<string, string>) => (await server.inject({ method: "POST", url, headers: { ...right, ...headers } })).json<object>();
  const wrong = (header: string) => ({ status: 400, code: "resumable.header", params: { header } });
  expect(await asked({ "tus-resumable": "0.2.2" })).toMatchObject(wrong("Tus-Resumable"));
  for (const length of ["", "-1", "1.5", "1e3", "99999999999999999999"]) expect(await asked({ "upload-length": length })).toMatchObject(wrong("Upload-Length"));
  for (const metadata of ["filename not base64!", "filename //8=", "filename YQ== YQ=="])
    expect(await asked({ "upload-metadata": metadata })).toMatchObject(wrong("Upload-Metadata"));
  const id = idOf(await caller.begin({ filename: "", bytes: 5 }));
  expect(await caller.look(id)).toMatchObject({ filename: "upload.txt" });
  const patch = async (headers: Record<string, string>) => {
    const all = { ...right, "upload-offset": "0", "content-type": "application/offset+octet-stream", ...headers };
    return (await server.inject({ method: "PATCH", url: `${url}/${id}`, headers: all, payload: "12345" })).json<object>();
  };
  expect(await patch({ "content-type": "application/json" })).toMatchObject(wrong("Content-Type"));
  expect(await patch({ "upload-offset": "x" })).toMatchObject(wrong("Upload-Offset"));
  expect(await patch({ "upload-offset": "6" })).toMatchObject({ status: 409, code: "resumable.offset", params: { received: 0 } });
  expect((await caller.look(id)).receivedBytes).toBe(0);
});
