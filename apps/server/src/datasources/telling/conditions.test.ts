import {
  activateDataSource,
  changeDataSource,
  deactivateDataSource,
  makeSftpPassword,
  restartDataSource,
  setMatchAlert,
  setSourceMail,
  wakeSftp,
} from "@rapport/contract/data-sources";
import { Notice, type NoticeFacts } from "@rapport/contract/data-sources";
import { tryLock } from "@rapport/operational";
import { temporaryFolder, testClock, uniqueName } from "@rapport/testkit";
import { utimesSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { newSourceFolder, type Folder } from "../folders/folders.fixture.ts";
import { loadUpload } from "../load/load.ts";
import { lines, newSource } from "../uploads.fixture.ts";
import { markTold } from "./telling-queries.ts";
import { tellAsleep, tellLowMatches, tellWaiting } from "./tell-conditions.ts";
import { lookOnce } from "./watch-conditions.ts";

/** Nothing is sent here: what is told stands in the outbox. */
const MAIL = { smtpUrl: "smtp://127.0.0.1:1", from: "rapport@house.example", publicUrl: "https://rapport.house.example" };
const clock = testClock("2026-03-02T12:00:00Z");
const ROWS = lines("Date\tPrice", "02/27/2026\t10");
const LOOKS = [tellWaiting, tellAsleep, tellLowMatches];
let server: TestServer;
let rsid: string;
beforeAll(async () => {
  const sftp = { host: "127.0.0.1", port: 2222, publicHost: "files.house.example" };
  server = await testServer({
    clock,
    mail: MAIL,
    background: false,
    logLevel: "silent",
    fileDoors: { foldersDir: temporaryFolder("folders-"), queueMaxBytes: 2_000, sftp },
  });
  ({ rsid } = await newSuite(server, { timeZone: "UTC" }));
  for (const look of LOOKS) await look(server.deps);
});
afterAll(() => server.close());

const minutesAgo = (minutes: number) => new Date(clock.now().getTime() - minutes * 60_000);
const place = (id: number) => ({ params: { rsid: rsid as never, dataSourceId: id } });

async function mailed(id: number): Promise<() => Promise<NoticeFacts[]>> {
  await server.api(setSourceMail, { ...place(id), body: { addresses: [`${uniqueName("told")}@example.com`], language: "en", loaded: false } });
  return async () => {
    const rows = await server.deps.db.selectFrom("notification").select("about").where("rsid", "=", rsid).orderBy("happened_at").execute();
    return rows.map(({ about }) => Notice.parse(about)).flatMap(({ source, facts }) => (source?.id === id ? [facts] : []));
  };
}

async function folderWith(): Promise<{ folder: Folder; told: () => Promise<NoticeFacts[]>; age: (name: string, minutes: number) => void }> {
  const folder = await newSourceFolder(server, { rsid });
  const age = (name: string, minutes: number) => utimesSync(join(folder.path, name), minutesAgo(minutes), minutesAgo(minutes));
  return { folder, told: await mailed(folder.id), age };
}

test("NO3 FO8 a file that waits for half an hour is told once, with why and since when; another one is told by itself", async () => {
  const { folder, told, age } = await folderWith();
  folder.put("late.txt", ROWS);
  age("late.txt", 29);
  await tellWaiting(server.deps);
  expect(await told()).toEqual([]);
  age("late.txt", 30);
  const first = { kind: "file.waiting", why: "no_fin", files: 1, filename: "late.txt", since: minutesAgo(30).toISOString() };
  for (let looks = 0; looks < 3; looks += 1) await tellWaiting(server.deps);
  expect(await told()).toEqual([first]);
  // Its fin came first: that is another reason, and news.
  for (const name of ["one.txt", "two.txt"]) {
    folder.put(name.replace("txt", "fin"));
    age(name.replace("txt", "fin"), 50);
    folder.put(name, ROWS);
    age(name, 40);
  }
  clock.advance(60_000);
  for (let looks = 0; looks < 3; looks += 1) await tellWaiting(server.deps);
  expect(await told()).toEqual([first, { kind: "file.waiting", why: "fin_first", files: 2, filename: "one.txt", since: minutesAgo(41).toISOString() }]);
  // Sent anew under the same name, it waits anew.
  age("late.txt", 30);
  await tellWaiting(server.deps);
  expect((await told()).map((facts) => "filename" in facts && facts.filename)).toEqual(["late.txt", "one.txt", "late.txt"]);
});

test("NO3 FO4 a folder where too much waits is told once until it is less, however many files come", async () => {
  const { folder, told, age } = await folderWith();
  const fill = (name: string) => {
    folder.put(name, "x".repeat(1_500));
    age(name, 31);
  };
  for (const name of ["a.txt", "b.txt"]) fill(name);
  await tellWaiting(server.deps);
  fill("c.txt");
  await tellWaiting(server.deps);
  const paused = { kind: "file.waiting", why: "paused", filename: "a.txt", since: minutesAgo(31).toISOString() };
  expect(await told()).toEqual([{ ...paused, files: 2 }]);
  for (const name of ["b.txt", "c.txt"]) rmSync(join(folder.path, name));
  await tellWaiting(server.deps);
  for (const name of ["b.txt", "c.txt"]) fill(name);
  await tellWaiting(server.deps);
  expect((await told()).filter((facts) => facts.kind === "file.waiting" && facts.why === "paused")).toEqual([
    { ...paused, files: 2 },
    { ...paused, files: 3 },
  ]);
});

test("NO3 files that wait because their source has stopped are told once, and again when it stops anew", async () => {
  const { folder, told, age } = await folderWith();
  const params = { company: "rapport", rsid, dataSourceId: folder.id } as never;
  await server.api(changeDataSource, { params, body: { on_errors: "stop" } });
  const stop = async (text: string) => await loadUpload(server.deps, await folder.send(text));
  const wait = async (name: string) => {
    for (const one of [name, name.replace("txt", "fin")]) {
      folder.put(one, one.endsWith("txt") ? ROWS.replace("10", String(name.length)) : "");
      age(one, 31);
    }
    await tellWaiting(server.deps);
  };
  await stop(lines("Price", "1"));
  await wait("a.txt");
  await wait("bb.txt");
  expect((await told()).map(({ kind }) => kind)).toEqual(["file.failed", "source.stopped", "file.waiting"]);
  await server.api(restartDataSource, { params });
  await folder.take();
  await tellWaiting(server.deps);
  clock.advance(1_000);
  await stop(lines("Price", "2"));
  await wait("ccc.txt");
  expect((await told()).filter(({ kind }) => kind === "file.waiting")).toMatchObject([
    { why: "stopped", files: 1, filename: "a.txt" },
    { why: "stopped", files: 1, filename: "ccc.txt" },
  ]);
});

test("NO3 SF5 a login that fell asleep is told once, and again when it fell asleep anew; one without a way in is not told", async () => {
  const source = await newSource(server, { rsid, type: "summary" });
  const told = await mailed(source.id);
  await server.api(makeSftpPassword, place(source.id));
  const usedAt = clock.now().toISOString();
  clock.advance(30 * 86_400_000 - 1);
  await tellAsleep(server.deps);
  expect(await told()).toEqual([]);
  clock.advance(1);
  for (let looks = 0; looks < 3; looks += 1) await tellAsleep(server.deps);
  const asleep = { kind: "login.asleep", login: `${rsid}_${source.id}` };
  expect(await told()).toEqual([{ ...asleep, lastUsedAt: usedAt }]);
  await server.api(wakeSftp, place(source.id));
  const wokenAt = clock.now().toISOString();
  await tellAsleep(server.deps);
  clock.advance(30 * 86_400_000);
  await tellAsleep(server.deps);
  expect(await told()).toEqual([
    { ...asleep, lastUsedAt: usedAt },
    { ...asleep, lastUsedAt: wokenAt },
  ]);
});

test("NO3 MR2 a share of linked rows below its setting is told when it becomes so, and again after it was better", async () => {
  const source = await newSource(server, { rsid });
  const told = await mailed(source.id);
  await loadUpload(server.deps, await source.send(lines("Date\ttransactionID\tPrice", "02/27/2026\tnever\t1", "02/27/2026\tnever-2\t1")));
  const look = async () => {
    clock.advance(1_000);
    await tellLowMatches(server.deps);
    await tellLowMatches(server.deps);
  };
  await look();
  expect(await told()).toEqual([]);
  await server.api(setMatchAlert, { ...place(source.id), body: { below: 60 } });
  await look();
  const low = { kind: "match_rate.low", rows: 2, linked: 0, below: 60 };
  expect(await told()).toEqual([low]);
  await server.api(setMatchAlert, { ...place(source.id), body: { below: null } });
  await look();
  await server.api(setMatchAlert, { ...place(source.id), body: { below: 60 } });
  await look();
  expect(await told()).toEqual([low, low]);
});

test("NO3 what lasted before anybody looked for it is not told; what begins afterwards is", async () => {
  const { folder, told, age } = await folderWith();
  const put = (name: string) => {
    folder.put(name, ROWS);
    age(name, 31);
  };
  put("old.txt");
  await server.api(makeSftpPassword, place(folder.id));
  clock.advance(30 * 86_400_000);
  const low = await newSource(server, { rsid });
  const toldLow = await mailed(low.id);
  await loadUpload(server.deps, await low.send(lines("Date\ttransactionID\tPrice", "02/27/2026\tlost\t1", "02/27/2026\tlost-2\t1")));
  await server.api(setMatchAlert, { ...place(low.id), body: { below: 60 } });
  await server.deps.db.deleteFrom("data_source_looked").execute();
  for (const look of [...LOOKS, ...LOOKS]) await look(server.deps);
  expect([...(await told()), ...(await toldLow())]).toEqual([]);
  const marked = await server.deps.db
    .selectFrom("data_source_told")
    .select("condition")
    .where("data_source_id", "in", [folder.id, low.id])
    .orderBy("condition")
    .execute();
  expect(marked.map(({ condition }) => condition.split(" ")[0])).toEqual(["asleep", "low", "waiting"]);
  put("new.txt");
  await tellWaiting(server.deps);
  expect(await told()).toMatchObject([{ kind: "file.waiting", filename: "new.txt", files: 1 }]);
});

test("NO3 FU16 files of a deactivated source are told as such, once, as Home says it; its login is not told as asleep", async () => {
  const { folder, told, age } = await folderWith();
  await server.api(makeSftpPassword, place(folder.id));
  const params = { company: "rapport", rsid, dataSourceId: folder.id } as never;
  await server.api(deactivateDataSource, { params });
  for (const name of ["a.txt", "b.txt", "b.fin"]) {
    folder.put(name, name.endsWith("txt") ? ROWS : "");
    age(name, 31);
  }
  for (let looks = 0; looks < 2; looks += 1) await tellWaiting(server.deps);
  expect(await told()).toEqual([{ kind: "file.waiting", why: "inactive", files: 2, filename: "a.txt", since: minutesAgo(31).toISOString() }]);
  clock.advance(31 * 86_400_000);
  await tellAsleep(server.deps);
  expect(await told()).toHaveLength(1);
  await server.api(activateDataSource, { params });
  await tellWaiting(server.deps);
  expect((await told()).slice(1)).toMatchObject([{ kind: "file.waiting", why: "no_fin", filename: "a.txt" }]);
});

test("NO3 a source of which nothing can be told does not keep the others from being told, and is told later", async () => {
  const [bad, good] = [await folderWith(), await folderWith()];
  for (const { folder, age } of [bad, good]) {
    folder.put("late.txt", ROWS);
    age("late.txt", 31);
  }
  const { pool } = server.deps;
  await pool.query(`create function fail_notice() returns trigger language plpgsql as $$ begin
    if new.about #>> '{source,id}' = '${bad.folder.id}' then raise exception 'no'; end if; return new; end $$`);
  await pool.query("create trigger fail_notice before insert on notification for each row execute function fail_notice()");
  await tellWaiting(server.deps);
  await pool.query("drop trigger fail_notice on notification; drop function fail_notice()");
  expect(await bad.told()).toEqual([]);
  expect(await good.told()).toHaveLength(1);
  for (let looks = 0; looks < 2; looks += 1) await tellWaiting(server.deps);
  expect(await bad.told()).toHaveLength(1);
  expect(await good.told()).toHaveLength(1);
});

test("NO3 any number of conditions of a source is marked at once", async () => {
  const { id } = await newSource(server, { rsid, type: "summary" });
  const conditions = Array.from({ length: 40_000 }, (_, n) => `waiting no_fin ${n} file "${n}",{}\\.txt`);
  const at = clock.now();
  const mark = async () => await server.deps.db.transaction().execute(async (trx) => await markTold(trx, { id, conditions, at }));
  expect((await mark()).toSorted()).toEqual(conditions.toSorted());
  expect(await mark()).toEqual([]);
});

test("NO3 one process looks at a time", async () => {
  const { folder, told, age } = await folderWith();
  folder.put("late.txt", ROWS);
  age("late.txt", 31);
  const other = await tryLock(server.deps.pool, "telling");
  await lookOnce(server.deps, { withMatches: true });
  expect(await told()).toEqual([]);
  other?.release();
  await expect
    .poll(async () => {
      await lookOnce(server.deps, { withMatches: true });
      return (await told()).length;
    })
    .toBe(1);
});
