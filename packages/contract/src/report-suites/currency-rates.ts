import { z } from "zod";
import { BatchQuery, PARTIAL, RefusedRow, rowsOf } from "../batches.ts";
import { Currency } from "../currency.ts";
import { endpoint } from "../endpoint.ts";
import { wrongAs } from "../refusals/index.ts";
import { RsidPath } from "./suites.ts";

/** How many digits a rate has before and after its point. */
const RATE = /^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/;

/** The value of one unit of a currency in the suite's: an exact positive decimal. A text, because a JSON number is a binary fraction. */
const Rate = z.string().trim().regex(RATE, wrongAs("form.rate"));

/** A rate for a day of the suite's calendar (CY1). */
export const NewRate = z.strictObject({
  day: z.iso.date(),
  from: Currency,
  /** Any currency except the suite's own. */
  to: Currency.optional(),
  rate: Rate,
});
export type NewRate = z.infer<typeof NewRate>;

export const CurrencyRate = NewRate.extend({
  to: Currency,
  /** True once it converted an amount. Then it changes only on explicit request. */
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
  summary: `Give rates for days, as JSON or as CSV with the columns day, from, to and rate. ${PARTIAL} Rates that are not named stay. Amounts that waited for a rate are converted at once. A rate that converted amounts changes only with \`changeUsed=true\`, and only for amounts that come later.`,
  params: RsidPath,
  query: BatchQuery.extend({ changeUsed: z.stringbool().default(false) }),
  body: z.strictObject({ rates: rowsOf(NewRate, { most: MOST_ROWS }) }),
  described: { body: z.strictObject({ rates: z.array(NewRate).min(1).max(MOST_ROWS) }) },
  maxBodyBytes: 2 * 1024 * 1024,
  reply: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), refused: z.array(RefusedRow).optional() }),
  csv: { rows: "rates", columns: COLUMNS },
});
