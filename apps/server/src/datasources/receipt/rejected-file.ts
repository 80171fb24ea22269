import { Refusal } from "@rapport/contract";
import type { HashLines } from "@rapport/contract/data-sources";
import { linesToMend, visitorIdReader } from "@rapport/domain";
import { Readable } from "node:stream";
import { auditVisitors } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { accountById } from "../accounts/account-queries.ts";
import { failedForRows } from "../mending/mendable.ts";
import { mendedLines } from "../mending/mend-queries.ts";
import { rejectedLines } from "./receipt-queries.ts";
import { uploadOrRefusal } from "./receipt.ts";
import { faultsOfLines } from "./rejected-row.ts";

/** A line may have a hundred faults, which are held in memory together. */
const LINES_AT_ONCE = 500;

/**
 * Streams the rejected lines as they were, under the file's own header, so that they can be corrected and sent again; without those that are mended already
 * (FU23). Whose they are is audited first.
 */
export async function readRejected(
  { db, warehouse, clock }: Pick<Deps, "db" | "warehouse" | "clock">,
  { jobId, actor }: { jobId: number; actor: Actor },
): Promise<{ filename: string; body: Readable }> {
  const upload = await uploadOrRefusal(db, jobId);
  if (upload.header === null) throw new Refusal("upload.not_judged", { upload: upload.id });
  const mended = await mendedLines(db, upload.id);
  const isLeft: IsLeft = failedForRows(upload) && mended.size > 0 ? () => false : (line) => !mended.has(line);
  const visitors = await visitorsOf(warehouse, { upload: upload.id, header: upload.header, isLeft });
  await auditVisitors({ db, clock }, { actor, rsid: upload.rsid, visitors });
  const account = await accountById(db, { rsid: upload.rsid, id: upload.data_source_id });
  const file = { upload: upload.id, header: upload.header, hashLines: upload.hash_lines ?? account?.hash_lines ?? "comments", isLeft };
  return { filename: `rejected-${upload.id}.txt`, body: Readable.from(parts(warehouse, file)) };
}

type IsLeft = (line: number) => boolean;

/** Whose rows they are: the visitor ids of all lines of the file. */
async function visitorsOf(
  warehouse: Deps["warehouse"],
  { upload, header, isLeft }: { upload: number; header: string; isLeft: IsLeft },
): Promise<ReadonlySet<string>> {
  const visitorId = visitorIdReader(header);
  const visitors = new Set<string>();
  for await (const rows of rejectedPages(warehouse, upload)) for (const { line, text } of rows) if (isLeft(line)) visitors.add(visitorId(text));
  return visitors;
}

async function* parts(
  warehouse: Deps["warehouse"],
  { upload, header, hashLines, isLeft }: { upload: number; header: string; hashLines: HashLines; isLeft: IsLeft },
): AsyncGenerator<string> {
  yield `${header}\n`;
  for await (const page of rejectedPages(warehouse, upload)) {
    const rows = page.filter(({ line }) => isLeft(line));
    const faults = await faultsOfLines({ warehouse }, { upload, rows });
    yield linesToMend(
      rows.map(({ line, text }) => ({ line, text, faults: faults.get(line) ?? [] })),
      { hashLines },
    );
  }
}

/** All rejected lines, some hundred at a time. */
export async function* rejectedPages(warehouse: Deps["warehouse"], upload: number) {
  for (let after = 0; ;) {
    const rows = await warehouse.rows(rejectedLines, { upload, after, limit: LINES_AT_ONCE });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < LINES_AT_ONCE) return;
    after = last.line;
  }
}
