import { createDataSource } from "@rapport/contract/data-sources";
import { sql } from "kysely";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";
import ssh2, { type SFTPWrapper } from "ssh2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { createFilesInUse } from "../folders/files-in-use.ts";
import { folderOf } from "../folders/places.ts";
import { takeReady } from "../folders/watch-folders.ts";
import { LIMITS } from "./door.ts";
import { serveSftp, type SftpOptions } from "./serve-sftp.ts";
import { asked, freePort, sftpClient } from "./sftp-client.fixture.ts";

let server: TestServer;
let rsid: string;
let dataSource: number;
let username: string;
let password: string;
beforeAll(async () => {
  const publicly = { host: "127.0.0.1", port: 1, publicHost: "files.example.com" };
  server = await testServer({ background: false, schedules: false, logLevel: "silent", fileDoors: { queueMaxBytes: 1_000_000, sftp: publicly } });
  ({ rsid } = await newSuite(server));
  const made = await server.api(createDataSource, { params: { company: "rapport", rsid }, query: { type: "summary", name: "rows" } });
  ({ ftp_username: username, ftp_password: password, data_source_id: dataSource } = made);
});
afterAll(() => server.close());

/** Runs `work` while a server listens on that port. */
async function serving(options: Partial<SftpOptions>, work: (port: number) => Promise<void>): Promise<void> {
  const port = await freePort();
  const sftp = await serveSftp(server.deps, { host: "127.0.0.1", port, inUse: createFilesInUse(), wake: () => undefined, ...options });
  try {
    await work(port);
  } finally {
    await sftp.stop?.();
  }
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

test("SF6 a client that resets its connection at any moment ends nothing: after two hundred of them a sender signs in", async () => {
  const uncaught: unknown[] = [];
  const note = (cause: unknown) => uncaught.push(cause);
  process.on("uncaughtExceptionMonitor", note);
  try {
    await serving({}, async (port) => {
      for (let round = 0; round < 200; round += 1) {
        const socket = await connected(port);
        socket.write("SSH-2.0-x\r\n");
        socket.resetAndDestroy();
      }
      const sender = await sftpClient({ port, username, password });
      expect(await sender.list()).toEqual(["files_with_errors"]);
      await sender.end();
    });
    expect(uncaught).toEqual([]);
  } finally {
    process.off("uncaughtExceptionMonitor", note);
  }
});

/** One that says nothing and never closes its own side. */
async function silent(port: number): Promise<{ socket: Socket; gone: Promise<unknown> }> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => undefined);
  socket.resume();
  const gone = once(socket, "end");
  await once(socket, "connect");
  return { socket, gone };
}

const NOTHING_WITHIN_MS = { signInWithinMs: 3_000, goneWithinMs: 50 };

test("SF6 connections that say nothing count from their first moment, and are gone in time, even when they keep their own side open", async () => {
  await serving({ limits: { ...LIMITS, ...NOTHING_WITHIN_MS, signingIn: 3 } }, async (port) => {
    const all = await Promise.all([silent(port), silent(port), silent(port)]);
    const refused = await silent(port);
    await refused.gone;
    expect(all.map(({ socket }) => socket.readableEnded)).toEqual([false, false, false]);
    await Promise.all(all.map(({ gone }) => gone));
    await pause(200);
    // They still have their side open, and the server holds none of them.
    const sender = await sftpClient({ port, username, password });
    await sender.end();
    for (const { socket } of [...all, refused]) socket.destroy();
  });
});

test("SF6 there are so many connections from one address, and in all, and not one more", async () => {
  for (const limits of [
    { ...LIMITS, perAddress: 2 },
    { ...LIMITS, all: 2 },
  ])
    await serving({ limits }, async (port) => {
      const first = await sftpClient({ port, username, password });
      const second = await sftpClient({ port, username, password });
      expect(await sftpClient({ port, username, password }).catch(() => "refused")).toBe("refused");
      await first.end();
      await pause(50);
      const third = await sftpClient({ port, username, password });
      await Promise.all([second.end(), third.end()]);
    });
});

test("SF6 a connection on which nothing is asked for ends", async () => {
  await serving({ limits: { ...LIMITS, idleMs: 3_000, goneWithinMs: 50 } }, async (port) => {
    const sender = await sftpClient({ port, username, password });
    for (let asked = 0; asked < 4; asked += 1) {
      await pause(1_000);
      await sender.list();
    }
    // They come within the time, one after the other, and are answered; then it is over.
    expect(await sender.closed).toBeUndefined();
  });
});

test("SF6 a connection may have one session after the other, four at the same moment, and a session that ended leaves no file open", async () => {
  const inUse = createFilesInUse();
  await serving({ inUse }, async (port) => {
    const client = new ssh2.Client();
    client.connect({ host: "127.0.0.1", port, username, password });
    await once(client, "ready");
    const session = async () => await asked<SFTPWrapper>((done) => client.sftp(done));
    const ended = async (sftp: SFTPWrapper) => {
      const closed = once(sftp, "close");
      sftp.end();
      await closed;
    };
    const folder = folderOf(server.deps, { rsid, id: dataSource });
    for (let round = 0; round < 6; round += 1) {
      const sftp = await session();
      await asked<Buffer>((done) => sftp.open(`left-${round}.txt`, "w", done));
      expect(inUse.isOpen(join(folder, `left-${round}.txt`))).toBe(true);
      await ended(sftp);
      for (const deadline = Date.now() + 5_000; inUse.isOpen(join(folder, `left-${round}.txt`)) && Date.now() < deadline;) await pause(10);
      expect(inUse.isOpen(join(folder, `left-${round}.txt`))).toBe(false);
    }
    await Promise.all(Array.from({ length: 4 }, session));
    expect(await session().catch(() => "refused")).toBe("refused");
    client.end();
  });
});

test("SF6 a client that asks for much and takes nothing fills no memory, and gets everything once it takes it", async () => {
  await serving({}, async (port) => {
    const sock = await connected(port);
    const sender = await sftpClient({ sock, username, password });
    const piece = Buffer.alloc(32_000, "x");
    await sender.put("big.txt", piece);
    const handle = await asked<Buffer>((done) => sender.sftp.open("big.txt", "r", done));
    const into = Buffer.alloc(32_000);
    const before = process.memoryUsage().arrayBuffers;
    sock.pause();
    const reads = Array.from({ length: 4_000 }, () => asked<number>((done) => sender.sftp.read(handle, into, 0, into.length, 0, done)));
    for (let look = 0; look < 10; look += 1) {
      await pause(100);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
    }
    sock.resume();
    await Promise.all(reads);
    expect(into.equals(piece)).toBe(true);
    await sender.end();
  });
});

/** A source of its own: how its sender enters, what the log tells of its files, and what the server remembers of them. */
async function newSender() {
  const { db } = server.deps;
  const made = await server.api(createDataSource, { params: { company: "rapport", rsid }, query: { type: "summary", name: "told" } });
  const { data_source_id: id, ftp_username: login, ftp_password: secret } = made;
  return {
    id,
    path: folderOf(server.deps, { rsid, id }),
    enter: async (port: number) => await sftpClient({ port, username: login, password: secret }),
    told: async () => {
      const entries = await auditLog(db)
        .select(["action", "changes", "address"])
        .where("subject_kind", "=", "dataSource")
        .where("subject_id", "=", String(id))
        .where("action", "like", "file.%")
        .orderBy("id")
        .execute();
      return entries.map(({ action, changes, address }) => {
        const { from, to } = (JSON.parse(changes ?? "") as { "sftp.file": { from: string | null; to: string | null } })["sftp.file"];
        return [action, from, to, address];
      });
    },
    remembered: async () => (await db.selectFrom("sftp_file").select("inode").where("data_source_id", "=", id).execute()).length,
    taken: async () => {
      const uploads = await db.selectFrom("upload").select(["filename", "came_by"]).where("data_source_id", "=", id).orderBy("id").execute();
      return uploads.map(({ filename, came_by: by }) => [filename, by]);
    },
  };
}

const AT = "127.0.0.1";

test("SF9 while the log takes no entry nothing is removed or renamed, no fin comes, and a file that was sent is told before it is loaded", async () => {
  const { db } = server.deps;
  const source = await newSender();
  const inUse = createFilesInUse();
  await serving({ inUse }, async (port) => {
    const sender = await source.enter(port);
    await sender.put("data.txt", "Date\n");
    await sql`create function audit_away() returns trigger language plpgsql as $$ begin raise exception 'no entry today'; end $$`.execute(db);
    await sql`create trigger away before insert on audit_entry for each row execute function audit_away()`.execute(db);
    try {
      for (const ask of [
        async () => await sender.remove("data.txt"),
        async () => await sender.rename("data.txt", "other.txt"),
        async () => await sender.put("data.fin", ""),
        async () => await sender.put("untold.txt", "Date\n"),
      ])
        await expect(ask()).rejects.toThrow("the server could not do this");
    } finally {
      await sql`drop function audit_away() cascade`.execute(db);
    }
    expect(await sender.list()).toEqual(["data.txt", "files_with_errors", "untold.txt"]);
    await sender.put("untold.fin", "");
    await takeReady(server.deps, { inUse });
    expect(await source.taken()).toEqual([["untold.txt", "sftp"]]);
    await sender.remove("data.txt");
    await sender.end();
  });
  expect(await source.told()).toEqual([
    ["file.sent", null, "/data.txt", AT],
    ["file.sent", null, "/untold.fin", AT],
    ["file.sent", null, "/untold.txt", AT],
    ["file.removed", "/data.txt", null, AT],
  ]);
});

test("SF9 a file whose connection was cut before it was closed is told as sent when it gets another name or is loaded, and once", async () => {
  const source = await newSender();
  const inUse = createFilesInUse();
  await serving({ inUse }, async (port) => {
    const cut = await source.enter(port);
    for (const name of ["data.txt", "part.txt"]) {
      const handle = await asked<Buffer>((done) => cut.sftp.open(name, "w", done));
      await asked((done) => cut.sftp.write(handle, Buffer.from("Date\n"), 0, 5, 0, done));
    }
    cut.cut();
    const sender = await source.enter(port);
    const isAnyOpen = () => ["data.txt", "part.txt"].some((name) => inUse.isOpen(join(source.path, name)));
    for (const deadline = Date.now() + 5_000; isAnyOpen() && Date.now() < deadline;) await pause(10);
    expect(isAnyOpen()).toBe(false);
    expect(await source.told()).toEqual([]);
    await sender.rename("part.txt", "whole.txt");
    for (const name of ["data.fin", "whole.fin"]) await sender.put(name, "");
    await takeReady(server.deps, { inUse });
    expect(await source.taken()).toEqual([
      ["data.txt", "sftp"],
      ["whole.txt", "sftp"],
    ]);
    await sender.end();
  });
  expect(await source.told()).toEqual([
    ["file.sent", null, "/part.txt", AT],
    ["file.renamed", "/part.txt", "/whole.txt", AT],
    ["file.sent", null, "/data.fin", AT],
    ["file.sent", null, "/whole.fin", AT],
    ["file.sent", null, "/data.txt", AT],
  ]);
});

test("SF9 only files that senders put there are remembered as theirs, and until they are gone, whoever takes them away", async () => {
  const source = await newSender();
  const inUse = createFilesInUse();
  await serving({ inUse }, async (port) => {
    const sender = await source.enter(port);
    for (const name of ["data.txt", "data.fin", "also.txt"]) await sender.put(name, "");
    expect(await source.remembered()).toBe(2);
    await sender.put("tmp", "");
    await sender.rename("tmp", "also.fin");
    await takeReady(server.deps, { inUse });
    expect(await source.taken()).toEqual([
      ["also.txt", "sftp"],
      ["data.txt", "sftp"],
    ]);
    // Also the one that became a fin.
    expect(await source.remembered()).toBe(0);

    await sender.put("gone.txt", "Date\n");
    rmSync(join(source.path, "gone.txt"));
    await takeReady(server.deps, { inUse });
    expect(await source.remembered()).toBe(0);
    for (const name of ["theirs.txt", "theirs.fin"]) writeFileSync(join(source.path, name), "Date\n");
    mkdirSync(join(source.path, "files_with_errors"), { recursive: true });
    writeFileSync(join(source.path, "files_with_errors", "mended.txt"), "Date\n");
    await sender.rename("files_with_errors/mended.txt", "mended.txt");
    await sender.put("mended.fin", "");
    await takeReady(server.deps, { inUse });
    expect((await source.taken()).slice(2)).toEqual([
      ["mended.txt", "sftp"],
      ["theirs.txt", "folder"],
    ]);
    await sender.end();
  });
  expect(await source.remembered()).toBe(0);
});
