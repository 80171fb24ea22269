import type { DryRun } from "@rapport/contract/data-sources";
import { fileFailure } from "@rapport/contract/refusals";
import { randomUUID } from "node:crypto";
import type { Deps } from "../../deps.ts";
import { whileCallerWaits, type Actor, type Exchange } from "../../http/index.ts";
import { assertRoomFor, receive } from "../../received-files/index.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import type { Content } from "../formats/open-content.ts";
import { contentOfUpload } from "../formats/upload-content.ts";
import { plainName, termsOfNewFile } from "../intake/add-upload.ts";
import { discard, uploadFolder } from "../intake/upload-files.ts";
import { failed, judgeFile } from "../load/judge-file.ts";
import { stageLines } from "../load/stage-lines.ts";
import { loadedBefore, mayBeKnown, type Ending, type UploadRow } from "../queries.ts";
import type { Fates } from "../receipt/fates.ts";
import { auditQuoted, receiptOf } from "../receipt/receipt.ts";
import { fatesOfDryRun, NO_FATES, oddDaysOfDryRun, refundsOfDryRun } from "./would-be.ts";
import { withScratch } from "./scratch.ts";

type JudgeDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock">;
type DryDeps = JudgeDeps & Pick<Deps, "log" | "dataDir" | "disk" | "uploadMaxBytes" | "unpack">;

/** The receipt that a file would have (FU20). It is judged and joined by the same statements as one that is loaded; then everything of it is removed. */
export async function dryRun(
  given: DryDeps,
  { force, http, actor, ...place }: AccountPlace & { readonly force: boolean; readonly http: Exchange; readonly actor: Actor },
): Promise<DryRun> {
  const account = await accountOrRefusal(given.db, place);
  assertRoomFor(given.disk, 2 * Number(http.header("content-length") ?? 0));
  const sent = await http.upload({ maxBytes: given.uploadMaxBytes });
  const file = await receive({ folder: uploadFolder(given), disk: given.disk }, { upload: sent, maxBytes: given.uploadMaxBytes });
  try {
    return await withScratch(given, async ({ upload: id, warehouse }) => {
      const deps = whileCallerWaits({ ...given, warehouse }, { http });
      const upload = await asUpload(deps, { id, account, hash: file.hash, filename: sent.filename, forced: force, mends: null });
      const content = contentOfUpload(deps, { path: file.path, upload: upload.id, account, isOwnFormat: false });
      const { receipt, header } = await tried(deps, { upload, account, content });
      await auditQuoted(deps, { receipt, actor, rsid: account.rsid, header });
      return receipt;
    });
  } finally {
    await discard(file);
  }
}

/** The receipt that a content would have as this upload, and its header. What is wrong with its rows stands under the upload's number until its scratch ends. */
export async function tried(
  deps: JudgeDeps,
  { upload, account, content }: { upload: UploadRow; account: AccountRow; content: Content },
): Promise<{ receipt: DryRun; header: string | null }> {
  const wouldBe = await judge(deps, { upload, account, content });
  const { header, odd } = wouldBe;
  const receipt = { ...(await receiptOf(deps.warehouse, ended(upload, wouldBe))), ...odd };
  const { jobId: _, undoneAt: __, ...shown } = receipt;
  return { receipt: shown, header };
}

type New = Pick<UploadRow, "id" | "filename" | "forced" | "mends"> & { readonly account: AccountRow; readonly hash: Buffer };

/** The upload that the file would become now. */
export async function asUpload({ db, clock }: Pick<Deps, "db" | "clock">, { id, account, hash, filename, forced, mends }: New): Promise<UploadRow> {
  return {
    ...(await termsOfNewFile(db, account)),
    id,
    filename: plainName(filename),
    content_hash: hash,
    forced,
    status: "uploaded",
    error_code: null,
    error_params: null,
    error_message: null,
    duplicate_of: null,
    rows_read: 0,
    rejected: 0,
    header: null,
    uploaded_at: clock.now(),
    started_at: null,
    finished_at: null,
    undone_at: null,
    undone_fates: null,
    taken_back: 0,
    faults: 0,
    reading: null,
    came_by: "http",
    replaces: null,
    replaced_by: null,
    mends,
    date_format: null,
    hash_lines: null,
    return_prices: null,
    switching_at: null,
  };
}

interface WouldBe {
  readonly ending: Ending;
  readonly header: string | null;
  readonly fates: Fates;
  readonly odd: Pick<DryRun, "beforeOrder" | "beforeSuite">;
}

async function judge(deps: JudgeDeps, { upload, account, content }: { upload: UploadRow; account: AccountRow; content: Content }): Promise<WouldBe> {
  const nothing = (ending: Ending, header: string | null = null): WouldBe => ({ ending, header, fates: NO_FATES, odd: {} });
  const duplicateOf = mayBeKnown(upload) ? await loadedBefore(deps.db, upload) : undefined;
  if (duplicateOf !== undefined) return nothing({ status: "success", duplicateOf });
  const staged = await stageLines(deps.warehouse, { content, upload: upload.id, token: randomUUID() });
  if (staged.kind === "failure") return nothing(failed(staged.failure));
  const judged = await judgeFile(deps, { upload, account, staged });
  if (judged.kind === "ended") return nothing(judged.ending, staged.header);
  const { terms, parameters, rowsRead, rejected, reading } = judged;
  const of = { parameters, plan: staged.plan, cuts: staged.cuts };
  const { fates, beyond } = account.type === "refund" ? await refundsOfDryRun(deps, { ...of, upload, terms }) : await fatesOfDryRun(deps, of);
  if (terms.mode === "strict" && beyond > 0) return nothing({ ...failed(fileFailure("file.strict", { rows: beyond })), rowsRead, reading }, staged.header);
  return {
    ending: { status: "success", rowsRead, rejected: rejected + beyond, reading },
    header: staged.header,
    fates,
    odd: await oddDaysOfDryRun(deps, parameters),
  };
}

function ended(upload: UploadRow, { ending, header, fates }: WouldBe): UploadRow {
  const isFailure = ending.status === "failure";
  return {
    ...upload,
    status: ending.status,
    error_code: isFailure ? ending.failure.code : null,
    error_params: isFailure ? ending.failure.params : null,
    duplicate_of: "duplicateOf" in ending ? ending.duplicateOf : null,
    rows_read: "rowsRead" in ending ? ending.rowsRead : 0,
    rejected: isFailure ? ending.rowsRead : "rejected" in ending ? ending.rejected : 0,
    reading: ("reading" in ending ? ending.reading : null) ?? null,
    header,
    undone_fates: fates,
  };
}
