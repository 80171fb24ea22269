import { Refusal } from "@rapport/contract";
import type { Reply } from "@rapport/contract";
import { BODIES_1_4, type Account14, type Body14, type callVersion14, type DataSourceAccount, type Method14 } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import { faultsOf } from "../../http/index.ts";
import { accountOrRefusal, deleteAccount, listAccounts } from "../accounts/accounts.ts";
import { restartAccount } from "../accounts/restart-account.ts";
import { jobs14 } from "./jobs.ts";
import { saveAccount } from "./save-account.ts";
import { uploadData } from "./upload-data.ts";

type Answer = Reply<typeof callVersion14>;
type Methods = { readonly [M in Method14]: (deps: Deps, body: Body14<M>) => Promise<Answer> };

const placeOf = (body: Body14<"DataSources.Restart">) => ({ rsid: body.reportSuiteID, dataSourceId: body.dataSourceID });

const METHODS: Methods = {
  "DataSources.Get": async (deps, { reportSuiteID }) => (await listAccounts(deps, reportSuiteID)).map(shown),
  "DataSources.GetJobs": jobs14,
  "DataSources.Save": saveAccount,
  "DataSources.UploadData": uploadData,
  // Rows of files never open a visit, so none is incomplete.
  "DataSources.ProcessIncompleteVisits": async ({ db }, body) => {
    await accountOrRefusal(db, placeOf(body));
    return true;
  },
  "DataSources.Restart": async (deps, body) => {
    await restartAccount(deps, placeOf(body));
    return true;
  },
  "DataSources.Delete": async (deps, body) => (await deleteAccount(deps, placeOf(body))).success,
};

/** One method of version 1.4. Its body names a report suite within the caller's reach. */
export async function call14(deps: Deps, { method, body }: { method: string; body: unknown }): Promise<Answer> {
  if (!isMethod(method)) throw new Refusal("older_api.method", { known: Object.keys(BODIES_1_4).join(", ") });
  return await run(deps, method, body);
}

async function run<M extends Method14>(deps: Deps, method: M, body: unknown): Promise<Answer> {
  const parsed = BODIES_1_4[method].safeParse(body, { reportInput: true });
  if (!parsed.success) throw new Refusal("request.wrong", { where: "body" }, { faults: faultsOf(parsed.error) });
  // The schema of this method made it; indexing loses that.
  return await METHODS[method](deps, parsed.data as Body14<M>);
}

function isMethod(method: string): method is Method14 {
  return Object.hasOwn(BODIES_1_4, method);
}

function shown(account: DataSourceAccount): Account14 {
  return {
    id: String(account.data_source_id),
    processing_type: "generic",
    name: account.name,
    email: account.email,
    activatedDate: account.date_created,
    ftp: { path: "/", loginID: account.ftp_username, password: account.ftp_username === "" ? "" : "********" },
    haltOnWarning: false,
    haltOnError: account.on_errors === "stop",
    lockedByError: account.stopped_by !== null,
  };
}
