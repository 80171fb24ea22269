import { changesIds, DAY_MS, suiteRules } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { settingsOf } from "../accounts/suite.ts";
import { persistenceKeys } from "../join/persistence-keys.ts";
import { uploadsOfSource, type UploadOfSource } from "./id-rule-queries.ts";
import { storedIdRule } from "./id-rule-sql.ts";

export interface FilesOfSource {
  /** Those whose rows have the ids that the files have. */
  readonly asWritten: readonly UploadOfSource[];
  /** How many were read by another rule, whose rows keep what it made of their ids. */
  readonly readOtherwise: number;
}

export async function filesOfSource({ db }: Pick<Deps, "db">, dataSource: number): Promise<FilesOfSource> {
  const uploads = await uploadsOfSource(db, dataSource);
  const asWritten = uploads.filter(({ id_rule: rule }) => !changesIds(storedIdRule(rule)));
  return { asWritten, readOtherwise: uploads.length - asWritten.length };
}

/** By what the waiting rows of a source are joined anew. Refunds are weighed by other means, and a suite may link nothing late (LL1): such rows keep their ids. */
export async function termsOfSource({ db }: Pick<Deps, "db">, { rsid, type, files }: Pick<AccountRow, "rsid" | "type"> & { files: readonly UploadOfSource[] }) {
  const settings = await settingsOf(db, rsid);
  const uploads = type === "refund" ? [] : files.filter((upload) => upload.late_linking);
  return {
    suite: rsid,
    uploads: uploads.map((upload) => upload.id),
    uploadedAts: uploads.map(({ uploaded_at: at }) => at.getTime()),
    windows: uploads.map(({ window_days: days }) => days * DAY_MS),
    earlyUploads: uploads.filter(({ early_rows: early }) => early === "reject").map((upload) => upload.id),
    zone: settings.timeZone,
    ...persistenceKeys(suiteRules(settings)),
  };
}
