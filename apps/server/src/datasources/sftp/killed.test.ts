import { createDataSource, type Receipt } from "@rapport/contract/data-sources";
import { setTimeout as pause } from "node:timers/promises";
import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { createSuite, dataFolder, startServerProcess, type ServerProcess } from "../../testing/index.ts";
import { asked, freePort, sftpClient, type SftpClient } from "./sftp-client.fixture.ts";

const RSID = "killed-sftp";
/** How long the process lives after a `.fin` was answered: until the file is taken, is an upload, and is loaded. */
const LIVES_MS = [0, 40];
const ROWS = 40_000;

test(
  "SF4 FO6 a server that is killed during an upload goes on with it, and one that is killed after the fin loads the file once",
  { timeout: 300_000 },
  async () => {
    const dataDir = dataFolder();
    const port = await freePort();
    const start = async () => await startServerProcess({ RAPPORT_DATA_DIR: dataDir, RAPPORT_SFTP_PORT: String(port) });
    let server = await start();
    await createSuite(server, RSID);
    const made = createDataSource.reply.parse(
      JSON.parse((await server.ask(`/api/rapport/datasources/account/${RSID}?type=summary&name=killed`, { method: "POST" })).body),
    );
    const enter = async () => await sftpClient({ port, username: made.ftp_username, password: made.ftp_password });

    const body = fileOf(0);
    const first = await enter();
    const handle = await asked<Buffer>((done) => first.sftp.open("data-0.txt", "w", done));
    const writes = Promise.allSettled(
      Array.from({ length: Math.ceil(body.length / 32_768) }, (_, n) =>
        asked((done) => first.sftp.write(handle, body, n * 32_768, Math.min(32_768, body.length - n * 32_768), n * 32_768, done)),
      ),
    );
    await pause(30);
    await server.kill();
    first.cut();
    await Promise.race([writes, pause(100)]);

    server = await start();
    await resume(await enter(), body);
    for (const [round, lifeMs] of LIVES_MS.entries()) {
      const sender = await enter();
      if (round > 0) await sender.put(`data-${round}.txt`, fileOf(round));
      await sender.put(`data-${round}.fin`, "");
      await pause(lifeMs);
      await server.kill();
      sender.cut();
      server = await start();
    }

    const jobs = await ended(server, { source: made.data_source_id, count: LIVES_MS.length });
    expect(jobs.map(({ filename, rows, status }) => [filename, rows, status])).toEqual(LIVES_MS.map((_, n) => [`data-${n}.txt`, ROWS, "success"]));
    const last = await enter();
    expect(await last.list()).toEqual(["files_with_errors"]);
    await last.end();
    await server.stop();
  },
);

function fileOf(round: number): Buffer {
  return Buffer.from(["Date\tEvar 1\tPrice", ...Array.from({ length: ROWS }, (_, i) => `01/02/2026\tvalue ${round} ${i}\t1`), ""].join("\n"));
}

/** Sends what the server does not have, as a client that goes on with a file does: from the end of what is there. */
async function resume(sender: SftpClient, body: Buffer): Promise<void> {
  const { size } = await asked<{ size: number }>((done) => sender.sftp.stat("data-0.txt", done));
  expect(size).toBeLessThan(body.length);
  const handle = await asked<Buffer>((done) => sender.sftp.open("data-0.txt", ssh2.utils.sftp.OPEN_MODE.WRITE, done));
  await asked((done) => sender.sftp.write(handle, body, size, body.length - size, size, done));
  await asked((done) => sender.sftp.close(handle, done));
  expect(await sender.get("data-0.txt")).toBe(body.toString());
  await sender.end();
}

interface Job {
  readonly filename: string;
  readonly rows: number;
  readonly status: Receipt["status"];
}

/** The jobs of the source, by name, when there are so many and all have ended; a little later there are still no more. */
async function ended(server: ServerProcess, { source, count }: { source: number; count: number }): Promise<Job[]> {
  const jobs = async () => {
    const range = "start_date=2000-01-01%2000:00:00&end_date=2100-01-01%2000:00:00";
    const found = JSON.parse((await server.ask(`/api/rapport/datasources/job/${RSID}/${source}?${range}`)).body) as { jobs: Job[] };
    return found.jobs.toSorted((a, b) => (a.filename < b.filename ? -1 : 1));
  };
  const isDone = (all: readonly Job[]) => all.length >= count && all.every(({ status }) => status !== "uploaded" && status !== "processing");
  for (const deadline = Date.now() + 120_000; !isDone(await jobs()); await pause(100)) if (Date.now() > deadline) break;
  await pause(3_000);
  return await jobs();
}
