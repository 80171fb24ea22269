import { getCurrencyRates, putCurrencyRates } from "@rapport/contract/report-suites";
import type { Deps } from "../deps.ts";
import { route, type App } from "../http/index.ts";
import { suiteOrRefusal } from "../report-suites/index.ts";
import { putRates } from "./put-rates.ts";
import { ratesOf } from "./queries.ts";

export function register(app: App, deps: Deps): void {
  route(app, getCurrencyRates, async ({ params, query }) => {
    await suiteOrRefusal(deps.db, params.rsid);
    return { rates: await ratesOf(deps.db, { rsid: params.rsid, ...query }) };
  });
  route(app, putCurrencyRates, ({ params, query, body }) => putRates(deps, { rsid: params.rsid, rates: body.rates, ...query }));
}
