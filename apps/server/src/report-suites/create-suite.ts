import { Refusal } from "@rapport/contract";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { addSettings, addSuite } from "./queries.ts";
import { firstSettings, toReportSuite, type NewSuite } from "./settings.ts";

export async function createSuite({ db, clock, signals }: Pick<Deps, "db" | "clock" | "signals">, given: NewSuite): Promise<z.input<typeof ReportSuite>> {
  const { rsid } = given;
  const settings = firstSettings(given);
  const at = clock.now();
  const suite = { rsid, writeKey: randomBytes(24).toString("base64url"), at, storageSince: settings.transactionIdStorage ? at : null };
  await db.transaction().execute(async (trx) => {
    if (!(await addSuite(trx, suite))) throw new Refusal("report_suite.exists", { rsid });
    await addSettings(trx, { rsid, version: 1, since: at, settings });
  });
  signals.suitesChanged();
  return toReportSuite({ rsid, write_key: suite.writeKey, created_at: at, transaction_id_storage_since: suite.storageSince, version: 1, since: at, settings });
}
