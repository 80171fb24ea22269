import { Refusal } from "@rapport/contract";
import { SourceColumn, type DataSourceAccount } from "@rapport/contract/data-sources";
import { templateOf } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { giveUpMails } from "../../notifications/index.ts";
import { suiteOrRefusal } from "../../report-suites/index.ts";
import { accountById, accountsOfSuite, changeAccountReading, markAccountDeleted, setColumns, type AccountChange, type AccountRow } from "./account-queries.ts";
import { nameOf } from "../folders/places.ts";
import { removeJobsOf } from "../version-1-4/part-queries.ts";
import { loadWaiting } from "./load-waiting.ts";
import { fittingColumns } from "./source-columns.ts";
import { suiteTime } from "./suite-time.ts";
import { timeZoneOf } from "./suite.ts";

type Reader = Pick<Deps, "db" | "fileDoors">;
export interface AccountPlace {
  readonly rsid: string;
  readonly dataSourceId: number;
}

export async function listAccounts(deps: Reader, rsid: string): Promise<DataSourceAccount[]> {
  const timeZone = await timeZoneOf(deps.db, rsid);
  return (await accountsOfSuite(deps.db, rsid)).map((account) => shownAccount(deps, { account, timeZone }));
}

export async function readAccount(deps: Reader, place: AccountPlace): Promise<DataSourceAccount> {
  const timeZone = await timeZoneOf(deps.db, place.rsid);
  return shownAccount(deps, { account: await accountOrRefusal(deps.db, place), timeZone });
}

/**
 * Applies to files that are loaded from now on. Columns are those of the template alone: a file that is on its way is read by its own header (FU19). A
 * stopped source that shall not stop on errors any more goes on at once (E2).
 */
export async function changeAccount(
  deps: Reader,
  { change: { columns, ...change }, ...place }: AccountPlace & { change: AccountChange & { readonly columns?: readonly SourceColumn[] | undefined } },
): Promise<DataSourceAccount> {
  const timeZone = await timeZoneOf(deps.db, place.rsid);
  const account = await inTransaction(deps.db, async (trx) => {
    if (columns !== undefined) {
      const { id, type } = await accountOrRefusal(trx, place);
      await setColumns(trx, { id, columns: fittingColumns(type, columns) });
    }
    const changed = await changeAccountReading(trx, { rsid: place.rsid, id: place.dataSourceId, change });
    if (changed === undefined || changed.stopped_by === null || changed.on_errors === "stop") return changed;
    await loadWaiting(trx, changed.id);
    return { ...changed, stopped_by: null };
  });
  if (account === undefined) throw notFound(place);
  return shownAccount(deps, { account, timeZone });
}

/** Loaded rows stay in reports. Files that still wait are not loaded, and say so: also those that waited because the source was stopped. */
export async function deleteAccount({ db, clock }: Pick<Deps, "db" | "clock">, place: AccountPlace): Promise<{ success: boolean; message: string }> {
  await suiteOrRefusal(db, place.rsid);
  await inTransaction(db, async (trx) => {
    if (!(await markAccountDeleted(trx, { rsid: place.rsid, id: place.dataSourceId, at: clock.now() }))) throw notFound(place);
    await loadWaiting(trx, place.dataSourceId);
    await removeJobsOf(trx, place.dataSourceId);
    // Nobody gets mail about it any more (NO4).
    await giveUpMails(trx, { rsid: place.rsid, source: place.dataSourceId, addresses: [] });
  });
  // The documented answer of the 2.0 API. Its clients may compare it; no screen shows it.
  return { success: true, message: "Account deleted" };
}

export async function readTemplate({ db }: Pick<Deps, "db">, place: AccountPlace): Promise<{ filename: string; text: string }> {
  const account = await accountOrRefusal(db, place);
  const { id, type, date_format: dateFormat } = account;
  return { filename: `template-${type}-${id}.txt`, text: templateOf({ type, dataSourceId: id, dateFormat, columns: columnsOf(account) }) };
}

export async function accountOrRefusal(db: Deps["db"], place: AccountPlace): Promise<AccountRow> {
  const account = await accountById(db, { rsid: place.rsid, id: place.dataSourceId });
  if (account === undefined) throw notFound(place);
  return account;
}

/** The account of a file that comes. One that is deactivated says so before anything is read of it (FU16). */
export async function takingAccount(db: Deps["db"], place: AccountPlace): Promise<AccountRow> {
  const account = await accountOrRefusal(db, place);
  if (account.deactivated_at !== null) throw new Refusal("data_source.inactive", { dataSourceId: account.id });
  return account;
}

export function notFound({ rsid, dataSourceId }: AccountPlace): Refusal {
  return new Refusal("data_source.unknown", { dataSourceId, rsid });
}

function columnsOf({ columns }: Pick<AccountRow, "columns">): SourceColumn[] {
  return z.array(SourceColumn).parse(columns);
}

/** @param password one that was just made; it is shown only then */
export function shownAccount(
  { fileDoors }: Pick<Deps, "fileDoors">,
  { account, timeZone, password = "" }: { account: AccountRow; timeZone: string; password?: string },
): DataSourceAccount {
  const sftp = fileDoors?.sftp;
  return {
    name: account.name,
    email: account.email,
    data_source_id: account.id,
    type: account.type,
    mode: account.mode,
    date_format: account.date_format,
    hash_lines: account.hash_lines,
    return_prices: account.return_prices,
    early_rows: account.early_rows,
    repeated_rows: account.repeated_rows,
    on_errors: account.on_errors,
    stopped_by: account.stopped_by,
    active: account.deactivated_at === null,
    columns: columnsOf(account),
    date_created: suiteTime(account.created_at, timeZone).slice(0, 10),
    ftp_hostname: sftp?.publicHost ?? "",
    ftp_username: sftp === undefined ? "" : nameOf(account),
    ftp_password: password,
  };
}
