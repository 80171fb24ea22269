import { z } from "zod";
import { reason } from "./reason.ts";
import { NONE } from "./saying.ts";

/** Report suites and reports. */
export const REPORTING_REASONS = {
  "currency_rate.used": reason(
    "conflict",
    NONE,
    () =>
      "Amounts were converted by some of these rates. To change them for amounts that come later, ask again with changeUsed=true. Amounts that were converted stay as they are.",
  ),
  "currency_rate.wrong": reason("invalid", NONE, () => "Some rates cannot be kept."),
  "metric.built_in": reason("forbidden", z.object({ name: z.string() }), ({ name }) => `${name} is of every report suite. Save one of your own instead.`),
  "metric.not_found": reason("not_found", z.object({ id: z.string() }), ({ id }) => `There is no calculated metric ${id}.`),
  "metric.of_another": reason(
    "forbidden",
    z.object({ owner: z.string() }),
    ({ owner }) => `This calculated metric is ${owner}'s. They change it, and everybody who manages the report suite.`,
  ),
  "metric.definition": reason("invalid", NONE, () => "This metric cannot be calculated."),
  "report.date_range": reason("invalid", NONE, () => "This date range cannot be read."),
  "report.definition": reason("invalid", NONE, () => "This report cannot be made."),
  "report.item": reason("invalid", NONE, () => "The report has no such item."),
  "report.numbers_large": reason("invalid", NONE, () => "A calculated metric of this report gives numbers with more than 28 digits before the point."),
  "report.queue_full": reason(
    "busy",
    z.object({ waiting: z.int() }),
    ({ waiting }) => `${waiting} reports wait for their turn already, which is as many as may. Ask again in a moment.`,
  ),
  "report.search": reason("invalid", NONE, () => "This search cannot be read."),
  "report.took_long": reason(
    "busy",
    z.object({ minutes: z.int() }),
    ({ minutes }) => `This report took more than ${minutes} minutes and was stopped. Ask for a shorter date range or fewer columns.`,
  ),
  "report_suite.currency_settled": reason(
    "conflict",
    z.object({ rsid: z.string(), currency: z.string() }),
    ({ rsid, currency }) =>
      `Report suite ${rsid} holds amounts in ${currency}, so its currency cannot change. Create another report suite for the other currency.`,
  ),
  "report_suite.exists": reason("conflict", z.object({ rsid: z.string() }), ({ rsid }) => `There is a report suite ${rsid} already.`),
  "report_suite.not_found": reason("not_found", z.object({ rsid: z.string() }), ({ rsid }) => `There is no report suite ${rsid}.`),
  "variable.setting_misplaced": reason("invalid", NONE, () => "Some settings do not fit their variables."),
  "segment.definition": reason("invalid", NONE, () => "This segment cannot be counted."),
  "segment.of_another": reason(
    "forbidden",
    z.object({ owner: z.string() }),
    ({ owner }) => `This segment is ${owner}'s. They change it, and everybody who manages the report suite.`,
  ),
  "report.not_found": reason("not_found", z.object({ id: z.string() }), ({ id }) => `There is no ${id}.`),
  "segment.not_found": reason("not_found", z.object({ id: z.string() }), ({ id }) => `There is no segment ${id}.`),
} as const;
