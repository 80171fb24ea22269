import type { MendedRow, TriedRows } from "@rapport/contract/data-sources";
import { visitorIdReader } from "@rapport/domain";
import { createHash } from "node:crypto";
import { auditVisitors } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import { whileCallerWaits, type Actor, type Exchange } from "../../http/index.ts";
import { accountOrRefusal } from "../accounts/accounts.ts";
import { asUpload, tried } from "../dry-run/dry-run.ts";
import { withScratch } from "../dry-run/scratch.ts";
import type { Content } from "../formats/open-content.ts";
import { readAs } from "../load/read-by.ts";
import { rejectedRows } from "../receipt/receipt-queries.ts";
import { uploadOrRefusal } from "../receipt/receipt.ts";
import { shownRows } from "../receipt/rejected-row.ts";
import { assertMendable, assertRowsMendable } from "./mendable.ts";
import { mendedRows } from "./mended-content.ts";

type TryDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock">;

/** What is still wrong with mended rows, by what judges every file (FU20, FU23). Nothing of them is kept. */
export async function tryRows(
  given: TryDeps,
  { jobId, rows, actor, http }: { jobId: number; rows: readonly MendedRow[]; actor: Actor; http: Exchange },
): Promise<TriedRows> {
  const of = await uploadOrRefusal(given.db, jobId);
  const header = await assertMendable(given, of);
  const account = readAs(await accountOrRefusal(given.db, { rsid: of.rsid, dataSourceId: of.data_source_id }), of);
  await assertRowsMendable(given, { upload: of, hashLines: account.hash_lines, rows });
  const visitorId = visitorIdReader(header);
  await auditVisitors(given, { actor, rsid: of.rsid, visitors: new Set(rows.map(({ cells }) => visitorId(cells.join("\t")))) });
  const bytes = mendedRows(header, rows);
  return await withScratch(given, async ({ upload: id, warehouse }) => {
    // Only the work ends when the caller leaves; what it staged is still removed.
    const deps = whileCallerWaits({ ...given, warehouse }, { http });
    const hash = createHash("sha256").update(bytes).digest();
    const upload = await asUpload(deps, { id, account, hash, filename: `mended-${jobId}.txt`, forced: false, mends: jobId });
    const { receipt } = await tried(deps, { upload, account, content: once(bytes) });
    const rejected = await shownRows(deps, { upload: id, rows: await deps.warehouse.rows(rejectedRows, { upload: id, limit: rows.length }) });
    const faults = new Map(rejected.map(({ line, further = [], ...first }) => [line, [first, ...further]]));
    // The header is line 1.
    return { rows: rows.map(({ line }, at) => ({ line, faults: faults.get(at + 2) ?? [] })), receipt };
  });
}

async function* once(bytes: Buffer): Content {
  await Promise.resolve();
  yield bytes;
}
