import { createDataSource } from "@rapport/contract/data-sources";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { createFilesInUse } from "../folders/files-in-use.ts";
import { serveSftp, type SftpOptions } from "./serve-sftp.ts";
import { freePort, sftpClient } from "./sftp-client.fixture.ts";

let server: TestServer;
let username: string;
let password: string;
beforeAll(async () => {
  const publicly = { host: "127.0.0.1", port: 1, publicHost: "files.example.com" };
  server = await testServer({ background: false, schedules: false, logLevel: "silent", fileDoors: { queueMaxBytes: 1_000_000, sftp: publicly } });
  const { rsid } = await newSuite(server);
  const made = await server.api(createDataSource, { params: { company: "rapport", rsid }, query: { type: "summary", name: "rows" } });
  ({ ftp_username: username, ftp_password: password } = made);
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
