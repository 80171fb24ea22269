import type { DataSourceJob, EarlyRows } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import type { Exchange } from "../../http/index.ts";
import { addJob } from "../../jobs/index.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { LOAD_JOB, LOAD_QUEUE } from "../job-names.ts";
import { shownJob } from "./read-jobs.ts";
import { addUpload } from "../queries.ts";
import { settingsOf } from "../accounts/suite.ts";
import { assertRoomFor, receive, type ReceivedFile } from "../../received-files/index.ts";
import { discard, keepAs, uploadFolder } from "./upload-files.ts";

const FILENAME_CHARACTERS = 255;

type IntakeDeps = Pick<Deps, "db" | "clock" | "dataDir" | "disk" | "uploadMaxBytes">;

/** Accepts a file. Its job reads and checks it afterwards. */
export async function createUpload(
  deps: IntakeDeps,
  from: AccountPlace & { readonly force: boolean; readonly http: Pick<Exchange, "upload" | "header"> },
): Promise<DataSourceJob> {
  await settingsOf(deps.db, from.rsid);
  const account = await accountOrRefusal(deps.db, from);
  // A file needs room twice: as it was sent, and in the warehouse.
  assertRoomFor(deps.disk, 2 * Number(from.http.header("content-length") ?? 0));
  const upload = await from.http.upload({ maxBytes: deps.uploadMaxBytes });
  const file = await receive({ folder: uploadFolder(deps), disk: deps.disk }, { upload, maxBytes: deps.uploadMaxBytes });
  try {
    return await add(deps, { ...from, file, filename: upload.filename, earlyRows: account.early_rows });
  } finally {
    await discard(file);
  }
}

async function add(
  deps: IntakeDeps,
  given: AccountPlace & { readonly force: boolean; readonly file: ReceivedFile; readonly filename: string; readonly earlyRows: EarlyRows },
): Promise<DataSourceJob> {
  const settings = await settingsOf(deps.db, given.rsid);
  const row = await deps.db.transaction().execute(async (trx) => {
    const added = await addUpload(trx, {
      rsid: given.rsid,
      data_source_id: given.dataSourceId,
      filename: plainName(given.filename),
      content_hash: given.file.hash,
      bytes: given.file.bytes,
      forced: given.force,
      uploaded_at: deps.clock.now(),
      window_days: settings.transactionIdWindowDays,
      late_linking: settings.lateLinking,
      early_rows: given.earlyRows,
    });
    await keepAs(deps, { file: given.file, upload: added.id });
    await addJob(trx, { name: LOAD_JOB, payload: { upload: added.id }, queue: LOAD_QUEUE, maxAttempts: 100 });
    return added;
  });
  return shownJob(row, settings.timeZone);
}

/** The last part of the name, without characters that a list or a header cannot show. */
function plainName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const shown = last.replaceAll(/[\p{Cc}\p{Cs}]/gu, "").trim();
  return Array.from(shown).slice(0, FILENAME_CHARACTERS).join("") || "upload.txt";
}
