import { Refusal } from "@rapport/contract";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { holdsSuite, type Reach } from "../http/index.ts";
import { allSuites, suiteByRsid, type SuiteRow } from "./queries.ts";
import { toReportSuite } from "./settings.ts";

type Suite = z.input<typeof ReportSuite>;

export async function readSuite({ db }: Pick<Deps, "db">, rsid: string): Promise<Suite> {
  return toReportSuite(await suiteOrRefusal(db, rsid));
}

export async function readSuites({ db }: Pick<Deps, "db">, reach: Reach): Promise<Suite[]> {
  return (await allSuites(db)).filter(({ rsid }) => holdsSuite(reach, rsid)).map(toReportSuite);
}

/** The suite with its newest settings. Refuses with `not_found`. */
export async function suiteOrRefusal(db: Deps["db"], rsid: string): Promise<SuiteRow> {
  const row = await suiteByRsid(db, rsid);
  if (row === undefined) throw new Refusal("report_suite.not_found", { rsid });
  return row;
}
