import { z } from "zod";
import { Currency } from "../currency.ts";
import { endpoint } from "../endpoint.ts";
import { wrongAs } from "../refusals/index.ts";
import { RsidPath } from "./suites.ts";

/** Digits of a rate before and after its point. */
const RATE = /^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/;

/** What one unit of a currency is worth in the suite's, an exact decimal above nothing. A text, because a JSON number is a binary fraction. */
const Rate = z.string().trim().regex(RATE, wrongAs("form.rate"));

/** A rate of a day of the suite's calendar (CY1). */
const NewRate = z.strictObject({
  day: z.iso.date(),
  from: Currency,
  /** The suite's own, which it is without. */
  to: Currency.optional(),
  rate: Rate,
});
export type NewRate = z.infer<typeof NewRate>;

export const CurrencyRate = NewRate.extend({
  to: Currency,
  /** True once an amount was converted by it: it changes only when that is asked for. */
  used: z.boolean(),
}).meta({ id: "CurrencyRate" });
export type CurrencyRate = z.infer<typeof CurrencyRate>;

const COLUMNS = ["day", "from", "to", "rate"];
const MOST_ROWS = 10_000;

export const getCurrencyRates = endpoint({
  name: "getCurrencyRates",
  method: "GET",
  path: "/api/report-suites/:rsid/currency-rates",
  permission: "reportSuite.read",
  summary: "The rates by which amounts in other currencies are converted, the newest day first, 10,000 at most; as CSV for `Accept: text/csv`.",
  params: RsidPath,
  query: z.object({ currency: Currency.optional(), firstDay: z.iso.date().optional(), lastDay: z.iso.date().optional() }),
  reply: z.object({ rates: z.array(CurrencyRate) }),
  csv: { rows: "rates", columns: COLUMNS },
});

export const putCurrencyRates = endpoint({
  name: "putCurrencyRates",
  method: "PUT",
  path: "/api/report-suites/:rsid/currency-rates",
  permission: "reportSuite.manage",
  summary:
    "Give rates of days, all or none, as JSON or as CSV with the columns day, from, to and rate. Rates that are not named stay. Amounts that waited for them are converted at once. One that amounts were converted by changes only with `changeUsed=true`, and then for amounts that come later.",
  params: RsidPath,
  query: z.object({ changeUsed: z.stringbool().default(false) }),
  body: z.strictObject({ rates: z.array(NewRate).min(1).max(MOST_ROWS) }),
  maxBodyBytes: 2 * 1024 * 1024,
  reply: z.object({ added: z.int(), changed: z.int(), unchanged: z.int() }),
  csv: { rows: "rates", columns: COLUMNS },
});
