import { Refusal, type Query } from "@rapport/contract";
import type { DateRangeItem, listDateRanges, listSuiteItems, SuiteItem } from "@rapport/contract/reporting";
import { DATE_PRESETS } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { reachOf, type Actor } from "../../http/index.ts";
import { readSuites } from "../../report-suites/index.ts";
import { pageFrom, type Page } from "../page-of.ts";
import { wordsOf } from "../whose.ts";

/** The suites whose reports the caller may read, by id (RQ11). */
export async function suiteItems({ db }: Pick<Deps, "db">, { query, actor }: { query: Query<typeof listSuiteItems>; actor: Actor }): Promise<Page<SuiteItem>> {
  const wanted = wordsOf(query.rsids);
  const part = (query.rsidContains ?? "").toLowerCase();
  const found = (await itemsInReach(db, actor)).filter(({ rsid }) => (wanted === null || wanted.includes(rsid)) && rsid.toLowerCase().includes(part));
  return pageFrom(found, query);
}

export async function suiteItem({ db }: Pick<Deps, "db">, { rsid, actor }: { rsid: string; actor: Actor }): Promise<SuiteItem> {
  const found = (await itemsInReach(db, actor)).find((item) => item.rsid === rsid);
  if (found === undefined) throw new Refusal("report_suite.not_found", { rsid });
  return found;
}

async function itemsInReach(db: Deps["db"], actor: Actor): Promise<SuiteItem[]> {
  const suites = await readSuites({ db }, reachOf(actor, "report.read"));
  return suites.map(({ rsid, name, currency, timeZone }) => ({
    collectionItemType: "reportsuite",
    rsid,
    name,
    currency,
    timezoneZoneinfo: timeZone,
    calendarType: { rsid, type: "gregorian" },
  }));
}

/** The ranges that move with the day (RQ12). */
export function dateRanges(query: Query<typeof listDateRanges>): Page<DateRangeItem> {
  const wanted = wordsOf(query.filterByIds);
  return pageFrom(
    DATE_PRESETS.filter(({ id }) => wanted === null || wanted.includes(id)),
    query,
  );
}

export function dateRange(id: string): DateRangeItem {
  const found = DATE_PRESETS.find((one) => one.id === id);
  if (found === undefined) throw new Refusal("report.not_found", { id });
  return found;
}
