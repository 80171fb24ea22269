import { Refusal } from "@rapport/contract";
import { rejectedFile } from "@rapport/domain";
import { Readable } from "node:stream";
import type { Deps } from "../../deps.ts";
import { rejectedLines } from "./receipt-queries.ts";
import { uploadOrRefusal } from "./receipt.ts";

const LINES_AT_ONCE = 10_000;

/** Streams the rejected lines as they were, under the file's own header, so that they can be corrected and sent again. */
export async function readRejected({ db, warehouse }: Pick<Deps, "db" | "warehouse">, jobId: number): Promise<{ filename: string; body: Readable }> {
  const upload = await uploadOrRefusal(db, jobId);
  if (upload.header === null) throw new Refusal("upload.not_judged", { upload: upload.id });
  return { filename: `rejected-${upload.id}.txt`, body: Readable.from(parts(warehouse, { upload: upload.id, header: upload.header })) };
}

async function* parts(warehouse: Deps["warehouse"], { upload, header }: { upload: number; header: string }): AsyncGenerator<string> {
  yield rejectedFile({ header, lines: [] });
  for (let after = 0; ;) {
    const rows = await warehouse.rows(rejectedLines, { upload, after, limit: LINES_AT_ONCE });
    if (rows.length > 0) yield rows.map(({ text }) => `${text}\n`).join("");
    const last = rows.at(-1);
    if (last === undefined || rows.length < LINES_AT_ONCE) return;
    after = last.line;
  }
}
