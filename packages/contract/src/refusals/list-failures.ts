import { z } from "zod";
import { listed, NONE, saying } from "./saying.ts";

const Line = z.object({ line: z.int() });
const Column = z.object({ column: z.string() });

/** Why a CSV file with rows of a list could not be read or applied, and what to change. */
export const LIST_FAILURES = {
  "list.column_twice": saying(Column, ({ column }) => `The first line names the column ${column} twice. Keep one of them.`),
  "list.encoding": saying(
    Line,
    ({ line }) => `Line ${line} holds bytes that are not UTF-8 text. In the spreadsheet choose Save As, then CSV UTF-8, and send that file.`,
  ),
  "list.interrupted": saying(
    z.object({ times: z.int() }),
    ({ times }) => `The server ended ${times} times while it worked on this file, so it does not try again. Send the file in smaller parts.`,
  ),
  "list.key_missing": saying(
    Column.extend({ found: z.array(z.string()) }),
    ({ column, found }) =>
      `The first line has to name the columns, among them ${column}. ${found.length === 0 ? "The file is empty." : `It names ${listed(found)}.`}`,
  ),
  "list.line": saying(Line, ({ line }) => `Line ${line} cannot be read: a quotation mark is missing or is in the wrong place. Nothing of the file was stored.`),
  "list.no_rows": saying(NONE, () => "The file names its columns but holds no rows."),
  "list.not_done": saying(NONE, () => "The file could not be read to its end because of a fault on our side. Send it again."),
  "list.not_text": saying(z.object({ kind: z.enum(["workbook", "compressed", "document", "binary"]) }), ({ kind }) => NOT_TEXT[kind]),
  "list.nothing_applied": saying(
    z.object({ invalid: z.int() }),
    ({ invalid }) => `Nothing was stored: ${invalid === 1 ? "1 row is" : `${invalid} rows are`} not right any more, because something else changed meanwhile.`,
  ),
  "list.rights_gone": saying(NONE, () => "Whoever sent this file may not change this list any more. Rows that were not stored by then are not stored."),
  "list.too_large": saying(z.object({ megabytes: z.int() }), ({ megabytes }) => `A file for this list may have at most ${megabytes} MB. Split it.`),
  "list.too_many_rows": saying(z.object({ most: z.int() }), ({ most }) => `The file holds more than ${most} rows. Split it.`),
  "list.stopped": saying(NONE, () => "Somebody stopped it. Rows that were not stored by then are not stored."),
  "list.waited": saying(NONE, () => "The file was deleted, because nobody stored it within a day after it was checked. Send it again."),
} as const;

const NOT_TEXT = {
  workbook: "This is a workbook or a zip file, not text. In the spreadsheet choose Save As, then CSV UTF-8, and send that file.",
  compressed: "This file is compressed. Unpack it and send the CSV file that is inside.",
  document: "This is a PDF document, not text. Send the rows as CSV.",
  binary: "The file holds characters that no text has. In the spreadsheet choose Save As, then CSV UTF-8, and send that file.",
} as const;
