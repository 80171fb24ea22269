import { getReceipt, type Receipt } from "@rapport/contract/data-sources";
import { setTimeout as sleep } from "node:timers/promises";
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

/** The receipt of a job after it ended, successfully or not. */
export async function endedJob(server: Pick<TestServer, "api">, jobId: number): Promise<Receipt> {
  for (const deadline = Date.now() + 60_000; ; await sleep(20)) {
    const receipt = await server.api(getReceipt, { params: { jobId } });
    if (receipt.status !== "uploaded" && receipt.status !== "processing") return receipt;
    if (Date.now() > deadline) throw new Error(`job ${jobId} is still ${receipt.status} after a minute`);
  }
}
