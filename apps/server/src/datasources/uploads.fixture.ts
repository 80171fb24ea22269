import {
  createDataSource,
  getReceipt,
  type DataSourceType,
  type DateFormat,
  type HashLines,
  type Receipt,
  type ReturnPrices,
  type UploadMode,
} from "@rapport/contract/data-sources";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestServer } from "../testing/index.ts";

/** A data source of its own, and files sent to it as a caller would. */
export interface TestSource {
  readonly id: number;
  readonly rsid: string;
  /** Sends a file and answers its job's id. */
  send(file: string | Buffer, options?: { filename?: string; force?: boolean }): Promise<number>;
  /** Sends a file, waits for its job's end and answers the receipt. */
  load(file: string | Buffer, options?: { filename?: string; force?: boolean }): Promise<Receipt>;
  receipt(jobId: number): Promise<Receipt>;
  /** Resolves when the job ended. */
  ended(jobId: number): Promise<Receipt>;
}

export async function newSource(
  server: TestServer,
  of: { rsid: string; type?: DataSourceType; mode?: UploadMode; date_format?: DateFormat; hash_lines?: HashLines; return_prices?: ReturnPrices },
): Promise<TestSource> {
  const { rsid, ...query } = of;
  const { data_source_id: id } = await server.api(createDataSource, {
    params: { company: "rapport", rsid },
    query: { type: "transactionid", mode: "lenient", name: "rows", ...query },
  });
  const receipt = async (jobId: number) => await server.api(getReceipt, { params: { jobId } });
  const ended = async (jobId: number) => {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const found = await receipt(jobId);
      if (found.status !== "uploaded" && found.status !== "processing") return found;
      if (Date.now() > deadline) throw new Error(`job ${jobId} is still ${found.status} after a minute`);
      await sleep(20);
    }
  };
  const send: TestSource["send"] = async (file, { filename = "rows.txt", force = false } = {}) => {
    const answer = await postFile(server, { path: `/api/rapport/datasources/job/${rsid}/${id}${force ? "?force=true" : ""}`, file, filename });
    if (answer.statusCode !== 200) throw new Error(`the upload answered ${answer.statusCode}: ${answer.body}`);
    return answer.json<{ job_id: number }>().job_id;
  };
  return { id, rsid, send, receipt, ended, load: async (file, options) => await ended(await send(file, options)) };
}

export async function postFile(
  server: Pick<TestServer, "inject" | "apiKey">,
  { path, file, filename }: { path: string; file: string | Buffer; filename: string },
) {
  const payload = Buffer.concat([
    Buffer.from(`--b0undary\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n`),
    Buffer.from(file),
    Buffer.from("\r\n--b0undary--\r\n"),
  ]);
  return await server.inject({
    method: "POST",
    url: path,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "multipart/form-data; boundary=b0undary" },
    payload,
  });
}

/** The lines of a file, with a line end after each. */
export function lines(...rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join("");
}
