import { activateDataSource, deactivateDataSource, listJobs, TUS_BYTES } from "@rapport/contract/data-sources";
import { testClock } from "@rapport/testkit";
import { existsSync, mkdirSync, rmdirSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { begunPath } from "../intake/upload-files.ts";
import { lines, newSource, type TestSource } from "../uploads.fixture.ts";
import { endResumable } from "./end-resumable.ts";
import { diskWith, idOf, tusCaller, type Answered, type TusCaller } from "./tus-client.fixture.ts";

/** What ends files in several goes, and what keeps them from it. */
const clock = testClock("2026-03-02T12:00:00Z");
const DAY_MS = 86_400_000;
const FILE = Buffer.from(lines("Date\tPrice", "03/01/2026\t1", "03/01/2026\t2"));
let server: TestServer;
let room = Number.MAX_SAFE_INTEGER;
beforeAll(async () => {
  server = await testServer({ clock, listen: true, schedules: false, disk: diskWith(() => room) });
});
afterAll(() => server.close());

async function sender(): Promise<{ source: TestSource; caller: TusCaller; params: { company: string; rsid: string; dataSourceId: number } }> {
  const source = await newSource(server, { ...(await newSuite(server)), type: "summary" });
  const caller = tusCaller({ url: server.url, headers: { authorization: `Bearer ${server.apiKey}` }, rsid: source.rsid, dataSourceId: source.id });
  return { source, caller, params: { company: "rapport", rsid: source.rsid, dataSourceId: source.id } };
}
type Sender = Awaited<ReturnType<typeof sender>>;
const namesOf = async ({ params }: Sender) => (await server.api(listJobs, { params, query: {} })).jobs.map(({ filename }) => filename);
const begin = async ({ caller }: Sender, filename: string, bytes = FILE.length) => idOf(await caller.begin({ filename, bytes }));
const refusal = ({ status, body }: Answered) => [status, (JSON.parse(body) as { code: string }).code];
/** As when the server is killed between the last byte and the upload. */
const putWhole = (id: string) => writeFileSync(begunPath(server.deps, id), FILE);

test("FU21 FU16 a deactivated source takes no byte of a file, and what came of it stays unread until it is active or seven days are over", async () => {
  const off = await sender();
  const [whole, half, done] = [await begin(off, "whole.txt"), await begin(off, "half.txt"), await begin(off, "done.txt")];
  putWhole(whole);
  await off.caller.send(half, { from: 0, body: FILE.subarray(0, 5) });
  await off.caller.send(done, { from: 0, body: FILE });
  await server.api(deactivateDataSource, { params: off.params });
  expect(refusal(await off.caller.send(half, { from: 5, body: FILE.subarray(5, 9) }))).toEqual([409, "data_source.inactive"]);
  expect((await off.caller.look(half)).receivedBytes).toBe(5);
  // Who asks again for one that is an upload already gets the same answer as before.
  expect((await off.caller.send(done, { from: FILE.length, body: Buffer.alloc(0) })).status).toBe(204);
  clock.advance(120_000);
  await endResumable(server.deps);
  expect(await namesOf(off)).toEqual(["done.txt"]);
  expect(existsSync(begunPath(server.deps, whole))).toBe(true);
  await server.api(activateDataSource, { params: off.params });
  await endResumable(server.deps);
  expect(await namesOf(off)).toEqual(["whole.txt", "done.txt"]);
  expect((await off.caller.send(half, { from: 5, body: FILE.subarray(5) })).status).toBe(204);

  const late = await begin(off, "late.txt");
  putWhole(late);
  await server.api(deactivateDataSource, { params: off.params });
  clock.advance(8 * DAY_MS);
  await endResumable(server.deps);
  expect(existsSync(begunPath(server.deps, late))).toBe(false);
  expect(refusal(await off.caller.ask("GET", late))).toEqual([404, "resumable.unknown"]);
});

test("FU21 a file that cannot be read, and a thousand older ones that are finished, keep no other from its end", async () => {
  const one = await sender();
  // The disk fails for each of them: a folder cannot be read as a file.
  const broken = await Promise.all(Array.from({ length: 5 }, () => begin(one, "broken.txt", 4_096)));
  for (const id of broken) mkdirSync(begunPath(server.deps, id));
  const old = await begin(one, "old.txt");
  await one.caller.send(old, { from: 0, body: FILE });
  await sql`
    insert into resumable_upload (id, data_source_id, owner_kind, owner_id, filename, bytes, forced, began_at, touched_at, upload)
    select gen_random_uuid(), data_source_id, owner_kind, owner_id, filename, bytes, forced, began_at, touched_at - interval '1 hour', upload
    from resumable_upload, generate_series(1, 1100) where id = ${old}`.execute(server.deps.db);
  const others = [one, await sender(), await sender(), await sender()];
  for (const other of others) putWhole(await begin(other, "whole.txt"));
  clock.advance(120_000);
  await endResumable(server.deps);
  for (const other of others) expect(await namesOf(other)).toContain("whole.txt");
  expect(await namesOf(one)).not.toContain("broken.txt");
  // The seven days hold for them as well.
  clock.advance(8 * DAY_MS);
  const left = await begin(others[1] ?? one, "left.txt");
  await endResumable(server.deps);
  for (const id of broken) expect(refusal(await one.caller.ask("GET", id))).toEqual([404, "resumable.unknown"]);
  expect(await one.caller.look(old).catch(String)).toContain("404");
  expect(await (others[1] ?? one).caller.look(left)).toMatchObject({ receivedBytes: 0 });
  for (const id of broken) rmdirSync(begunPath(server.deps, id));
});

test("FU21 a file does not expire under who writes it, though nothing came of it for longer before", async () => {
  const one = await sender();
  const id = await begin(one, "slow.txt");
  await one.caller.send(id, { from: 0, body: FILE.subarray(0, 5) });
  clock.advance(8 * DAY_MS);
  const hanging = one.caller.send(id, { from: 5, body: FILE.subarray(5), cutAfter: 3, hold: true });
  await expect.poll(async () => (await one.caller.look(id)).receivedBytes).toBe(8);
  await endResumable(server.deps);
  expect((await one.caller.send(id, { from: 8, body: FILE.subarray(8) })).status).toBe(204);
  expect((await hanging).status).toBe(409);
  expect(await namesOf(one)).toEqual(["slow.txt"]);
});

test("FU21 each byte that comes counts, also in one long request", async () => {
  const one = await sender();
  const id = await begin(one, "long.txt");
  const path = `/api/report-suites/${one.params.rsid}/data-sources/${one.params.dataSourceId}/resumable-uploads/${id}`;
  const headers = { "tus-resumable": "1.0.0", "upload-offset": "0", "content-type": TUS_BYTES, authorization: `Bearer ${server.apiKey}` };
  const asked = request(`${server.url}${path}`, { method: "PATCH", headers: { ...headers, "content-length": String(FILE.length) } });
  const status = new Promise((resolve, reject) => asked.on("response", (answer) => resolve(answer.resume().statusCode)).on("error", reject));
  asked.write(FILE.subarray(0, 5));
  await expect.poll(async () => (await one.caller.look(id)).receivedBytes).toBe(5);
  clock.advance(8 * DAY_MS);
  asked.write(FILE.subarray(5, 9));
  await expect.poll(async () => (await one.caller.look(id)).expiresAt).toBe(new Date(clock.now().getTime() + 7 * DAY_MS).toISOString());
  await endResumable(server.deps);
  asked.end(FILE.subarray(9));
  expect(await status).toBe(204);
  expect(await namesOf(one)).toEqual(["long.txt"]);
});

test("FU21 a disk that does not say how much came is told as such, never as nothing", async () => {
  const one = await sender();
  const id = await begin(one, "loop.txt");
  symlinkSync(begunPath(server.deps, id), begunPath(server.deps, id));
  expect(refusal(await one.caller.send(id, { from: 0, body: FILE }))).toEqual([503, "upload.not_stored"]);
  expect(refusal(await one.caller.ask("GET", id))).toEqual([503, "upload.not_stored"]);
  expect((await one.caller.ask("DELETE", id)).status).toBe(204);
});

test("FU21 F2 what is still to come of other files leaves no room for one more", async () => {
  const [one, other] = [await sender(), await sender()];
  await sql`delete from resumable_upload where upload is null`.execute(server.deps.db);
  const id = await begin(one, "first.txt", 10_000);
  await one.caller.send(id, { from: 0, body: Buffer.alloc(4_000) });
  // 6,000 bytes are to come of the first; the second needs twice its 1,000.
  room = 8_000;
  expect(refusal(await other.caller.begin({ filename: "more.txt", bytes: 1_000 }))).toEqual([503, "upload.disk_full"]);
  room = 8_001;
  const both = await Promise.all([1, 2].map(() => other.caller.begin({ filename: "more.txt", bytes: 1_000 })));
  expect(both.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
  for (const answer of both) if (answer.status === 201) await other.caller.ask("DELETE", idOf(answer));
  expect((await other.caller.begin({ filename: "more.txt", bytes: 1_000 })).status).toBe(201);
  room = Number.MAX_SAFE_INTEGER;
});
