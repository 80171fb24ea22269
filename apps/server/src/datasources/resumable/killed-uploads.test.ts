import type { Rsid } from "@rapport/contract";
import { createDataSource, listJobs } from "@rapport/contract/data-sources";
import { createReportSuite } from "@rapport/contract/report-suites";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { dataFolder, startServerProcess, type ServerProcess, endedJob, PATIENTLY } from "../../testing/index.ts";
import { idOf, tusCaller, type Answered, type TusCaller } from "./tus-client.fixture.ts";

const RSID = "killed-uploads" as Rsid;
const ROWS = 400_000;
/** How long the server lives after a body began: amid its bytes, and around the moment in which the upload is made. */
const LIVES_MS = [20, 150, 500];

const dataDir = dataFolder();

test(
  "FU21 FU13 a file whose server was killed amid its bytes, and while its upload was made, goes on there and is loaded exactly once",
  { timeout: 600_000 },
  async () => {
    // Values that nothing packs, so that a byte too many or too few shows.
    const line = (n: number) => `01/${(n % 28) + 1}/2026\t${n}-${randomBytes(6).toString("hex")}\t1\n`;
    const file = Buffer.from(`Date\tEvar 1\tPrice\n${Array.from({ length: ROWS }, (_, n) => line(n)).join("")}`);
    let server = await start();
    await server.api(createReportSuite, { body: { rsid: RSID, name: "Killed", timeZone: "UTC", currency: "EUR" } });
    const { data_source_id: dataSourceId } = await server.api(createDataSource, { params: { company: "rapport", rsid: RSID }, query: { type: "summary" } });
    const callerOf = ({ url, authorization }: ServerProcess): TusCaller => tusCaller({ url, headers: { ...authorization }, rsid: RSID, dataSourceId });
    const id = idOf(await callerOf(server).begin({ filename: "killed.txt", bytes: file.length }));
    const places: number[] = [];
    const cut = (): Answered => ({ status: 0, headers: {}, body: "" });
    for (const lifeMs of LIVES_MS) {
      const from = (await callerOf(server).look(id)).receivedBytes;
      places.push(from);
      const sending = callerOf(server)
        .send(id, { from, body: file.subarray(from, lifeMs < 100 ? from + 4_000_000 : undefined) })
        .catch(cut);
      await sleep(lifeMs);
      await server.kill();
      await sending;
      server = await start();
    }
    // Each time it went on, and never back.
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const { receivedBytes } = await callerOf(server).look(id);
    expect(receivedBytes).toBeGreaterThan(0);
    // The last byte, and the server is killed while an upload is made of it.
    const ending = callerOf(server)
      .send(id, { from: receivedBytes, body: file.subarray(receivedBytes) })
      .catch(cut);
    await sleep(40);
    await server.kill();
    await ending;
    server = await start();
    const last = callerOf(server);
    const at = (await last.look(id)).receivedBytes;
    expect((await last.send(id, { from: at, body: file.subarray(at) })).status).toBe(204);
    expect((await last.send(id, { from: file.length, body: Buffer.alloc(0) })).status).toBe(204);
    const { jobs } = await server.api(listJobs, { params: { company: "rapport", rsid: RSID, dataSourceId }, query: {} });
    expect(jobs).toMatchObject([{ job_id: (await last.look(id)).jobId }]);
    expect(await endedJob(server, jobs[0]!.job_id, PATIENTLY)).toMatchObject({ status: "success", rowsRead: ROWS, summary: ROWS, rejected: 0 });
    await server.stop();
  },
);

async function start(): Promise<ServerProcess> {
  return await startServerProcess({ RAPPORT_DATA_DIR: dataDir });
}
