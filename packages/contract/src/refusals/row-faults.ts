import { z } from "zod";
import { inEnglish, NONE, readSaid, said, saying, type ParamsOf, type Said } from "./saying.ts";

/** Null for rows that an early version rejected. */
const Cells = z.union([z.int(), z.null()]);
const First = z.union([z.enum(["month", "day"]), z.null()]);
/** Which amount of a refund goes beyond its order, and how much of it is left. */
const Beyond = z.object({ of: z.enum(["orders", "units", "revenue", "product", "product.units", "product.revenue"]), left: z.string() });
const Most = z.object({ most: z.int() });

/** What is wrong with a date cell: its form, or a part that does not exist. */
export const DateFault = z.discriminatedUnion("fault", [
  z.object({ fault: z.literal("format") }),
  z.object({ fault: z.literal("month"), month: z.int() }),
  z.object({ fault: z.literal("day"), day: z.int(), month: z.int(), year: z.int() }),
  z.object({ fault: z.literal("year"), year: z.int(), from: z.int(), to: z.int() }),
  z.object({ fault: z.literal("time"), time: z.string() }),
]);
export type DateFault = z.infer<typeof DateFault>;

const MONTH_FIRST = { day: "MM/DD/YYYY", order: "The month comes first" };
const DAY_FIRST = { day: "DD/MM/YYYY", order: "The day comes first" };

/** Why a row of a file is rejected, and what to do about it. */
export const ROW_FAULTS = {
  "row.cells": saying(z.object({ found: Cells, expected: Cells }), ({ found, expected }) =>
    found === null || expected === null
      ? "The row has another number of cells than the header. Give every column a cell; a blank one keeps its tab."
      : `The row has ${found} ${found === 1 ? "cell" : "cells"}, the header has ${expected} ${expected === 1 ? "column" : "columns"}. Give every column a cell; a blank one keeps its tab.`,
  ),
  "row.too_long": saying(Most, ({ most }) => `The row is longer than ${most} bytes. Shorten it.`),
  "row.no_metric": saying(NONE, () => "The row has no metric. Fill at least one metric column, such as Orders, Price or an event."),
  "row.no_dimension": saying(NONE, () => "The row has no dimension, and this data source is strict. Fill at least one dimension."),
  "row.signs": saying(
    NONE,
    () =>
      "The row sells and takes back at once: the signs of its orders, units and price differ. Give what is taken back a minus everywhere, or tell the data source that returns have positive prices.",
  ),
  "row.repeated": saying(
    z.object({ upload: z.int() }),
    ({ upload }) => `Upload ${upload} has this row too. If it is meant to count twice, load the file again and ask for that.`,
  ),
  "refund.no_order": saying(NONE, () => "The row gives something back and names no order. Fill transactionID."),
  "refund.beyond_order": saying(Beyond, (beyond) => beyondOrder(beyond)),
  "cell.spreadsheet_error": saying(
    NONE,
    () => "The spreadsheet shows an error in place of a value, because a formula went wrong. Mend it there, or write the value in its cell.",
  ),
  "date.missing": saying(NONE, () => "The row has no date."),
  "date.format": saying(DateFault, (fault) => wrongDate(fault, MONTH_FIRST)),
  "date.day_first": saying(DateFault, (fault) => wrongDate(fault, DAY_FIRST)),
  "date.not_as_mapped": saying(z.object({ written: z.string() }), ({ written }) =>
    written === "serial"
      ? "This is no number of days, as the mapping of the data source says that dates are written."
      : `This is no date written as ${written}, with or without a time, as the mapping of the data source says.`,
  ),
  "date.future": saying(
    z.object({ first: First }),
    ({ first }) => `The date lies in the future.${first === null ? "" : ` The ${first} comes first: ${(first === "month" ? MONTH_FIRST : DAY_FIRST).day}.`}`,
  ),
  "date.before_order": saying(
    z.object({ order: z.string() }),
    ({ order }) => `The row is dated before its order, which is of ${order}. Correct the date, or the transaction id.`,
  ),
  "date.before_suite": saying(
    z.object({ first: z.string() }),
    ({ first }) => `The row is dated more than a year before the first hit of the report suite, which is of ${first}. Check the year.`,
  ),
  "dimension.semicolon": saying(NONE, () => "A dimension cannot hold a semicolon. Replace it."),
  "metric.not_a_number": saying(NONE, () => "Not a number of at most 14 digits before its decimals. Write digits with a point for decimals, such as -12.50."),
  "metric.not_as_mapped": saying(
    z.object({ decimals: z.enum(["point", "comma"]) }),
    ({ decimals }) => `Not a number with a ${decimals} before its decimals, as the mapping of the data source says.`,
  ),
  "metric.ambiguous": saying(NONE, () => "A comma before three digits can part thousands or decimals. Write 1234 or 1.234."),
  "transactionid.several": saying(NONE, () => "One transaction id a row. Repeat the row for each id."),
  "transactionid.too_long": saying(Most, ({ most }) => `A transaction id has at most ${most} bytes.`),
  "visitorid.too_long": saying(Most, ({ most }) => `A visitor id has at most ${most} bytes.`),
} as const;

export type RejectionCode = keyof typeof ROW_FAULTS;
// The names of an object literal are its keys.
export const RejectionCode = z.enum(Object.keys(ROW_FAULTS) as [RejectionCode, ...RejectionCode[]]);
export type RowFault = Said<typeof ROW_FAULTS>;

export function rowFault<C extends RejectionCode>(code: C, params: ParamsOf<typeof ROW_FAULTS, C>): Said<typeof ROW_FAULTS, C> {
  return said(ROW_FAULTS, code, params);
}

export function readRowFault(value: unknown): RowFault | null {
  return readSaid(ROW_FAULTS, value);
}

export function rowFaultInEnglish(fault: RowFault): string {
  return inEnglish(ROW_FAULTS, fault);
}

function beyondOrder({ of, left }: z.output<typeof Beyond>): string {
  switch (of) {
    case "product":
      return "The order has no such product. Write its SKU or its name as the order has it.";
    case "orders":
      return `The row takes back more orders than are left: ${left}.`;
    case "units":
      return `The row takes back more units than are left of the order: ${left}.`;
    case "revenue":
      return `The row takes back more money than is left of the order: ${left}.`;
    case "product.units":
      return `The row takes back more units than are left of this product in the order: ${left}.`;
    case "product.revenue":
      return `The row takes back more money than is left of this product in the order: ${left}.`;
  }
}

function wrongDate(fault: DateFault, { day, order }: typeof MONTH_FIRST): string {
  switch (fault.fault) {
    case "format":
      return `This is not written as a date is here. ${order}: ${day}, or ${day}/HH/mm/SS with a time.`;
    case "month":
      return `There is no month ${fault.month}. ${order}: ${day}.`;
    case "day":
      return `This date does not exist: month ${fault.month} of ${fault.year} has no day ${fault.day}. ${order}: ${day}.`;
    case "year":
      return `The year ${fault.year} is not taken, only ${fault.from} to ${fault.to}. ${order}: ${day}.`;
    case "time":
      return `There is no time ${fault.time}. Write ${day}/HH/mm/SS, with hours from 00 to 23.`;
  }
}
