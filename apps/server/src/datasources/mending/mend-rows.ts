import type { DataSourceJob, MendedRow } from "@rapport/contract/data-sources";
import { Readable } from "node:stream";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { assertRoomFor, receive } from "../../received-files/index.ts";
import { takingAccount } from "../accounts/accounts.ts";
import { timeZoneOf } from "../accounts/suite.ts";
import { addReceivedIn } from "../intake/add-upload.ts";
import { readAs } from "../load/read-by.ts";
import { shownJob } from "../intake/read-jobs.ts";
import { discard, uploadFolder } from "../intake/upload-files.ts";
import { uploadOrRefusal } from "../receipt/receipt.ts";
import { lockedUpload } from "../replace/replace-queries.ts";
import { addMendedRows } from "./mend-queries.ts";
import { assertMendable, assertNotMended, assertRowsMendable } from "./mendable.ts";
import { mendedContent } from "./mended-content.ts";

type MendDeps = Pick<Deps, "db" | "warehouse" | "clock" | "dataDir" | "disk" | "uploadMaxBytes">;

/** Sends rejected rows of an upload again, mended (FU23). They are an upload of the same source, which is judged and loaded like any other. */
export async function mendRows(deps: MendDeps, { jobId, rows, by }: { jobId: number; rows: readonly MendedRow[]; by: Actor["kind"] }): Promise<DataSourceJob> {
  const upload = await uploadOrRefusal(deps.db, jobId);
  const header = await assertMendable(deps, upload);
  const place = { rsid: upload.rsid, dataSourceId: upload.data_source_id };
  const account = await takingAccount(deps.db, place);
  await assertRowsMendable(deps, { upload, hashLines: readAs(account, upload).hash_lines, rows });
  const timeZone = await timeZoneOf(deps.db, upload.rsid);
  assertRoomFor(deps.disk);
  const stands: { line: number; asLine: number }[] = [];
  const content = mendedContent(deps, { upload, header, rows, toLine: (line, asLine) => void stands.push({ line, asLine }) });
  const filename = `mended-${jobId}.txt`;
  const made = { filename, stream: Readable.from(content), truncated: () => false, end: async () => await Promise.resolve() };
  const file = await receive({ folder: uploadFolder(deps), disk: deps.disk }, { upload: made, maxBytes: deps.uploadMaxBytes });
  try {
    const added = await deps.db.transaction().execute(async (trx) => {
      // Of two that mend the same row, or one that mends and one that replaces, one comes first.
      const locked = await lockedUpload(trx, jobId);
      await assertMendable({ db: trx }, locked);
      await assertNotMended({ db: trx }, { upload: locked, lines: rows.map(({ line }) => line) });
      const came = { account, file, filename, forced: false, came_by: by === "headquarters" ? "screen" : "api", taken: null } as const;
      const mending = await addReceivedIn(trx, { deps, ...came, mends: jobId });
      await addMendedRows(trx, { upload: jobId, by: mending.id, rows: stands });
      return mending;
    });
    return shownJob(added, timeZone);
  } finally {
    await discard(file);
  }
}
