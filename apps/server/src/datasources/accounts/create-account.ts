import type { DataSourceAccount, DataSourceType, SourceColumn } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import { makePassword } from "../sftp/access.ts";
import { addAccount, type AccountReading } from "./account-queries.ts";
import { shownAccount } from "./accounts.ts";
import { fittingColumns } from "./source-columns.ts";
import { timeZoneOf } from "./suite.ts";

/** With SFTP the answer has the login and its password, as clients of the documented interface expect it; no later answer has the password (SF1). */
export async function createAccount(
  deps: Pick<Deps, "db" | "clock" | "fileDoors">,
  given: AccountReading & {
    rsid: string;
    type: DataSourceType;
    name: string | undefined;
    email: string | undefined;
    columns?: readonly SourceColumn[] | undefined;
  },
): Promise<DataSourceAccount> {
  const timeZone = await timeZoneOf(deps.db, given.rsid);
  const { name, email, columns = [], ...rest } = given;
  const fitting = fittingColumns(given.type, columns);
  const account = await addAccount(deps.db, { ...rest, name: name ?? "", email: email ?? "", columns: fitting, created_at: deps.clock.now() });
  if (deps.fileDoors?.sftp === undefined) return shownAccount(deps, { account, timeZone });
  const { password } = await makePassword(deps, { rsid: account.rsid, dataSourceId: account.id });
  return shownAccount(deps, { account, timeZone, password });
}
