import { createDataSource } from "@rapport/contract/data-sources";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";
import ssh2, { type SFTPWrapper } from "ssh2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { createFilesInUse } from "../folders/files-in-use.ts";
import { folderOf } from "../folders/places.ts";
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
