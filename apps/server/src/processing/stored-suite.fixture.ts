import type { SuiteSettings } from "@rapport/contract/report-suites";
import type { Deps } from "../deps.ts";
import { KILL_SETTINGS } from "./kill-history.fixture.ts";

/** A stored report suite whose settings never changed. */
export async function storeSuite(db: Deps["db"], rsid: string, settings: SuiteSettings = KILL_SETTINGS): Promise<string> {
  await db
    .insertInto("report_suite")
    .values({ rsid, write_key: rsid, created_at: new Date(0), transaction_id_storage_since: null })
    .execute();
  await db
    .insertInto("report_suite_settings")
    .values({ rsid, version: 1, since: new Date(0), settings: JSON.stringify(settings) })
    .execute();
  return rsid;
}
