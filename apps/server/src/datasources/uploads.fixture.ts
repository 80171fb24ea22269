import {
  createDataSource,
  getReceipt,
  type DataSourceType,
  type DateFormat,
  type DryRun,
  type EarlyRows,
  type HashLines,
  type Receipt,
  type RepeatedRows,
  type ReturnPrices,
  type UploadMode,
} from "@rapport/contract/data-sources";
import { endedJob, postFile, type TestServer } from "../testing/index.ts";

/** A new data source, and files sent to it as a caller would. */
export interface TestSource {
  readonly id: number;
  readonly rsid: string;
  /** Sends a file and returns its job's id. */
  send(file: string | Buffer, options?: { filename?: string; force?: boolean }): Promise<number>;
  /** Sends a file, waits until its job ends, and returns the receipt. */
  load(file: string | Buffer, options?: { filename?: string; force?: boolean }): Promise<Receipt>;
  /** The receipt that it would have. */
  dryRun(file: string | Buffer, options?: { filename?: string; force?: boolean }): Promise<DryRun>;
  receipt(jobId: number): Promise<Receipt>;
  /** Resolves when the job ended. */
  ended(jobId: number): Promise<Receipt>;
}

export async function newSource(
  server: TestServer,
  of: {
    rsid: string;
    type?: DataSourceType;
    mode?: UploadMode;
    date_format?: DateFormat;
    hash_lines?: HashLines;
    return_prices?: ReturnPrices;
    early_rows?: EarlyRows;
    repeated_rows?: RepeatedRows;
  },
): Promise<TestSource> {
  const { rsid, ...query } = of;
  const { data_source_id: id } = await server.api(createDataSource, {
    params: { company: "rapport", rsid },
    query: { type: "transactionid", mode: "lenient", name: "rows", ...query },
  });
  const receipt = async (jobId: number) => await server.api(getReceipt, { params: { jobId } });
  const ended = async (jobId: number) => await endedJob(server, jobId);
  const send: TestSource["send"] = async (file, { filename = "rows.txt", force = false } = {}) => {
    const answer = await postFile(server, { path: `/api/rapport/datasources/job/${rsid}/${id}${force ? "?force=true" : ""}`, file, filename });
    if (answer.statusCode !== 200) throw new Error(`the upload answered ${answer.statusCode}: ${answer.body}`);
    return answer.json<{ job_id: number }>().job_id;
  };
  const dryRun: TestSource["dryRun"] = async (file, { filename = "rows.txt", force = false } = {}) => {
    const answer = await postFile(server, { path: `/api/report-suites/${rsid}/data-sources/${id}/dry-run${force ? "?force=true" : ""}`, file, filename });
    if (answer.statusCode !== 200) throw new Error(`the dry run answered ${answer.statusCode}: ${answer.body}`);
    return answer.json<DryRun>();
  };
  return { id, rsid, send, receipt, dryRun, ended, load: async (file, options) => await ended(await send(file, options)) };
}

/** The lines of a file, with a line end after each. */
export function lines(...rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join("");
}
