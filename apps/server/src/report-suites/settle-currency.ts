import type { Deps } from "../deps.ts";
import { lockSuite, setSettledCurrency, settledCurrencies, suiteByRsid } from "./queries.ts";
import { storedSettings } from "./settings.ts";

/**
 * The currencies of suites that get amounts: settled from now on (CY4). Call it before the first of them is written: an amount that
 * was read under an earlier currency is then known to be in another one. A suite that is not there has none.
 */
export async function settleCurrencies({ db }: Pick<Deps, "db">, rsids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const settled = new Map<string, string>();
  if (rsids.length === 0) return settled;
  for (const { rsid, settled_currency } of await settledCurrencies(db, rsids)) settled.set(rsid, settled_currency ?? (await settle({ db }, rsid)));
  return settled;
}

/** While the suite is locked its currency does not change, and who changes it next sees that it is settled. */
async function settle({ db }: Pick<Deps, "db">, rsid: string): Promise<string> {
  return await db.transaction().execute(async (trx) => {
    await lockSuite(trx, rsid);
    const suite = await suiteByRsid(trx, rsid);
    if (suite === undefined) throw new Error("a report suite is gone");
    const currency = suite.settled_currency ?? storedSettings(suite.settings).currency;
    if (suite.settled_currency === null) await setSettledCurrency(trx, { rsid, currency });
    return currency;
  });
}
