import { Refusal } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../../deps.ts";
import { addJob } from "../../jobs/index.ts";
import type { ReceivedFile } from "../../received-files/index.ts";
import { isActiveNow, type AccountRow } from "../accounts/account-queries.ts";
import { settingsOf } from "../accounts/suite.ts";
import { holdIdRule, ruleForNextFile } from "../ids/id-rule-queries.ts";
import { LOAD_JOB, LOAD_QUEUE } from "../job-names.ts";
import { addUpload, type NewUpload, type UploadRow } from "../queries.ts";
import { keepAs } from "./upload-files.ts";

const FILENAME_CHARACTERS = 255;

export type AddDeps = Pick<Deps, "db" | "clock" | "dataDir">;

type Received = Pick<NewUpload, "forced" | "came_by" | "taken" | "replaces" | "mends"> & {
  readonly account: AccountRow;
  readonly file: ReceivedFile;
  readonly filename: string;
};

/** A received file becomes an upload with its job, both or neither. All doors for files lead here (FO5). */
export async function addReceived(deps: AddDeps, received: Received): Promise<UploadRow> {
  return await deps.db.transaction().execute(async (trx) => await addReceivedIn(trx, { deps, ...received }));
}

/** The same in a transaction of the caller's, after which nothing may be changed that can fail. */
export async function addReceivedIn(
  trx: Transaction<Database>,
  { deps, account, file, filename, ...of }: Received & { readonly deps: Pick<AddDeps, "clock" | "dataDir"> },
): Promise<UploadRow> {
  // Asked in the same transaction, so that nothing is taken after a source was deactivated (FU16).
  if (!(await isActiveNow(trx, account.id))) throw new Refusal("data_source.inactive", { dataSourceId: account.id });
  await holdIdRule(trx, account.id);
  const terms = await termsOfNewFile(trx, account);
  const added = await addUpload(trx, {
    ...terms,
    filename: plainName(filename),
    content_hash: file.hash,
    bytes: file.bytes,
    uploaded_at: deps.clock.now(),
    ...of,
  });
  await keepAs(deps, { file, upload: added.id });
  await addJob(trx, { name: LOAD_JOB, payload: { upload: added.id }, queue: LOAD_QUEUE, maxAttempts: 100 });
  return added;
}

/** What holds for a file that comes now, whatever is changed before it is loaded. */
export async function termsOfNewFile(
  db: AddDeps["db"],
  { id, rsid, early_rows }: AccountRow,
): Promise<Pick<NewUpload, "rsid" | "data_source_id" | "window_days" | "late_linking" | "early_rows" | "id_rule">> {
  const settings = await settingsOf(db, rsid);
  return {
    rsid,
    data_source_id: id,
    window_days: settings.transactionIdWindowDays,
    late_linking: settings.lateLinking,
    early_rows,
    id_rule: await ruleForNextFile(db, id),
  };
}

/** The last part of the name, without characters that a list or a header cannot show. */
export function plainName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const shown = last.replaceAll(/[\p{Cc}\p{Cs}]/gu, "").trim();
  return Array.from(shown).slice(0, FILENAME_CHARACTERS).join("") || "upload.txt";
}
