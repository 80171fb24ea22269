import { Refusal } from "@rapport/contract";
import type { HashLines, MendedRow } from "@rapport/contract/data-sources";
import { kindOfLine } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import type { UploadRow } from "../queries.ts";
import { replacementUnderWay } from "../replace/replace-queries.ts";
import { faultyAmong, mendedLines } from "./mend-queries.ts";

/** Of a strict file every row waits for the faulty ones (E5). */
export function failedForRows({ status, error_code }: Pick<UploadRow, "status" | "error_code">): boolean {
  return status === "failure" && error_code === "file.strict";
}

/** The header of an upload whose rejected rows can be mended; refuses with the reason otherwise (FU23). */
export async function assertMendable({ db }: Pick<Deps, "db">, upload: UploadRow): Promise<string> {
  const { id, status, duplicate_of, replaced_by, header, mends } = upload;
  const not = (why: "failed" | "undone" | "not_ended" | "duplicate" | "under_way") => new Refusal("mend.not_mendable", { upload: id, why });
  if (replaced_by !== null) throw new Refusal("upload.replaced", { upload: id, by: replaced_by });
  // A strict file that was mended and refused again is mended where it was first, so that its rows are sent by one way alone.
  if (status === "failure" && (!failedForRows(upload) || mends !== null)) throw not("failed");
  if (status === "deleted") throw not("undone");
  if (status === "uploaded" || status === "processing") throw not("not_ended");
  if (duplicate_of !== null) throw not("duplicate");
  if (header === null) throw new Refusal("upload.not_judged", { upload: id });
  if ((await replacementUnderWay(db, id)) !== undefined) throw not("under_way");
  return header;
}

/** Refuses rows that were not rejected, are mended already, or would be no rows. */
export async function assertRowsMendable(
  { db, warehouse }: Pick<Deps, "db" | "warehouse">,
  { upload, hashLines, rows }: { upload: UploadRow; hashLines: HashLines; rows: readonly MendedRow[] },
): Promise<void> {
  const seen = new Set<number>();
  for (const { line, cells } of rows) {
    if (seen.has(line)) throw new Refusal("mend.twice", { line });
    seen.add(line);
    const kind = kindOfLine(cells.join("\t"));
    if (kind === "blank") throw new Refusal("mend.no_row", { line, why: "empty" });
    if (kind === "comment" && hashLines === "comments") throw new Refusal("mend.no_row", { line, why: "comment" });
  }
  const lines = [...seen].filter((line) => line < 2 ** 32);
  const faulty = new Set((await warehouse.rows(faultyAmong, { upload: upload.id, lines })).map(({ line }) => line));
  const other = [...seen].find((line) => !faulty.has(line));
  if (other !== undefined) throw new Refusal("mend.not_rejected", { upload: upload.id, line: other });
  await assertNotMended({ db }, { upload, lines: [...seen] });
}

/** A row is mended once. The rest of a strict file comes with the first of its mended rows, so that none of them is mended by itself. */
export async function assertNotMended({ db }: Pick<Deps, "db">, { upload, lines }: { upload: UploadRow; lines: readonly number[] }): Promise<void> {
  const mended = await mendedLines(db, upload.id);
  const all = failedForRows(upload) ? [...mended.keys()] : [];
  for (const line of [...lines, ...all]) {
    const by = mended.get(line);
    if (by !== undefined) throw new Refusal("mend.mended", { upload: upload.id, line, by });
  }
}
