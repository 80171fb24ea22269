import type { MatchDay, MatchRate } from "@rapport/contract/data-sources";
import { DAY_MS, isoDayOf } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { loadSettingsHistory } from "../../report-suites/index.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { timeZoneOf } from "../accounts/suite.ts";
import { mayStillLink, uploadsOfSource } from "../ids/id-rule-queries.ts";
import { matchAlertOf, setAlert, sourcesWithAlert, uploadsOfSources } from "./alert-queries.ts";
import { matchByDay, matchByUpload } from "./match-queries.ts";

type Reader = Pick<Deps, "db" | "warehouse" | "clock">;

/** By how many days the alert goes. */
const ALERT_DAYS = 7;

/** How many rows with an id were linked, by the day on which they came (MR1). */
export async function readMatchRate(deps: Reader, { days, ...place }: AccountPlace & { days: number }): Promise<MatchRate> {
  const account = await accountOrRefusal(deps.db, place);
  const timeZone = await timeZoneOf(deps.db, account.rsid);
  const read = await matchDays(deps, { rsid: account.rsid, id: account.id, timeZone, days: Math.max(days, ALERT_DAYS) });
  const since = (count: number) => isoDayOf(deps.clock.now().getTime() - (count - 1) * DAY_MS, timeZone);
  return {
    days: read.filter(({ day }) => day >= since(days)),
    recent: together(read.filter(({ day }) => day >= since(ALERT_DAYS))),
    alertBelow: await matchAlertOf(deps.db, account.id),
  };
}

export async function changeMatchAlert(deps: Reader, { below, ...place }: AccountPlace & { below: number | null }): Promise<MatchRate> {
  const { id } = await accountOrRefusal(deps.db, place);
  await setAlert(deps.db, { id, below });
  return await readMatchRate(deps, { ...place, days: 30 });
}

export interface LowMatch {
  readonly rsid: string;
  readonly data_source_id: number;
  readonly source: string;
  readonly rows: number;
  readonly linked: number;
  readonly below: number;
}

/** Sources of whose rows of the last seven days a smaller share is linked than their setting says (MR2). The warehouse is asked once for all of them. */
export async function lowMatches({ db, warehouse, clock }: Reader, { isInReach }: { isInReach: (rsid: string) => boolean }): Promise<LowMatch[]> {
  const sources = (await sourcesWithAlert(db)).filter(({ rsid }) => isInReach(rsid));
  if (sources.length === 0) return [];
  const now = clock.now();
  const settings = await loadSettingsHistory({ db }, [...new Set(sources.map(({ rsid }) => rsid))]);
  const firstDays = new Map(
    sources.map(({ rsid, data_source_id: id }) => {
      const { timeZone } = settings.at(rsid, now).settings;
      return [id, { timeZone, day: isoDayOf(now.getTime() - (ALERT_DAYS - 1) * DAY_MS, timeZone) }];
    }),
  );
  // A day more on each side of it than any zone needs.
  const since = new Date(now.getTime() - (ALERT_DAYS + 1) * DAY_MS);
  const uploads = (await uploadsOfSources(db, { sources: sources.map(({ data_source_id: id }) => id), since })).filter((upload) => {
    const first = firstDays.get(upload.data_source_id);
    return first !== undefined && isoDayOf(upload.uploaded_at.getTime(), first.timeZone) >= first.day;
  });
  if (uploads.length === 0) return [];
  const suites = [...new Set(sources.map(({ rsid }) => rsid))];
  const found = new Map((await warehouse.rows(matchByUpload, { suites, uploads: uploads.map(({ id }) => id) })).map((row) => [row.upload, row]));
  return sources.flatMap((source) => {
    const own = uploads.filter((upload) => upload.data_source_id === source.data_source_id).flatMap(({ id }) => found.get(id) ?? []);
    const { rows, linked } = together(own);
    return rows > 0 && linked * 100 < rows * source.below ? [{ ...source, rows, linked }] : [];
  });
}

async function matchDays(
  { db, warehouse, clock }: Reader,
  { rsid, id, timeZone, days }: { rsid: string; id: number; timeZone: string; days: number },
): Promise<MatchDay[]> {
  const now = clock.now().getTime();
  const first = isoDayOf(now - (days - 1) * DAY_MS, timeZone);
  const uploads = (await uploadsOfSource(db, id))
    .map((upload) => ({ ...upload, day: isoDayOf(upload.uploaded_at.getTime(), timeZone) }))
    .filter(({ day }) => day >= first);
  if (uploads.length === 0) return [];
  const named = [...new Set(uploads.map(({ day }) => day))].toSorted();
  const found = await warehouse.rows(matchByDay, {
    suite: rsid,
    uploads: uploads.map((upload) => upload.id),
    uploadDays: uploads.map(({ day }) => named.indexOf(day)),
    uploadedAts: uploads.map(({ uploaded_at: at }) => at.getTime()),
    open: uploads.filter((upload) => mayStillLink(upload, now)).map((upload) => upload.id),
  });
  return found.map(({ day, rows, linked, waiting, times: [median, p90] }) => ({
    day: named[day] ?? first,
    rows,
    linked,
    waiting,
    medianMs: median ?? null,
    p90Ms: p90 ?? null,
  }));
}

function together(days: readonly Pick<MatchDay, "rows" | "linked">[]): MatchRate["recent"] {
  return days.reduce((sum, { rows, linked }) => ({ rows: sum.rows + rows, linked: sum.linked + linked }), { rows: 0, linked: 0 });
}
