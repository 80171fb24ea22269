import {
  addSftpKey,
  changeDataSource,
  createDataSource,
  deleteDataSource,
  getSourceFolder,
  listJobs,
  makeSftpPassword,
  removeSftpKey,
  removeSftpPassword,
  wakeSftp,
  type DataSourceJob,
} from "@rapport/contract/data-sources";
import { listAudit } from "@rapport/contract/system";
import { Refusal } from "@rapport/contract";
import { temporaryFolder } from "@rapport/testkit";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import ssh2 from "ssh2";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Clock, Disk } from "../../deps.ts";
import { endedJob, newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { lines } from "../uploads.fixture.ts";
import { hostKeys } from "./host-keys.ts";
import { asked, ed25519Pair, freePort, sftpClient, type SftpClient } from "./sftp-client.fixture.ts";

const { OPEN_MODE } = ssh2.utils.sftp;
const ROWS = lines("Date\tEvar 1\tPrice", "02/27/2026\tred\t10", "02/28/2026\tblue\t20");
const DAY_MS = 24 * 3600 * 1000;
/** What a client says when nobody lets it in. */
const SHUT = "All configured authentication methods failed";
/** The time of the machine, moved by this. */
let ahead = 0;
const clock: Clock = { now: () => new Date(Date.now() + ahead) };
let isFull = false;
const disk: Disk = {
  room: () => ({ kind: isFull ? "full" : "ample", freeBytes: 1e12, reserveBytes: 0 }),
  takes: () => !isFull,
  lastsForProcessing: () => true,
};
let server: TestServer;
let port: number;
let rsid: string;
beforeAll(async () => {
  port = await freePort();
  const sftp = { host: "127.0.0.1", port, publicHost: "files.example.com" };
  server = await testServer({ clock, schedules: false, uploadMaxBytes: 2_000_000, fileDoors: { queueMaxBytes: 1_000_000, sftp }, disk });
  ({ rsid } = await newSuite(server));
});
afterAll(() => server.close());

interface Source {
  readonly params: { readonly rsid: string; readonly dataSourceId: number };
  readonly login: string;
  readonly password: string;
  in(): Promise<SftpClient>;
  /** The jobs of its files, oldest first, once there are so many and all have ended. */
  jobs(count: number): Promise<DataSourceJob[]>;
}

async function newSource(): Promise<Source> {
  const made = await server.api(createDataSource, { params: { company: "rapport", rsid }, query: { type: "summary", name: "rows" } });
  const params = { rsid, dataSourceId: made.data_source_id };
  const list = async () => {
    const query = { start_date: "2000-01-01 00:00:00", end_date: "2100-01-01 00:00:00" };
    return (await server.api(listJobs, { params: { company: "rapport", ...params }, query })).jobs.toReversed();
  };
  return {
    params,
    login: made.ftp_username,
    password: made.ftp_password,
    in: async () => await sftpClient({ port, username: made.ftp_username, password: made.ftp_password }),
    jobs: async (count) => {
      for (const deadline = Date.now() + 60_000; (await list()).length < count; await pause(50))
        if (Date.now() > deadline) throw new Error(`there are not ${count} jobs after a minute`);
      for (const { job_id: job } of await list()) await endedJob(server, job);
      return await list();
    },
  };
}

test("SF1 SF2 FU1 the answer to a new source has its own login; a file and its fin become a job, and the folder is empty", async () => {
  const source = await newSource();
  expect(source.login).toBe(`${rsid}_${source.params.dataSourceId}`);
  const sender = await source.in();
  await sender.put("data.txt", ROWS);
  expect(await sender.list()).toEqual(["data.txt", "files_with_errors"]);
  expect(await sender.get("data.txt")).toBe(ROWS);
  await sender.put("data.fin", "");
  expect(await source.jobs(1)).toMatchObject([{ filename: "data.txt", status: "success", rows: 2 }]);
  expect(await sender.list()).toEqual(["files_with_errors"]);
  await sender.end();
  const { sftp } = await server.api(getSourceFolder, { params: source.params });
  expect(sftp).toMatchObject({ host: "files.example.com", port, login: source.login, state: "awake", keys: [] });
  expect(sftp?.fingerprints.map(({ algorithm }) => algorithm)).toEqual(["ssh-ed25519", "ecdsa-sha2-nistp256"]);
});

test("SF9 what is sent, fetched, renamed and removed is in the audit log by its name, and a file says that it came by SFTP", async () => {
  const source = await newSource();
  const sender = await source.in();
  await sender.put("part.txt", ROWS);
  await sender.get("part.txt");
  await sender.rename("part.txt", "whole.txt");
  await sender.put("wrong.txt", "x");
  await sender.remove("wrong.txt");
  await sender.put("whole.fin", "");
  expect(await source.jobs(1)).toMatchObject([{ filename: "whole.txt", cameBy: "sftp", status: "success" }]);
  await sender.end();
  const told = await Promise.all(
    (["file.sent", "file.fetched", "file.renamed", "file.removed"] as const).map(async (action) => {
      const { entries } = await server.api(listAudit, { query: { action } });
      const own = entries.filter(({ subjects: [first] }) => first?.id === String(source.params.dataSourceId));
      return own.toReversed().map(({ subjects: [first] }) => first?.changes?.["sftp.file"]);
    }),
  );
  expect(told).toEqual([
    ["/part.txt", "/wrong.txt", "/whole.fin"].map((to) => ({ from: null, to })),
    [{ from: "/part.txt", to: "/part.txt" }],
    [{ from: "/part.txt", to: "/whole.txt" }],
    [{ from: "/wrong.txt", to: null }],
  ]);
});

test("SF2 the host keys are made once and kept, and nobody else can read them", async () => {
  const [first] = await hostKeys(server.deps);
  const path = join(server.deps.dataDir, "sftp", "host_ed25519");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect((await hostKeys(server.deps)).map(({ fingerprint }) => fingerprint)).toContain(first?.fingerprint);
  let seen = "";
  const source = await newSource();
  const sender = await sftpClient({
    port,
    username: source.login,
    password: source.password,
    hostHash: "sha256",
    hostVerifier: (hash: string) => (seen = hash) !== "",
  });
  await sender.end();
  expect(`SHA256:${Buffer.from(seen, "hex").toString("base64").replaceAll("=", "")}`).toBe(first?.fingerprint);
});

test("SF1 SF8 a new password ends the old one, also for what is open; without password and keys nobody gets in", async () => {
  const source = await newSource();
  const old = await source.in();
  const { login, password } = await server.api(makeSftpPassword, { params: source.params });
  await expect(old.put("late.txt", ROWS)).rejects.toThrow("sign in again");
  await old.end();
  await expect(source.in()).rejects.toThrow(SHUT);
  const sender = await sftpClient({ port, username: login, password });
  await sender.end();
  expect((await server.api(removeSftpPassword, { params: source.params })).sftp).toMatchObject({ state: "none", passwordMadeAt: null });
  await expect(sftpClient({ port, username: login, password })).rejects.toThrow(SHUT);
});

test("SF1 SF8 public keys sign in, one that was removed does not, and a private or broken one is refused with words", async () => {
  const source = await newSource();
  const pair = ed25519Pair({ comment: "shop@till" });
  const { sftp } = await server.api(addSftpKey, { params: source.params, body: { key: pair.public } });
  expect(sftp?.keys).toMatchObject([{ name: "shop@till", algorithm: "ssh-ed25519" }]);
  const sender = await sftpClient({ port, username: source.login, privateKey: pair.private });
  const other = ed25519Pair();
  await expect(sftpClient({ port, username: source.login, privateKey: other.private })).rejects.toThrow(SHUT);
  await server.api(removeSftpKey, { params: { ...source.params, keyId: sftp?.keys[0]?.id ?? 0 } });
  await expect(sender.put("late.txt", ROWS)).rejects.toThrow("sign in again");
  await sender.end();
  await expect(sftpClient({ port, username: source.login, privateKey: pair.private })).rejects.toThrow(SHUT);
  for (const [key, code] of [
    [pair.private, "form.private_key"],
    ["ssh-ed25519 nonsense", "form.public_key"],
  ] as const) {
    const refused = await server.api(addSftpKey, { params: source.params, body: { key } }).catch((error: unknown) => error);
    expect(refused instanceof Refusal && [refused.code, refused.faults.map(({ wrong }) => wrong.code)]).toEqual(["sftp.key_wrong", [code]]);
  }
});

test("SF3 a sender sees their own folder and nothing else: no path leads out, no folder and no link can be made", async () => {
  const source = await newSource();
  const other = await newSource();
  const neighbour = await other.in();
  await neighbour.put("secret.txt", "theirs");
  const sender = await source.in();
  expect(await asked<string>((done) => sender.sftp.realpath("../../etc", done))).toBe("/etc");
  for (const path of ["/etc/passwd", `../${other.login}/secret.txt`, "/../../../../etc/passwd", "files_with_errors/../../secret.txt"])
    await expect(sender.get(path)).rejects.toThrow("no such file");
  // The system's own words name places on the server's machine.
  const told = await sender.get("gone.txt").catch((error: unknown) => (error instanceof Error ? error.message : ""));
  expect(told).toContain("no such file");
  expect(told).not.toContain(server.deps.dataDir);
  await sender.put("/../../up.txt", "mine");
  expect(await sender.list("/../..")).toEqual(["files_with_errors", "up.txt"]);
  for (const path of ["a/b.txt", ".ssh", "files_with_errors/a.txt", "a\\b.txt"])
    await expect(sender.put(path, "x")).rejects.toThrow("files go into your own folder");
  await expect(asked((done) => sender.sftp.mkdir("sub", done))).rejects.toThrow("there is one folder, and no links");
  await expect(asked((done) => sender.sftp.symlink("/etc/passwd", "link.txt", done))).rejects.toThrow("there is one folder, and no links");
  await expect(sender.rename("up.txt", "../../etc/up.txt")).rejects.toThrow("files go into your own folder");
  await sender.rename("up.txt", "down.txt");
  await sender.remove("down.txt");
  expect(await sender.list()).toEqual(["files_with_errors"]);
  await Promise.all([sender.end(), neighbour.end()]);
});

test("SF4 an upload that was cut goes on where it ended, parts that come in another order leave no gap, and an end that is added is added", async () => {
  const source = await newSource();
  const body = Buffer.from(lines("Date\tEvar 1\tPrice", ...Array.from({ length: 9_000 }, (_, i) => `02/27/2026\tvalue ${i}\t1`)));
  const first = await source.in();
  const handle = await asked<Buffer>((done) => first.sftp.open("data.txt", "w", done));
  await asked((done) => first.sftp.write(handle, body, 0, 100_000, 0, done));
  // The bytes after these never came: what stands beyond them must not be in the file.
  void asked((done) => first.sftp.write(handle, body, 150_000, 1_000, 150_000, done)).catch(() => undefined);
  await pause(50);
  first.cut();
  const second = await source.in();
  const { size } = await asked<{ size: number }>((done) => second.sftp.stat("data.txt", done));
  expect(size).toBe(100_000);
  const rest = await asked<Buffer>((done) => second.sftp.open("data.txt", OPEN_MODE.WRITE, done));
  const part = (from: number, to: number) => asked((done) => second.sftp.write(rest, body, from, to - from, from, done));
  await Promise.all([part(130_000, 200_000), part(100_000, 130_000)]);
  await asked((done) => second.sftp.close(rest, done));
  const end = await asked<Buffer>((done) => second.sftp.open("data.txt", OPEN_MODE.WRITE | OPEN_MODE.APPEND, done));
  await asked((done) => second.sftp.write(end, body, 200_000, body.length - 200_000, 0, done));
  await asked((done) => second.sftp.close(end, done));
  await second.put("data.fin", "");
  expect(await source.jobs(1)).toMatchObject([{ status: "success", rows: 9_000 }]);
  await second.end();
});

test("SF5 a login that nobody used for thirty days is asleep until somebody wakes it", async () => {
  const source = await newSource();
  ahead = 31 * DAY_MS;
  try {
    await expect(source.in()).rejects.toThrow(SHUT);
    expect((await server.api(getSourceFolder, { params: source.params })).sftp?.state).toBe("asleep");
    expect((await server.api(wakeSftp, { params: source.params })).sftp?.state).toBe("awake");
    await (await source.in()).end();
  } finally {
    ahead = 0;
  }
});

test("SF6 S3 wrong passwords wait: after some, the right one waits too, and nobody else's source does", async () => {
  const source = await newSource();
  const other = await newSource();
  for (let tries = 0; tries < 11; tries += 1) await sftpClient({ port, username: source.login, password: "wrong" }).catch(() => undefined);
  await expect(source.in()).rejects.toThrow(SHUT);
  await (await other.in()).end();
});

test("SF7 F2 a file that is too large, or for which the disk has no room, is refused, and so is everything of a source that was deleted", async () => {
  const source = await newSource();
  const sender = await source.in();
  await expect(sender.put("big.txt", Buffer.alloc(2_100_000))).rejects.toThrow("the file is too large");
  await sender.remove("big.txt");
  isFull = true;
  await expect(sender.put("a.txt", ROWS)).rejects.toThrow("the disk of the server is nearly full");
  isFull = false;
  const handle = await asked<Buffer>((done) => sender.sftp.open("a.txt", "w", done));
  const write = async (offset: number) => await asked((done) => sender.sftp.write(handle, Buffer.from(ROWS), 0, 10, offset, done));
  await write(0);
  isFull = true;
  await expect(write(10)).rejects.toThrow("the disk of the server is nearly full");
  isFull = false;
  await expect(write(20)).rejects.toThrow("the disk of the server is nearly full");
  expect((await asked<{ size: number }>((done) => sender.sftp.stat("a.txt", done))).size).toBe(10);
  await server.api(deleteDataSource, { params: { company: "rapport", ...source.params } });
  await expect(sender.put("a.txt", ROWS)).rejects.toThrow("sign in again");
  await sender.end();
  await expect(source.in()).rejects.toThrow(SHUT);
});

test("FO7 E3 the sender finds a failed file in files_with_errors, mends it and sends it again", async () => {
  const source = await newSource();
  await server.api(changeDataSource, { params: { company: "rapport", ...source.params }, body: { mode: "strict" } });
  const sender = await source.in();
  await sender.put("data.txt", ROWS.replace("20", "twenty"));
  await sender.put("data.fin", "");
  expect(await source.jobs(1)).toMatchObject([{ status: "failure" }]);
  for (const deadline = Date.now() + 20_000; (await sender.list("files_with_errors")).length === 0 && Date.now() < deadline;) await pause(20);
  expect(await sender.get("files_with_errors/data.txt")).toContain("twenty");
  await sender.remove("files_with_errors/data.txt");
  await sender.put("data.txt", ROWS);
  await sender.put("data.fin", "");
  expect((await source.jobs(2))[1]).toMatchObject({ status: "success", rows: 2 });
  await sender.end();
});

test("OpenSSH's own sftp uploads with a password and with a key, and goes on after a cut", { timeout: 60_000 }, async ({ skip }) => {
  const run = promisify(execFile);
  const version = await run("sftp", ["-V"]).then(
    () => true,
    (error: unknown) => error instanceof Error && "code" in error && error.code !== "ENOENT",
  );
  if (!version) skip("there is no sftp of OpenSSH on this machine");
  const source = await newSource();
  const folder = temporaryFolder("openssh-");
  const file = (name: string, text: string, mode = 0o600) => {
    writeFileSync(join(folder, name), text, { mode });
    chmodSync(join(folder, name), mode);
    return join(folder, name);
  };
  const pair = ed25519Pair();
  await server.api(addSftpKey, { params: source.params, body: { key: pair.public, name: "OpenSSH" } });
  const fingerprint = (await server.api(getSourceFolder, { params: source.params })).sftp?.fingerprints[0]?.fingerprint;
  const known = join(folder, "known_hosts");
  const sftp = async (batch: readonly string[], options: readonly string[], env: Record<string, string> = {}) => {
    const common = ["-P", String(port), "-o", "StrictHostKeyChecking=accept-new", "-o", `UserKnownHostsFile=${known}`, "-o", "IdentityAgent=none"];
    // oxlint-disable-next-line node/no-process-env -- the client runs as a person would run it
    return await run("sftp", [...common, ...options, "-b", file("batch", `${batch.join("\n")}\n`), `${source.login}@127.0.0.1`], {
      env: { ...process.env, ...env },
    });
  };
  const byKey = ["-i", file("key", pair.private), "-o", "IdentitiesOnly=yes", "-o", "PasswordAuthentication=no"];
  const whole = lines("Date\tEvar 1\tPrice", ...Array.from({ length: 20_000 }, (_, i) => `02/27/2026\tvalue ${i}\t1`));
  const path = file("data.txt", whole.slice(0, 200_000));
  await sftp([`put ${path}`], byKey);
  file("data.txt", whole);
  const { stdout } = await sftp([`reput ${path}`, "ls -l", `put ${file("data.fin", "")}`], byKey);
  expect(stdout).toContain(String(whole.length));
  expect(await source.jobs(1)).toMatchObject([{ filename: "data.txt", status: "success", rows: 20_000 }]);
  const { stdout: seen } = await run("ssh-keygen", ["-lf", known]);
  expect(seen).toContain(fingerprint);
  const asks = file("askpass", `#!/bin/sh\nprintf '%s\\n' '${source.password}'\n`, 0o700);
  const byPassword = ["-o", "PubkeyAuthentication=no", "-o", "BatchMode=no", "-o", "NumberOfPasswordPrompts=1"];
  await sftp([`put ${file("second.txt", ROWS)}`, `put ${file("second.fin", "")}`], byPassword, {
    SSH_ASKPASS: asks,
    SSH_ASKPASS_REQUIRE: "force",
    DISPLAY: ":0",
  });
  expect((await source.jobs(2))[1]).toMatchObject({ filename: "second.txt", status: "success", rows: 2 });
  expect(readFileSync(known, "utf8")).not.toBe("");
});

test("lftp uploads with a password, and goes on after a cut", { timeout: 60_000 }, async ({ skip }) => {
  const run = promisify(execFile);
  const isThere = await run("lftp", ["--version"]).then(
    () => true,
    () => false,
  );
  if (!isThere) skip("there is no lftp on this machine");
  const source = await newSource();
  const folder = temporaryFolder("lftp-");
  const whole = lines("Date\tEvar 1\tPrice", ...Array.from({ length: 20_000 }, (_, i) => `02/27/2026\tvalue ${i}\t1`));
  for (const [name, text] of [
    ["data.txt", whole],
    ["data.fin", ""],
    ["part", whole.slice(0, 200_000)],
  ] as const)
    writeFileSync(join(folder, name), text);
  const commands = "set sftp:auto-confirm yes; set net:max-retries 1; put part -o data.txt; put -c data.txt; put data.fin; exit";
  // oxlint-disable-next-line node/no-process-env -- the client keeps its files in a home of its own
  const env = { ...process.env, HOME: folder };
  await run("lftp", ["-p", String(port), "-u", `${source.login},${source.password}`, "sftp://127.0.0.1", "-e", commands], { cwd: folder, env });
  expect(await source.jobs(1)).toMatchObject([{ filename: "data.txt", status: "success", rows: 20_000 }]);
});

test("SF6 twenty senders at once, each with files of their own, lose nothing and mix nothing", { timeout: 120_000 }, async () => {
  const sources = (await Promise.all(Array.from({ length: 20 }, newSource))).toSorted((a, b) => a.params.dataSourceId - b.params.dataSourceId);
  const fileOf = (n: number) => lines("Date\tEvar 1\tPrice", ...Array.from({ length: 3_000 + n }, (_, i) => `02/27/2026\tof ${n}, ${i}\t1`));
  const senders = await Promise.all(sources.map((source) => source.in()));
  await Promise.all(
    senders.map(async (sender, n) => {
      await sender.put("data.txt", fileOf(n));
      await sender.put("data.fin", "");
    }),
  );
  const came = async () => {
    const ids = sources.map(({ params }) => params.dataSourceId);
    return await server.deps.db
      .selectFrom("upload")
      .select(["data_source_id", "content_hash"])
      .where("data_source_id", "in", ids)
      .orderBy("data_source_id")
      .execute();
  };
  for (const deadline = Date.now() + 60_000; (await came()).length < 20 && Date.now() < deadline;) await pause(50);
  expect((await came()).map(({ data_source_id: id, content_hash: hash }) => [id, hash.toString("hex")])).toEqual(
    sources.map(({ params }, n) => [params.dataSourceId, createHash("sha256").update(fileOf(n)).digest("hex")]),
  );
  await Promise.all(senders.map((sender) => sender.end()));
});
