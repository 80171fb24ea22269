import { Refusal } from "@rapport/contract";
import type { RowsToMend } from "@rapport/contract/data-sources";
import { isVisitorIdColumn, readPersonId, visitorIdReader } from "@rapport/domain";
import { auditVisitors } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { uploadOrRefusal } from "../receipt/receipt.ts";
import { faultsOfLines } from "../receipt/rejected-row.ts";
import { countFaulty, faultyRows, mendedLines } from "./mend-queries.ts";

/** A page of rejected rows with their cells and faults. Whose they are is audited first. */
export async function readRowsToMend(
  { db, warehouse, clock }: Pick<Deps, "db" | "warehouse" | "clock">,
  { jobId, after, limit, actor }: { jobId: number; after: number; limit: number; actor: Actor },
): Promise<RowsToMend> {
  const upload = await uploadOrRefusal(db, jobId);
  const { header } = upload;
  if (header === null) throw new Refusal("upload.not_judged", { upload: upload.id });
  // One more than asked for says whether there are others.
  const found = await warehouse.rows(faultyRows, { upload: upload.id, after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const visitorId = visitorIdReader(header);
  const faults = await faultsOfLines({ warehouse }, { upload: upload.id, rows });
  const quoted = [...faults.values()].flat().filter(({ column }) => column !== null && isVisitorIdColumn(column));
  const visitors = new Set([...rows.map(({ text }) => visitorId(text)), ...quoted.map(({ value }) => readPersonId(value))]);
  await auditVisitors({ db, clock }, { actor, rsid: upload.rsid, visitors });
  const mended = await mendedLines(db, upload.id);
  const [count] = await warehouse.rows(countFaulty, { upload: upload.id });
  return {
    columns: header.split("\t"),
    rows: rows.map(({ line, text, is_long }) => {
      const mendedBy = mended.get(line);
      return { line, cells: is_long ? null : text.split("\t"), faults: [...(faults.get(line) ?? [])], ...(mendedBy !== undefined && { mendedBy }) };
    }),
    rejected: count?.rows ?? 0,
    mended: mended.size,
    next: found.length > limit ? (rows.at(-1)?.line ?? null) : null,
  };
}
