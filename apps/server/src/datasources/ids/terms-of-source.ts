import { DAY_MS, suiteRules } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { settingsOf } from "../accounts/suite.ts";
import { persistenceKeys } from "../join/persistence-keys.ts";
import { uploadsOfSource } from "./id-rule-queries.ts";

/** By what the waiting rows of a source are joined anew. Refunds are weighed by other means, and a suite may link nothing late (LL1): such rows keep their ids. */
export async function termsOfSource({ db }: Pick<Deps, "db">, { id, rsid, type }: Pick<AccountRow, "id" | "rsid" | "type">) {
  const settings = await settingsOf(db, rsid);
  const uploads = type === "refund" ? [] : (await uploadsOfSource(db, id)).filter((upload) => upload.late_linking);
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
