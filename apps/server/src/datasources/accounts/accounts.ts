import { Refusal } from "@rapport/contract";
import type { DataSourceAccount, DataSourceType } from "@rapport/contract/data-sources";
import { templateOf } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { suiteOrRefusal } from "../../report-suites/index.ts";
import {
  accountById,
  accountsOfSuite,
  addAccount,
  changeAccountReading,
  markAccountDeleted,
  type AccountChange,
  type AccountReading,
  type AccountRow,
} from "./account-queries.ts";
import { suiteTime } from "./suite-time.ts";
import { timeZoneOf } from "./suite.ts";

type AccountDeps = Pick<Deps, "db" | "clock">;
export interface AccountPlace {
  readonly rsid: string;
  readonly dataSourceId: number;
}

export async function createAccount(
  { db, clock }: AccountDeps,
  account: AccountReading & { rsid: string; type: DataSourceType; name: string | undefined; email: string | undefined },
): Promise<DataSourceAccount> {
  const timeZone = await timeZoneOf(db, account.rsid);
  const { name, email, ...given } = account;
  return shown(await addAccount(db, { ...given, name: name ?? "", email: email ?? "", created_at: clock.now() }), timeZone);
}

export async function listAccounts({ db }: Pick<Deps, "db">, rsid: string): Promise<DataSourceAccount[]> {
  const timeZone = await timeZoneOf(db, rsid);
  return (await accountsOfSuite(db, rsid)).map((account) => shown(account, timeZone));
}

export async function readAccount({ db }: Pick<Deps, "db">, place: AccountPlace): Promise<DataSourceAccount> {
  const timeZone = await timeZoneOf(db, place.rsid);
  return shown(await accountOrRefusal(db, place), timeZone);
}

/** Applies to files that are loaded from now on. */
export async function changeAccount({ db }: Pick<Deps, "db">, { change, ...place }: AccountPlace & { change: AccountChange }): Promise<DataSourceAccount> {
  const timeZone = await timeZoneOf(db, place.rsid);
  const account = await changeAccountReading(db, { rsid: place.rsid, id: place.dataSourceId, change });
  if (account === undefined) throw notFound(place);
  return shown(account, timeZone);
}

/** Loaded rows stay in reports. Files that still wait are not loaded. */
export async function deleteAccount({ db, clock }: AccountDeps, place: AccountPlace): Promise<{ success: boolean; message: string }> {
  await suiteOrRefusal(db, place.rsid);
  if (!(await markAccountDeleted(db, { rsid: place.rsid, id: place.dataSourceId, at: clock.now() }))) throw notFound(place);
  // The documented answer of the 2.0 API. Its clients may compare it; no screen shows it.
  return { success: true, message: "Account deleted" };
}

export async function readTemplate({ db }: Pick<Deps, "db">, place: AccountPlace): Promise<{ filename: string; text: string }> {
  const { id, type } = await accountOrRefusal(db, place);
  return { filename: `template-${type}-${id}.txt`, text: templateOf({ type, dataSourceId: id }) };
}

export async function accountOrRefusal(db: Deps["db"], place: AccountPlace): Promise<AccountRow> {
  const account = await accountById(db, { rsid: place.rsid, id: place.dataSourceId });
  if (account === undefined) throw notFound(place);
  return account;
}

function notFound({ rsid, dataSourceId }: AccountPlace): Refusal {
  return new Refusal("data_source.unknown", { dataSourceId, rsid });
}

function shown(account: AccountRow, timeZone: string): DataSourceAccount {
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
    date_created: suiteTime(account.created_at, timeZone).slice(0, 10),
    ftp_hostname: "",
    ftp_username: "",
    ftp_password: "",
  };
}
