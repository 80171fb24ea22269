import type { Deps } from "../deps.ts";
import { lockSuite, setSettledCurrency, settledCurrencies, suiteByRsid } from "./queries.ts";
import { storedSettings } from "./settings.ts";

/**
 * Fixes the currencies of suites that get amounts, and returns them (CY4). Call it before the first amount is written. Then an amount that
 * was read under an earlier currency is known to be in that one. An unknown suite has no entry.
 */
export async function settleCurrencies({ db }: Pick<Deps, "db">, rsids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const settled = new Map<string, string>();
  if (rsids.length === 0) return settled;
  for (const { rsid, settled_currency } of await settledCurrencies(db, rsids)) settled.set(rsid, settled_currency ?? (await settle({ db }, rsid)));
  return settled;
}

/** While the suite is locked its currency does not change, and the next change sees that it is fixed. */
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
