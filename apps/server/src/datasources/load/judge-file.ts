import { fileFailure, type FileFailure } from "@rapport/contract/refusals";
import { calendarOf, LOOKS_LIKE_DAYS, looksDifferent, MAX_DAYS, suiteRules, type FilePlan } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { loadSettingsHistory } from "../../report-suites/index.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { storedIdRule } from "../ids/id-rule-sql.ts";
import { persistenceKeys } from "../join/persistence-keys.ts";
import type { Ending, FileReading, UploadRow } from "../queries.ts";
import { forgetRejected } from "../undo/remove-rows.ts";
import { fileParameters, type FileTerms } from "./file-parameters.ts";
import { comments, dropRows, JUDGES, keepFurther, keepRejected, survey, type FileParameters, type LOADS } from "./load-queries.ts";
import { findRepeated, refuseEarly, sameRows, tellEarlyToo } from "./place-rows.ts";
import type { StagedFile } from "./stage-lines.ts";

export type Parameters = Omit<FileParameters, "fromLine" | "toLine">;
type JudgeDeps = Pick<Deps, "db" | "warehouse">;

export type Judged =
  | { readonly kind: "ended"; readonly ending: Ending }
  | {
      readonly kind: "judged";
      readonly terms: FileTerms;
      readonly parameters: Parameters;
      readonly rowsRead: number;
      readonly rejected: number;
      readonly reading: FileReading | null;
    };

/**
 * Judges the staged lines of a file, whether it is loaded or only tried: by themselves, by what the stores know, and beside earlier files. What is
 * wrong with a row is stored with the rejected ones; the others may be joined. Ends a file that is not loaded.
 */
export async function judgeFile(deps: JudgeDeps, { upload, account, staged }: { upload: UploadRow; account: AccountRow; staged: StagedFile }): Promise<Judged> {
  const terms = await termsOf(deps, { upload, account, plan: staged.plan });
  const found = await judgeLines(deps, { terms, cuts: staged.cuts });
  if (found === undefined || found.rows === 0) return end(failed(fileFailure("file.no_rows", {})));
  // Somebody looked at each mended row by itself.
  if (upload.mends === null && found.other_way_days >= LOOKS_LIKE_DAYS && found.this_way_days === 0)
    return end(failed(looksDifferent({ format: account.date_format, rows: found.other_way_days })));
  if (found.day_count > MAX_DAYS) return end(failed(fileFailure("file.too_many_days", { days: found.day_count, most: MAX_DAYS })));
  const parameters = fileParameters(terms, found.days);
  const placed = { upload, account, parameters: { ...parameters, ...EVERY_LINE } };
  const faulty = found.rejected + (await refuseEarly(deps, placed));
  const isStrict = account.mode === "strict";
  const same = (isStrict && faulty > 0) || faulty === found.rows ? undefined : await sameRows(deps, placed);
  if (same !== undefined) {
    await forgetRejected(deps, upload);
    return end({ status: "success", duplicateOf: same, reading: { sameRows: true } });
  }
  const repeated = isStrict && faulty > 0 ? undefined : await findRepeated(deps, placed);
  const rejected = faulty + (repeated?.counted === false ? repeated.rows : 0);
  const reading = await readingOf(deps, { parameters, hasHashLines: staged.hasHashLines, placeholders: found.placeholders, repeated });
  if (rejected > 0) await deps.warehouse.run(keepRejected, { ...parameters, ...EVERY_LINE });
  if (found.rejected > 0) {
    await inParts(
      found.rejected > REJECTED_AT_ONCE ? staged.cuts : [EVERY_LINE.fromLine],
      async (part) => await deps.warehouse.run(keepFurther, { ...parameters, ...part }),
    );
    await tellEarlyToo(deps, { upload, parameters: placed.parameters });
  }
  if (isStrict && rejected > 0) return end({ ...failed(fileFailure("file.strict", { rows: rejected })), rowsRead: found.rows, reading });
  return { kind: "judged", terms, parameters, rowsRead: found.rows, rejected, reading };
}

/** The most rejected rows whose further faults are found by one statement. Most of its time is planning. */
const REJECTED_AT_ONCE = 100_000;

function end(ending: Ending): Judged {
  return { kind: "ended", ending };
}

/** Judges the staged lines. A second, slower pass is made only for a file with an amount that is not plain. */
async function judgeLines({ warehouse }: JudgeDeps, { terms, cuts }: { terms: FileTerms; cuts: readonly number[] }) {
  const { upload } = terms;
  for (const amounts of ["plain", "any"] as const) {
    await inParts(cuts, async (part) => await warehouse.run(JUDGES[amounts], { ...fileParameters(terms), ...part }));
    const [found] = await warehouse.rows(survey, { upload });
    if (amounts === "any" || found === undefined || found.hard_rows === 0) return found;
    await warehouse.run(dropRows, { upload });
  }
  return undefined;
}

/** The receipt tells of comments that look like rows, and counts placeholder ids (D8, ID3). */
async function readingOf(
  { warehouse }: JudgeDeps,
  of: { parameters: Parameters; hasHashLines: boolean; placeholders: number; repeated: FileReading["repeatedRows"] },
): Promise<FileReading | null> {
  const [found] = of.hasHashLines ? await warehouse.rows(comments, { ...of.parameters, ...EVERY_LINE }) : [];
  const reading: FileReading = {
    ...(found !== undefined &&
      found.comments > 0 && {
        comments: { lines: found.comments, likeRows: found.like_rows, examples: found.examples.map(([line, text]) => ({ line, text })) },
      }),
    ...(of.placeholders > 0 && { placeholderIds: of.placeholders }),
    ...(of.repeated !== undefined && { repeatedRows: of.repeated }),
  };
  return Object.keys(reading).length === 0 ? null : reading;
}

const LAST_LINE = 4_294_967_295;
export const EVERY_LINE = { fromLine: 0, toLine: LAST_LINE };

/** In parts, so that other statements can run in between. */
export async function inParts(cuts: readonly number[], run: (part: Pick<FileParameters, "fromLine" | "toLine">) => Promise<void>): Promise<void> {
  for (const [index, fromLine] of cuts.entries()) await run({ fromLine, toLine: cuts[index + 1] ?? LAST_LINE });
}

/** Which ids the rows of a file are joined by. */
export function joinsOf({ columns }: FilePlan): keyof typeof LOADS {
  const kinds = new Set(columns.map((column) => column.kind));
  return kinds.has("transactionId") ? (kinds.has("visitorId") ? "both" : "transaction") : kinds.has("visitorId") ? "visitor" : "summary";
}

export async function termsOf(
  deps: Pick<Deps, "db">,
  {
    upload,
    account,
    plan,
  }: { upload: Pick<UploadRow, "id" | "rsid" | "uploaded_at" | "window_days" | "early_rows" | "id_rule">; account: AccountRow; plan: FilePlan },
): Promise<FileTerms> {
  const { settings } = (await loadSettingsHistory(deps, [upload.rsid])).at(upload.rsid, upload.uploaded_at);
  return {
    upload: upload.id,
    suite: upload.rsid,
    plan,
    type: account.type,
    mode: account.mode,
    dateFormat: account.date_format,
    hashLines: account.hash_lines,
    returnPrices: account.return_prices,
    earlyRows: upload.early_rows,
    timeZone: settings.timeZone,
    calendar: calendarOf(settings.timeZone),
    uploadedAt: upload.uploaded_at.getTime(),
    windowDays: upload.window_days,
    persistence: persistenceKeys(suiteRules(settings)),
    idRule: storedIdRule(upload.id_rule ?? account.id_rule),
  };
}

export function failed(failure: FileFailure): Extract<Ending, { status: "failure" }> {
  return { status: "failure", failure, rowsRead: 0 };
}
