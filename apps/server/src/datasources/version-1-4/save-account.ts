import { Refusal } from "@rapport/contract";
import { createDataSource, MOST_COLUMNS, type Body14, type DataSourceType, type Saved14, type SourceColumn } from "@rapport/contract/data-sources";
import { wrong } from "@rapport/contract/refusals";
import { columnOf, headerOf, ID_OF, meantBy } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import type { z } from "zod";
import type { Deps } from "../../deps.ts";
import { suiteOrRefusal } from "../../report-suites/index.ts";
import { renameAccount, setColumns } from "../accounts/account-queries.ts";
import { accountOrRefusal } from "../accounts/accounts.ts";
import { fittingColumns } from "../accounts/source-columns.ts";
import { createAccount } from "../accounts/create-account.ts";

type Saved = z.input<typeof Saved14>;
type Save = Body14<"DataSources.Save">;

/** Makes a source, or renames the one with `id`. The metrics and dimensions that it names are the columns of its template; without any, those stay that it has. */
export async function saveAccount(deps: Pick<Deps, "db" | "clock" | "fileDoors">, body: Save): Promise<Saved> {
  const { settings } = body;
  assertPairs(settings, "metricNames", "metricEvents");
  assertPairs(settings, "dimensionNames", "dimensionVariables");
  const { reportSuiteID: rsid, id, name, email } = body;
  if (id !== undefined) {
    await suiteOrRefusal(deps.db, rsid);
    const dataSourceID = await inTransaction(deps.db, async (trx) => {
      const { type } = await accountOrRefusal(trx, { rsid, dataSourceId: id });
      const columns = fittingColumns(type, columnsOf(settings, type));
      if (columns.length > 0) await setColumns(trx, { id, columns });
      return await renameAccount(trx, { rsid, id, name, email });
    });
    if (dataSourceID === undefined) throw new Refusal("data_source.unknown", { dataSourceId: id, rsid });
    return { dataSourceID };
  }
  const type = typeOf(body);
  const made = await createAccount(deps, { ...createDataSource.query.parse({}), rsid, type, name, email, columns: columnsOf(settings, type) });
  const ftp = { path: "/", loginID: made.ftp_username, password: made.ftp_password };
  return { dataSourceID: made.data_source_id, ...(ftp.password !== "" && { ftp }) };
}

/** Each name has its variable or event. */
function assertPairs(settings: Save["settings"], names: "metricNames" | "dimensionNames", of: "metricEvents" | "dimensionVariables"): void {
  const [wanted, given] = [settings[names].length, settings[of].length];
  if (wanted === given) return;
  const fault = given < wanted ? wrong("value.few", { least: wanted }) : wrong("value.many", { most: wanted });
  throw new Refusal("request.wrong", { where: "body" }, { faults: [{ path: ["settings", of], wrong: fault }] });
}

/** Dimensions first, as in a new source. The date and the id of the type stand in every file, and a variable may be written as elsewhere: `eVar1`, `campaign`. */
function columnsOf(settings: Save["settings"], type: DataSourceType): SourceColumn[] {
  const pairs = (names: readonly string[], variables: readonly string[]) => names.map((name, at) => ({ name, to: headerFor(variables[at] ?? "") }));
  const all = [...pairs(settings.dimensionNames, settings.dimensionVariables), ...pairs(settings.metricNames, settings.metricEvents)];
  const columns = all.filter(({ to }) => to !== "Date" && to !== ID_OF[type]).map(({ name, to }) => ({ name: name.trim() === "" ? to : name.trim(), to }));
  if (columns.length > MOST_COLUMNS) throw wrongSettings(wrong("value.many", { most: MOST_COLUMNS }));
  if (columns.some(({ name }) => name.length > MOST_CHARACTERS)) throw wrongSettings(wrong("value.long", { most: MOST_CHARACTERS }));
  return columns;
}

/** The most of a column's name (`SourceColumn`). */
const MOST_CHARACTERS = 100;

function wrongSettings(fault: ReturnType<typeof wrong>): Refusal {
  return new Refusal("request.wrong", { where: "body" }, { faults: [{ path: ["settings"], wrong: fault }] });
}

function headerFor(variable: string): string {
  const name = variable.trim();
  const meant = columnOf(name) === undefined ? meantBy(name) : undefined;
  const column = columnOf(meant?.why === "misspelled" ? meant.meant : name);
  return column === undefined ? name : headerOf(column);
}

/** The documented number of the type for transaction ids. */
const WITH_TRANSACTION_IDS = 32;

/** The kind of its rows: what the type says, or else the id among its variables. */
function typeOf({ generic_data_type, settings }: Save): DataSourceType {
  const variables = new Set(settings.dimensionVariables.map((name) => name.toLowerCase().replaceAll(" ", "")));
  if (generic_data_type === WITH_TRANSACTION_IDS || variables.has("transactionid")) return "transactionid";
  return variables.has("visitorid") ? "visitorid" : "summary";
}
