import { Refusal } from "@rapport/contract";
import type { DataSourceJob } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import type { Actor, Exchange } from "../../http/index.ts";
import { assertRoomFor, receive } from "../../received-files/index.ts";
import { accountById } from "../accounts/account-queries.ts";
import { timeZoneOf } from "../accounts/suite.ts";
import { addReceivedIn } from "../intake/add-upload.ts";
import { shownJob } from "../intake/read-jobs.ts";
import { discard, uploadFolder } from "../intake/upload-files.ts";
import { mendedLines } from "../mending/mend-queries.ts";
import type { UploadRow } from "../queries.ts";
import { uploadOrRefusal } from "../receipt/receipt.ts";
import { movesPartitions } from "./staged-tables.ts";
import { lockedUpload, replacementUnderWay } from "./replace-queries.ts";

type ReplaceDeps = Pick<Deps, "db" | "warehouse" | "clock" | "dataDir" | "disk" | "uploadMaxBytes">;

/** Accepts a corrected file for an upload (FU22). Its job puts its rows in the place of the upload's. */
export async function replaceUpload(
  deps: ReplaceDeps,
  { jobId, by, http }: { readonly jobId: number; readonly by: Actor["kind"]; readonly http: Pick<Exchange, "upload" | "header"> },
): Promise<DataSourceJob> {
  const upload = await uploadOrRefusal(deps.db, jobId);
  refuseIfNotReplaceable(upload);
  const account = await accountById(deps.db, { rsid: upload.rsid, id: upload.data_source_id });
  if (account === undefined) throw new Refusal("data_source.unknown", { dataSourceId: upload.data_source_id, rsid: upload.rsid });
  // What its refunds take depends on each other and on what came since.
  if (account.type === "refund") throw new Refusal("upload.not_replaceable", { upload: jobId, why: "refunds" });
  if (account.deactivated_at !== null) throw new Refusal("data_source.inactive", { dataSourceId: account.id });
  if (!(await movesPartitions(deps))) throw new Refusal("upload.not_replaceable", { upload: jobId, why: "cluster" });
  const timeZone = await timeZoneOf(deps.db, upload.rsid);
  assertRoomFor(deps.disk, 2 * Number(http.header("content-length") ?? 0));
  const sent = await http.upload({ maxBytes: deps.uploadMaxBytes });
  const file = await receive({ folder: uploadFolder(deps), disk: deps.disk }, { upload: sent, maxBytes: deps.uploadMaxBytes });
  try {
    const added = await deps.db.transaction().execute(async (trx) => {
      refuseIfNotReplaceable(await lockedUpload(trx, jobId));
      const other = await replacementUnderWay(trx, jobId);
      if (other !== undefined) throw new Refusal("upload.not_replaceable", { upload: jobId, why: "under_way" });
      const came = { account, file, filename: sent.filename, forced: false, came_by: by === "headquarters" ? "screen" : "api", taken: null } as const;
      // The corrected file has those rows too.
      if ((await mendedLines(trx, jobId)).size > 0) throw new Refusal("upload.not_replaceable", { upload: jobId, why: "mended" });
      return await addReceivedIn(trx, { deps, ...came, replaces: jobId });
    });
    return shownJob(added, timeZone);
  } finally {
    await discard(file);
  }
}

function refuseIfNotReplaceable({ id, status, duplicate_of, replaced_by }: UploadRow): void {
  if (replaced_by !== null) throw new Refusal("upload.replaced", { upload: id, by: replaced_by });
  if (status === "failure") throw new Refusal("upload.not_replaceable", { upload: id, why: "failed" });
  if (status === "deleted") throw new Refusal("upload.not_replaceable", { upload: id, why: "undone" });
  if (status !== "success") throw new Refusal("upload.not_replaceable", { upload: id, why: "not_ended" });
  if (duplicate_of !== null) throw new Refusal("upload.not_replaceable", { upload: id, why: "duplicate" });
}
