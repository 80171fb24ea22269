import type { PlainKey } from "@rapport/app-shell";
import { changeDataSource, DateFormat, EarlyRows, HashLines, OnErrors, RepeatedRows, ReturnPrices, UploadMode } from "@rapport/contract/data-sources";
import type { z } from "zod";
import type { readingTexts } from "./reading-texts.ts";

/** The settings by which a source's files are read. */
export const Reading = changeDataSource.body.omit({ columns: true }).required();
export type Reading = z.output<typeof Reading>;
export type ReadingName = keyof Reading;

type Key = PlainKey<typeof readingTexts>;
interface Choice {
  readonly label: Key;
  readonly hint: Key;
}

/** Every setting with its choices, in the order on the screen. */
export const READING: { readonly [Name in ReadingName]: { readonly label: Key; readonly values: { readonly [Value in Reading[Name]]: Choice } } } = {
  date_format: {
    label: "dates",
    values: { month_first: { label: "monthFirst", hint: "monthFirstHint" }, day_first: { label: "dayFirst", hint: "dayFirstHint" } },
  },
  mode: {
    label: "badRows",
    values: { lenient: { label: "lenient", hint: "lenientHint" }, strict: { label: "strict", hint: "strictHint" } },
  },
  early_rows: {
    label: "earlyRows",
    values: { warn: { label: "countAndSay", hint: "earlyWarnHint" }, reject: { label: "reject", hint: "earlyRejectHint" } },
  },
  repeated_rows: {
    label: "repeatedRows",
    values: { warn: { label: "countAndSay", hint: "repeatedWarnHint" }, reject: { label: "reject", hint: "repeatedRejectHint" } },
  },
  return_prices: {
    label: "returnPrices",
    values: { negative: { label: "negative", hint: "negativeHint" }, positive: { label: "positive", hint: "positiveHint" } },
  },
  hash_lines: {
    label: "hashLines",
    values: { comments: { label: "comments", hint: "commentsHint" }, rows: { label: "rows", hint: "rowsHint" } },
  },
  on_errors: {
    label: "onErrors",
    values: { continue: { label: "goOn", hint: "goOnHint" }, stop: { label: "stop", hint: "stopHint" } },
  },
};

// The keys of a literal are the settings, in the order they are written in.
export const READING_NAMES = Object.keys(READING) as ReadingName[];

/** The contract's defaults for a new source. */
export const READING_START = {
  date_format: DateFormat.enum.month_first,
  mode: UploadMode.enum.lenient,
  early_rows: EarlyRows.enum.warn,
  repeated_rows: RepeatedRows.enum.warn,
  return_prices: ReturnPrices.enum.negative,
  hash_lines: HashLines.enum.comments,
  on_errors: OnErrors.enum.continue,
} satisfies Reading;

/** The name of a chosen value, and what it does. */
export function choiceOf<Name extends ReadingName>(name: Name, value: Reading[Name]): Choice {
  return READING[name].values[value];
}
