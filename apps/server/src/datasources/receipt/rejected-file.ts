import { Refusal } from "@rapport/contract";
import type { HashLines } from "@rapport/contract/data-sources";
import { linesToMend, visitorIdReader } from "@rapport/domain";
import { Readable } from "node:stream";
import { auditVisitors } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { accountById } from "../accounts/account-queries.ts";
import { rejectedLines } from "./receipt-queries.ts";
import { uploadOrRefusal } from "./receipt.ts";
import { faultsOfLines } from "./rejected-row.ts";

/** A line may have a hundred faults, which are held in memory together. */
const LINES_AT_ONCE = 500;

/** Streams the rejected lines as they were, under the file's own header, so that they can be corrected and sent again. Whose they are is audited first. */
export async function readRejected(
  { db, warehouse, clock }: Pick<Deps, "db" | "warehouse" | "clock">,
  { jobId, actor }: { jobId: number; actor: Actor },
): Promise<{ filename: string; body: Readable }> {
  const upload = await uploadOrRefusal(db, jobId);
  if (upload.header === null) throw new Refusal("upload.not_judged", { upload: upload.id });
  await auditVisitors({ db, clock }, { actor, rsid: upload.rsid, visitors: await visitorsOf(warehouse, { upload: upload.id, header: upload.header }) });
  const account = await accountById(db, { rsid: upload.rsid, id: upload.data_source_id });
  const file = { upload: upload.id, header: upload.header, hashLines: account?.hash_lines ?? "comments" };
  return { filename: `rejected-${upload.id}.txt`, body: Readable.from(parts(warehouse, file)) };
}

/** Whose rows they are: the visitor ids of all rejected lines. */
async function visitorsOf(warehouse: Deps["warehouse"], { upload, header }: { upload: number; header: string }): Promise<ReadonlySet<string>> {
  const visitorId = visitorIdReader(header);
  const visitors = new Set<string>();
  for await (const lines of pagesOf(warehouse, upload)) for (const { text } of lines) visitors.add(visitorId(text));
  return visitors;
}

async function* parts(
  warehouse: Deps["warehouse"],
  { upload, header, hashLines }: { upload: number; header: string; hashLines: HashLines },
): AsyncGenerator<string> {
  yield `${header}\n`;
  for await (const rows of pagesOf(warehouse, upload)) {
    const faults = await faultsOfLines({ warehouse }, { upload, rows });
    yield linesToMend(
      rows.map(({ line, text }) => ({ line, text, faults: faults.get(line) ?? [] })),
      { hashLines },
    );
  }
}

async function* pagesOf(warehouse: Deps["warehouse"], upload: number) {
  for (let after = 0; ;) {
    const rows = await warehouse.rows(rejectedLines, { upload, after, limit: LINES_AT_ONCE });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < LINES_AT_ONCE) return;
    after = last.line;
  }
}
