import type { DateFormat, RejectionCode } from "@rapport/contract/data-sources";
import { ROW_RULES } from "./row-rules.ts";

/** What is wrong with the cell of a date, for saying it in a person's language. */
export type DateFault =
  | { readonly kind: "format" }
  | { readonly kind: "year"; readonly year: number }
  | { readonly kind: "month"; readonly month: number }
  | { readonly kind: "day"; readonly day: number; readonly month: number; readonly year: number }
  | { readonly kind: "time"; readonly time: string };

/** A cell of the column `Date`: a day that exists, with its time where it has one, or what is wrong. */
export type ReadDate =
  | { readonly kind: "date"; readonly day: number; readonly secondOfDay: number | null }
  | { readonly kind: "fault"; readonly fault: DateFault };

/** Reads `MM/DD/YYYY` or `MM/DD/YYYY/HH/mm/SS`, or the day first where the source says so; zeros in front may be left out. `day` is its midnight as if the zone were UTC. */
export function readDate(cell: string, format: DateFormat = "month_first"): ReadDate {
  const parts = ROW_RULES.date
    .exec(cell)
    ?.slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if (parts === undefined) return { kind: "fault", fault: { kind: "format" } };
  const [first = 0, other = 0, year = 0, hour, minute = 0, second = 0] = parts;
  const [month, date] = format === "month_first" ? [first, other] : [other, first];
  if (month < 1 || month > 12) return { kind: "fault", fault: { kind: "month", month } };
  if (year < ROW_RULES.oldestYear || year > ROW_RULES.newestYear) return { kind: "fault", fault: { kind: "year", year } };
  const day = Date.UTC(year, month - 1, date);
  if (new Date(day).getUTCMonth() !== month - 1 || date < 1) return { kind: "fault", fault: { kind: "day", day: date, month, year } };
  if (hour === undefined) return { kind: "date", day, secondOfDay: null };
  if (hour > 23 || minute > 59 || second > 59) return { kind: "fault", fault: { kind: "time", time: [hour, minute, second].map(twoDigits).join(":") } };
  return { kind: "date", day, secondOfDay: hour * 3600 + minute * 60 + second };
}

/** The value of a `row.cells` rejection: `4 of 5 cells`. */
export function cellsValue({ found, expected }: { found: number; expected: number }): string {
  return `${found} of ${expected} cells`;
}

/** In words, what is wrong with a rejected row and what to do. */
export function rejectionMessage({ code, value }: { code: RejectionCode; value: string }): string {
  if (code === "date.format") return dateMessage(value);
  const cells = code === "row.cells" ? cellsOf(value) : null;
  if (cells !== null)
    return `The row has ${cells.found} ${cells.found === 1 ? "cell" : "cells"}, the header has ${cells.expected} ${cells.expected === 1 ? "column" : "columns"}. Give every column a cell; a blank one keeps its tab.`;
  return MESSAGES[code];
}

/** Found and expected cells of a `row.cells` rejection; null for one that was kept in another form. */
export function cellsOf(value: string): { found: number; expected: number } | null {
  const [, found, expected] = /^(\d+) of (\d+) cells$/.exec(value) ?? [];
  return found === undefined || expected === undefined ? null : { found: Number(found), expected: Number(expected) };
}

const MONTH_FIRST = "The month comes first: MM/DD/YYYY.";

function dateMessage(cell: string): string {
  const read = readDate(cell);
  const fault: DateFault = read.kind === "fault" ? read.fault : { kind: "format" };
  switch (fault.kind) {
    case "format":
      return "This is not written as a date is here. The month comes first: MM/DD/YYYY, or MM/DD/YYYY/HH/mm/SS with a time.";
    case "month":
      return `There is no month ${fault.month}. ${MONTH_FIRST}`;
    case "day":
      return `This date does not exist: month ${fault.month} of ${fault.year} has no day ${fault.day}. ${MONTH_FIRST}`;
    case "year":
      return `The year ${fault.year} is not taken, only ${ROW_RULES.oldestYear} to ${ROW_RULES.newestYear}. ${MONTH_FIRST}`;
    case "time":
      return `There is no time ${fault.time}. Write MM/DD/YYYY/HH/mm/SS, with hours from 00 to 23.`;
  }
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

const MESSAGES: Readonly<Record<RejectionCode, string>> = {
  "row.cells": "The row has another number of cells than the header. Give every column a cell; a blank one keeps its tab.",
  "row.too_long": "The row is longer than 4,096 bytes. Shorten it.",
  "row.no_metric": "The row has no metric. Fill at least one metric column, such as Orders, Price or an event.",
  "row.no_dimension": "The row has no dimension, and this data source is strict. Fill at least one dimension.",
  "row.signs":
    "The row sells and takes back at once: the signs of its orders, units and price differ. Give what is taken back a minus everywhere, or tell the data source that returns have positive prices.",
  "date.missing": "The row has no date.",
  "date.format": MONTH_FIRST,
  "date.day_first": "This is not a date of a data source whose days come first: DD/MM/YYYY, or DD/MM/YYYY/HH/mm/SS with a time.",
  "date.future": "The date lies in the future. The month comes first: MM/DD/YYYY.",
  "dimension.semicolon": "A dimension cannot hold a semicolon. Replace it.",
  "metric.not_a_number": "Not a number of at most 14 digits before its decimals. Write digits with a point for decimals, such as -12.50.",
  "metric.ambiguous": "A comma before three digits can part thousands or decimals. Write 1234 or 1.234.",
  "transactionid.several": "One transaction id a row. Repeat the row for each id.",
  "transactionid.too_long": "A transaction id has at most 100 bytes.",
  "visitorid.too_long": "A visitor id has at most 100 bytes.",
};
