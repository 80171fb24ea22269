import { z } from "zod";
import { LIST_FAILURES } from "./list-failures.ts";
import { inEnglish, NONE, readSaid, said, saying, type ParamsOf, type Said } from "./saying.ts";

/** The name of a column, safe to show: in quotes, shortened, with control characters escaped. */
const Column = z.object({ column: z.string() });
const UnknownColumn = z.discriminatedUnion("why", [
  z.object({ why: z.literal("unnamed"), position: z.int() }),
  Column.extend({ why: z.literal("retired") }),
  Column.extend({ why: z.literal("replaced"), instead: z.enum(["event", "evar", "zip", "currency", "product_columns", "not_counted"]) }),
  Column.extend({ why: z.literal("too_high"), most: z.string() }),
  Column.extend({ why: z.literal("misspelled"), meant: z.string() }),
  Column.extend({ why: z.literal("one_column") }),
  Column.extend({ why: z.literal("unsupported"), position: z.int() }),
]);
const Rows = z.object({ rows: z.int() });
/** Why a workbook is not read. */
const WrongWorkbook = z.discriminatedUnion("why", [
  z.object({ why: z.literal("no_sheet"), sheet: z.string() }),
  z.object({ why: z.literal("too_large"), megabytes: z.int() }),
  z.object({ why: z.literal("damaged") }),
]);
/** Why nothing is taken out of a packed file. `method`: it is packed in a way that is not read. `path`: the name of its file leads into a folder. */
const Packed = z.discriminatedUnion("why", [
  z.object({ why: z.literal("several"), files: z.int() }),
  z.object({ why: z.enum(["none", "path", "encrypted", "method", "twice", "damaged"]) }),
]);

/** Why a whole file could not be read, and what to change; no row of it is loaded. */
export const FILE_FAILURES = {
  ...LIST_FAILURES,
  "account.deleted": saying(NONE, () => "The data source was deleted before the file's turn came; nothing of it is in reports."),
  "file.altered": saying(NONE, () => "The file was changed on the server after it was taken; nothing of it is in reports. Send it again."),
  "file.empty": saying(NONE, () => "The file holds no header line. The first line that is not a comment names the columns."),
  "file.encoding": saying(
    z.object({ byte: z.int(), encoding: z.enum(["utf-8", "utf-16le", "utf-16be"]) }),
    ({ byte, encoding }) =>
      `Byte ${byte} of the file is not ${encoding.toUpperCase()} text. ${encoding === "utf-8" ? "Save the file as UTF-8, or as UTF-16 with a byte order mark." : "The file may have been cut off; save it again."}`,
  ),
  "file.currency_changed": saying(
    z.object({ before: z.string(), now: z.string() }),
    ({ before, now }) =>
      `The report suite's currency was ${before} when the file was sent, and is ${now} now; nothing of the file is in reports. Send it again with amounts in ${now}.`,
  ),
  "file.gone": saying(NONE, () => "The uploaded file is no longer on the server; nothing of it is in reports. Send it again."),
  "file.line_too_long": saying(
    z.object({ line: z.int(), megabytes: z.int() }),
    ({ line, megabytes }) => `Line ${line} does not end within ${megabytes} MB. Is this a text file?`,
  ),
  "file.looks_day_first": saying(Rows, ({ rows }) => looksDifferent({ rows, written: "day", other: "month" })),
  "file.looks_month_first": saying(Rows, ({ rows }) => looksDifferent({ rows, written: "month", other: "day" })),
  "file.no_rows": saying(NONE, () => "The file holds a header but no rows."),
  "file.not_loaded": saying(NONE, () => "The file could not be loaded because of a fault on our side; nothing of it is in reports. Send it again."),
  "file.not_text": saying(z.object({ kind: z.enum(["workbook", "compressed", "document"]) }), ({ kind }) => NOT_TEXT[kind]),
  "file.packed": saying(Packed, (packed) => wrongPacked(packed)),
  "file.unpacks_too_large": saying(
    z.object({ megabytes: z.int() }),
    ({ megabytes }) => `The file is larger than ${megabytes} MB when it is unpacked. Split it.`,
  ),
  "file.unpacks_too_far": saying(
    z.object({ times: z.int() }),
    ({ times }) => `Unpacked, the file is more than ${times} times as large as it was sent, as rows never are. Send it unpacked.`,
  ),
  "file.parts_too_large": saying(
    z.object({ megabytes: z.int() }),
    ({ megabytes }) => `The parts of the job hold more than ${megabytes} MB together, so nothing of it was loaded. Divide it into several jobs.`,
  ),
  "file.unfinished": saying(
    z.object({ parts: z.int(), hours: z.int() }),
    ({ parts, hours }) =>
      `${parts === 1 ? "1 part" : `${parts} parts`} of the job came, and its last part did not come within ${hours} hours; nothing of it was loaded. Send the job anew.`,
  ),
  "file.too_many_parts": saying(
    z.object({ most: z.int() }),
    ({ most }) => `The job came in more than ${most} parts, so nothing of it was loaded. Divide it into several jobs, or send more rows in a part.`,
  ),
  "file.too_many_days": saying(
    z.object({ days: z.int(), most: z.int() }),
    ({ days, most }) => `The file holds rows of ${days} different days; ${most} is the most. Split it.`,
  ),
  "file.strict": saying(
    Rows,
    ({ rows }) =>
      `${rows === 1 ? "1 row has a fault" : `${rows} rows have a fault`}, and this data source is strict: nothing of the file was loaded. Mend what the receipt names and send the file again.`,
  ),
  "file.none_to_replace": saying(
    z.object({ upload: z.int() }),
    ({ upload }) =>
      `Every row of the file is rejected, so the rows of upload ${upload} stay as they were. Mend what the receipt names and send the file again.`,
  ),
  "file.replaced_undone": saying(
    z.object({ upload: z.int() }),
    ({ upload }) =>
      `Upload ${upload}, which this file was to replace, was undone or replaced before its turn came; nothing of this file is in reports. Send it as a new one.`,
  ),
  "file.row_open": saying(
    z.object({ line: z.int(), megabytes: z.int() }),
    ({ line, megabytes }) => `The row that begins in line ${line} does not end within ${megabytes} MB: a quote in it is never closed, or this is no CSV file.`,
  ),
  "file.workbook": saying(WrongWorkbook, (wrong) => wrongWorkbook(wrong)),
  "mapping.dates_swapped": saying(
    Rows.extend({ written: z.string() }),
    ({ rows, written }) =>
      `The dates look as if day and month stood the other way round: ${rows} rows have a date that is none when it is read as ${written}, and no row has one that must be. Nothing was loaded. Say in the mapping of the data source how dates are written, or write them as ${written}.`,
  ),
  "mapping.column_missing": saying(
    Column,
    ({ column }) => `The mapping of the data source names a column ${column}, which the file does not have. Add it to the file, or change the mapping.`,
  ),
  "mapping.column_unknown": saying(
    Column.extend({ position: z.int() }),
    ({ column, position }) =>
      `The mapping of the data source does not name the column ${column} (column ${position}). Say in the mapping what it is, or that others are left out.`,
  ),
  "header.too_long": saying(NONE, () => "The header line is too long. Is this a tab-separated text file?"),
  "header.no_date": saying(NONE, () => 'The header has no column "Date". Add it; every row needs a date.'),
  "header.unknown": saying(UnknownColumn, (column) => unknownColumn(column)),
  "header.duplicate": saying(Column, ({ column }) => `The column ${column} stands twice in the header. Keep one of them.`),
} as const;

export type FileFailureCode = keyof typeof FILE_FAILURES;
export type FileFailure = Said<typeof FILE_FAILURES>;

export function fileFailure<C extends FileFailureCode>(code: C, params: ParamsOf<typeof FILE_FAILURES, C>): Said<typeof FILE_FAILURES, C> {
  return said(FILE_FAILURES, code, params);
}

export function readFileFailure(value: unknown): FileFailure | null {
  return readSaid(FILE_FAILURES, value);
}

export function fileFailureInEnglish(failure: FileFailure): string {
  return inEnglish(FILE_FAILURES, failure);
}

const NOT_TEXT = {
  workbook: "This is a workbook or a zip file, not text. In the spreadsheet choose Save As, then Text (Tab delimited) (*.txt), and send that file.",
  compressed: "This file is compressed. Unpack it and send the tab-separated text that is inside.",
  document: "This is a PDF document, not text. Send the rows as tab-separated text (.txt).",
} as const;

function wrongWorkbook(wrong: z.infer<typeof WrongWorkbook>): string {
  switch (wrong.why) {
    case "no_sheet":
      return `The workbook has no sheet "${wrong.sheet}", which the mapping of the data source names.`;
    case "too_large":
      return `The texts of the workbook are more than ${wrong.megabytes} MB. Split it, or send it as CSV.`;
    case "damaged":
      return "The workbook is damaged, or it is none of Excel (.xlsx). Open it, save it as .xlsx, and send it again.";
  }
}

function wrongPacked(packed: z.infer<typeof Packed>): string {
  switch (packed.why) {
    case "several":
      return `The zip holds ${packed.files} files. Send each of them by itself.`;
    case "none":
      return "The zip holds no file. Pack the file again, or send it unpacked.";
    case "path":
      return "The file in the zip lies in a folder. Pack the file alone, without its folder.";
    case "encrypted":
      return "The zip is encrypted. Send it without a password.";
    case "method":
      return "The zip is packed in a way that is not read here. Choose the usual way (Deflate), or send the file unpacked.";
    case "twice":
      return "In the packed file is another packed file, or a workbook. Pack the text once, or send it unpacked.";
    case "damaged":
      return "The packed file is damaged or was cut off. Pack it again and send it again.";
  }
}

function looksDifferent({ rows, written, other }: { rows: number; written: string; other: string }): string {
  return `The dates look ${written}-first: ${rows} rows have a date that is none with the ${other} first, and no row has one that must be. Nothing was loaded. Set the date format of the data source to ${written} first, or write the dates with the ${other} first.`;
}

const INSTEAD = {
  event: "Count it as an event of your own: put the number under Event 1 to Event 1000.",
  evar: "Put the value under Evar 1 to Evar 250.",
  zip: "Use Zip for a postcode, or put the value under Evar 1 to Evar 250.",
  currency: "Amounts are in the currency of the report suite. Convert them if they are not, and take the column out.",
  product_columns: "A row has one product: use Product, Category, Quantity and Price.",
  not_counted: "Rows of files never change visits, visitors or page views. Take the column out, or put the number under Event 1 to Event 1000.",
} as const;

function unknownColumn(unknown: z.infer<typeof UnknownColumn>): string {
  switch (unknown.why) {
    case "unnamed":
      return `Column ${unknown.position} has no name. Name it or take it out, together with its tab.`;
    case "retired":
      return `The column ${unknown.column} is no longer supported. Take it out.`;
    case "replaced":
      return `The column ${unknown.column} is not read. ${INSTEAD[unknown.instead]}`;
    case "too_high":
      return `There is no column ${unknown.column}. The last one of its kind is ${unknown.most}.`;
    case "misspelled":
      return `The column ${unknown.column} is not known. Write it as ${unknown.meant}; spaces inside a name count.`;
    case "one_column":
      return `The header ${unknown.column} is one column. Separate the columns with tabs.`;
    case "unsupported":
      return `The column ${unknown.column} (column ${unknown.position}) is not supported. Use a header of the template, or take the column out.`;
  }
}
