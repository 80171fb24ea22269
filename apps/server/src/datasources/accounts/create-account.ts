import { Refusal } from "@rapport/contract";
import type { DataSourceAccount, DataSourceType, SourceColumn } from "@rapport/contract/data-sources";
import { withHeaders, wrongColumns } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { makePassword } from "../sftp/access.ts";
import { addAccount, type AccountReading } from "./account-queries.ts";
import { shownAccount } from "./accounts.ts";
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
  const wrong = wrongColumns(given.type, columns);
  if (wrong?.why === "unknown") throw new Refusal("mapping.unknown", { column: JSON.stringify(wrong.to) });
  if (wrong !== undefined) throw new Refusal("mapping.twice", { column: JSON.stringify(wrong.to) });
  const account = await addAccount(deps.db, { ...rest, name: name ?? "", email: email ?? "", columns: withHeaders(columns), created_at: deps.clock.now() });
  if (deps.fileDoors?.sftp === undefined) return shownAccount(deps, { account, timeZone });
  const { password } = await makePassword(deps, { rsid: account.rsid, dataSourceId: account.id });
  return shownAccount(deps, { account, timeZone, password });
}
