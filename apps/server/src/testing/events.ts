import { createDataSource, type DataSourceType, type Receipt } from "@rapport/contract/data-sources";
import type { TestServer } from "./test-server.ts";
import { endedJob, postFile } from "./uploads.ts";

/** Sends hits as image requests, one after the other, and waits until reports have them. `at` is the hit's time. */
export async function sendHits(
  server: TestServer,
  rsid: string,
  ...hits: readonly (Readonly<Record<string, string>> & { readonly at: string })[]
): Promise<void> {
  for (const { at, ...parameters } of hits) {
    const query = new URLSearchParams({ ts: String(Date.parse(at) / 1000), ...parameters });
    const answer = await server.inject({ url: `/b/ss/${rsid}/1/?${query.toString()}` });
    if (answer.statusCode !== 200) throw new Error(`the hit was answered ${answer.statusCode}: ${answer.body}`);
  }
  await server.processed(rsid);
}

/** Uploads a file of tab-separated lines to a new data source and returns the receipt of the finished job. */
export async function loadFile(
  server: TestServer,
  { rsid, type, filename, rows }: { rsid: string; type: DataSourceType; filename: string; rows: readonly string[] },
): Promise<Receipt> {
  const { data_source_id: id } = await server.api(createDataSource, { params: { company: "rapport", rsid }, query: { type, mode: "lenient", name: filename } });
  const file = rows.map((row) => `${row}\n`).join("");
  const answer = await postFile(server, { path: `/api/rapport/datasources/job/${rsid}/${id}`, file, filename });
  if (answer.statusCode !== 200) throw new Error(`the upload was answered ${answer.statusCode}: ${answer.body}`);
  return await endedJob(server, answer.json<{ job_id: number }>().job_id);
}
