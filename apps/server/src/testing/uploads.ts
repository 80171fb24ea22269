import type { CallInput, Reply } from "@rapport/contract";
import { getReceipt, type Receipt } from "@rapport/contract/data-sources";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ServerProcess } from "./server-process.ts";
import type { TestServer } from "./test-server.ts";

/** Sends a file to a data source as a caller would, and returns the answer. */
export async function postFile(
  server: Pick<TestServer, "inject" | "apiKey">,
  { method = "POST", path, file, filename }: { method?: "POST" | "PUT"; path: string; file: string | Buffer; filename: string },
) {
  const payload = Buffer.concat([
    Buffer.from(`--b0undary\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n`),
    Buffer.from(file),
    Buffer.from("\r\n--b0undary--\r\n"),
  ]);
  return await server.inject({
    method,
    url: path,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "multipart/form-data; boundary=b0undary" },
    payload,
  });
}

/** The same to a server in a process of its own. Returns the number of its job. */
export async function sendFile(
  server: Pick<ServerProcess, "ask">,
  { path, file, filename }: { path: string; file: string; filename: string },
): Promise<number> {
  const form = new FormData();
  form.append("file", new Blob([file]), filename);
  const { status, body } = await server.ask(path, { method: "POST", form });
  if (status !== 200) throw new Error(`the upload answered ${status}: ${body}`);
  return z.object({ job_id: z.int() }).parse(JSON.parse(body)).job_id;
}

/** For large files, of processes that are killed, on a busy machine. */
export const PATIENTLY = { seconds: 300, everyMs: 100 } as const;

/** Asks for receipts. */
interface Asker {
  api(endpoint: typeof getReceipt, input: CallInput<typeof getReceipt>): Promise<Reply<typeof getReceipt>>;
}

/** The receipt of a job after it ended, successfully or not. Throws when that takes longer than `seconds`. */
export async function endedJob(server: Asker, jobId: number, { seconds = 60, everyMs = 20 }: { seconds?: number; everyMs?: number } = {}): Promise<Receipt> {
  for (const deadline = Date.now() + seconds * 1_000; ; await sleep(everyMs)) {
    const receipt = await server.api(getReceipt, { params: { jobId } });
    if (receipt.status !== "uploaded" && receipt.status !== "processing") return receipt;
    if (Date.now() > deadline) throw new Error(`job ${jobId} is still ${receipt.status} after ${seconds} seconds`);
  }
}
