import { createDataSource, getReceipt } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Product } from "../product.ts";
import { isClear } from "./clear.ts";

/** The rows of each file. All of them have the file's name in `evar5`. */
export const ROWS_A_FILE = 200;

export interface SentFiles {
  /** By name: the job. */
  readonly acknowledged: ReadonlyMap<string, number>;
  readonly refused: number;
  readonly unclear: readonly string[];
}

export interface SendingFiles {
  end(): Promise<SentFiles>;
}

/** Sends small files one after the other until stopped. */
export async function startFiles(product: Product, { suite: { rsid }, everyMs }: { suite: ReportSuite; everyMs: number }): Promise<SendingFiles> {
  const { data_source_id: source } = await product.call(createDataSource, { params: { company: "bench", rsid }, query: { type: "summary", name: "files" } });
  const path = `${product.url}/api/bench/datasources/job/${rsid}/${source}`;
  const acknowledged = new Map<string, number>();
  const unclear: string[] = [];
  let [isEnding, refused] = [false, 0];
  const loop = (async () => {
    for (let n = 0; !isEnding; n += 1) {
      const name = `File ${n}`;
      const answer = await send(path, { key: product.key, name }).catch((error: unknown) => ({ status: 0, body: String(error) }));
      if (answer.status === 200) acknowledged.set(name, z.object({ job_id: z.int() }).parse(JSON.parse(answer.body)).job_id);
      else if (isClear(answer)) refused += 1;
      else unclear.push(`${answer.status} ${answer.body}`.slice(0, 300));
      await pause(everyMs);
    }
  })();
  return {
    async end() {
      isEnding = true;
      await loop;
      return { acknowledged, refused, unclear };
    },
  };
}

async function send(path: string, { key, name }: { key: string; name: string }): Promise<{ status: number; body: string }> {
  const now = new Date();
  const day = `${now.getUTCMonth() + 1}/${now.getUTCDate()}/${now.getUTCFullYear()}`;
  const rows = Array.from({ length: ROWS_A_FILE }, (_, n) => `${day}\t${name}\t${n + 1}.25`);
  const form = new FormData();
  form.set("file", new Blob([["Date\tEvar 5\tPrice", ...rows, ""].join("\n")]), `${name}.txt`);
  const answer = await fetch(path, { method: "POST", headers: { authorization: `Bearer ${key}` }, body: form });
  return { status: answer.status, body: await answer.text() };
}

/** Waits until every file is loaded; throws when one fails. */
export async function filesLoaded(product: Product, { acknowledged }: SentFiles): Promise<void> {
  for (const [name, jobId] of acknowledged)
    for (;;) {
      const { status, error } = await product.call(getReceipt, { params: { jobId } });
      if (status === "success") break;
      if (status === "failure") throw new Error(`${name} was acknowledged and ended as failed: ${JSON.stringify(error)}`);
      await pause(200);
    }
}
