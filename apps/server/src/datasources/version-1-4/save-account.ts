import { Refusal } from "@rapport/contract";
import { createDataSource, type Body14, type DataSourceType, type Saved14 } from "@rapport/contract/data-sources";
import { wrong } from "@rapport/contract/refusals";
import type { z } from "zod";
import type { Deps } from "../../deps.ts";
import { suiteOrRefusal } from "../../report-suites/index.ts";
import { renameAccount } from "../accounts/account-queries.ts";
import { createAccount } from "../accounts/create-account.ts";

type Saved = z.input<typeof Saved14>;
type Save = Body14<"DataSources.Save">;

/** Makes a source, or renames the one with `id`. */
export async function saveAccount(deps: Pick<Deps, "db" | "clock" | "fileDoors">, body: Save): Promise<Saved> {
  const { settings } = body;
  assertPairs(settings, "metricNames", "metricEvents");
  assertPairs(settings, "dimensionNames", "dimensionVariables");
  const { reportSuiteID: rsid, id, name, email } = body;
  if (id !== undefined) {
    await suiteOrRefusal(deps.db, rsid);
    const dataSourceID = await renameAccount(deps.db, { rsid, id, name, email });
    if (dataSourceID === undefined) throw new Refusal("data_source.unknown", { dataSourceId: id, rsid });
    return { dataSourceID };
  }
  const made = await createAccount(deps, { ...createDataSource.query.parse({}), rsid, type: typeOf(body), name, email });
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

/** The documented number of the type for transaction ids. */
const WITH_TRANSACTION_IDS = 32;

/** The kind of its rows: what the type says, or else the id among its variables. */
function typeOf({ generic_data_type, settings }: Save): DataSourceType {
  const variables = new Set(settings.dimensionVariables.map((name) => name.toLowerCase().replaceAll(" ", "")));
  if (generic_data_type === WITH_TRANSACTION_IDS || variables.has("transactionid")) return "transactionid";
  return variables.has("visitorid") ? "visitorid" : "summary";
}
