import { createDataSource, getReceipt, setSourceMail } from "@rapport/contract/data-sources";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { asked, createSuite, databaseOf, dataFolder, startMailServer, startServerProcess, subjectOf, type ServerProcess, sendFile } from "../testing/index.ts";

const RSID = "killed-notices";

test(
  "NO5 F1 a file that failed is told exactly once, though the mail server was down and the process was killed before anything was sent",
  { timeout: 240_000 },
  async () => {
    const probe = await startMailServer();
    const { port, url } = probe;
    await probe.close();
    const env = {
      RAPPORT_DATA_DIR: dataFolder(),
      RAPPORT_SMTP_URL: url,
      RAPPORT_MAIL_FROM: "rapport@house.example",
      RAPPORT_PUBLIC_URL: "https://rapport.house.example",
    };
    let server = await startServerProcess(env);
    await createSuite(server, RSID);
    const { data_source_id: source } = await server.api(createDataSource, {
      params: { company: "house", rsid: RSID },
      query: { type: "summary", name: "Tills" },
    });
    await server.api(setSourceMail, { params: { rsid: RSID, dataSourceId: source }, body: { addresses: ["a@example.com"], language: "en", loaded: false } });
    // One was tried and not taken, one is told and not tried yet, one is not even loaded.
    const early = await upload(server, { source, filename: "early.txt" });
    const isFailed = (job: number) => async () => (await server.api(getReceipt, { params: { jobId: job } })).status === "failure";
    await until(isFailed(early));
    await sleep(1_500);
    const late = await upload(server, { source, filename: "late.txt" });
    await until(isFailed(late));
    await upload(server, { source, filename: "latest.txt" });
    await server.kill();
    const smtp = await startMailServer({ port });
    server = await startServerProcess(env);
    // The tries that failed made the next one wait; as if that time had passed.
    await asked(
      databaseOf(join(env.RAPPORT_DATA_DIR, "operational")).connection,
      "update notification_delivery set next_try_at = now() where state = 'waiting'",
    );
    const subjects = () => smtp.to("a@example.com").map(subjectOf);
    await until(() => Promise.resolve(subjects().length >= 3), 120_000);
    await sleep(3_000);
    expect(subjects().toSorted()).toEqual(["Tills: early.txt failed", "Tills: late.txt failed", "Tills: latest.txt failed"]);
    await server.stop();
    await smtp.close();
  },
);

async function until(isSo: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  for (const deadline = Date.now() + withinMs; !(await isSo()); await sleep(100)) if (Date.now() > deadline) throw new Error("it never came");
}

async function upload(server: ServerProcess, { source, filename }: { source: number; filename: string }): Promise<number> {
  return await sendFile(server, { path: `/api/rapport/datasources/job/${RSID}/${source}`, file: `Price\n${filename.length}\n`, filename });
}
