import { z } from "zod";
import { reason } from "./reason.ts";
import { NONE } from "./saying.ts";

const OfUpload = z.object({ upload: z.int() });

const OfColumn = z.object({ column: z.string() });
const WrongColumns = z.discriminatedUnion("why", [
  z.object({ why: z.literal("none") }),
  z.object({ why: z.literal("differ") }),
  z.object({ why: z.literal("no_date") }),
  z.object({ why: z.literal("too_long") }),
  OfColumn.extend({ why: z.literal("unknown") }),
  OfColumn.extend({ why: z.literal("twice") }),
]);

const NotReplaceable = z.enum(["failed", "undone", "not_ended", "duplicate", "refunds", "under_way", "cluster", "mended"]);
const NotMendable = z.enum(["failed", "undone", "not_ended", "duplicate", "under_way"]);
const OfLine = z.object({ upload: z.int(), line: z.int() });

export const DATA_SOURCE_REASONS = {
  "data_source.inactive": reason(
    "conflict",
    z.object({ dataSourceId: z.int() }),
    ({ dataSourceId }) => `The data source ${dataSourceId} is deactivated and takes no files. Somebody who manages data sources can activate it again.`,
  ),
  "data_source.unknown": reason(
    "not_found",
    z.object({ dataSourceId: z.int(), rsid: z.string() }),
    ({ dataSourceId, rsid }) => `There is no data source ${dataSourceId} in the report suite ${rsid}.`,
  ),
  "delivery.unknown": reason("not_found", z.object({ delivery: z.int() }), ({ delivery }) => `There is no message ${delivery} in this report suite.`),
  "delivery.address_removed": reason(
    "conflict",
    NONE,
    () => "The address does not stand with the data source any more, so no mail is sent to it. Add it there first.",
  ),
  "delivery.mail_off": reason("conflict", NONE, () => "Mail is off on this server. Ask whoever runs it to set RAPPORT_SMTP_URL."),
  "webhook.unknown": reason("not_found", NONE, () => "There is no such webhook in this report suite."),
  "webhook.off": reason("conflict", NONE, () => "The webhook is off or was deleted, so nothing is sent to it. Turn it on first."),
  "webhook.too_many": reason(
    "conflict",
    z.object({ most: z.int() }),
    ({ most }) => `A report suite has at most ${most} webhooks. Delete one that is not needed any more.`,
  ),
  "webhook.wrong": reason("invalid", NONE, () => "The webhook cannot be kept like this."),
  "id_rule.busy": reason("conflict", NONE, () => "Another change of how this source's ids are read is still being made. Try again when it is done."),
  "id_rule.holds": reason(
    "conflict",
    NONE,
    () => "A change of how this source's ids are read holds, so ids that came are not as their files have them. Take it back first.",
  ),
  "id_rule.not_newest": reason("conflict", NONE, () => "Only the newest change that holds can be taken back."),
  "id_rule.same": reason("conflict", NONE, () => "The ids of this source are read in this way already."),
  "job.unknown": reason("not_found", z.object({ job: z.int() }), ({ job }) => `There is no job ${job} in this data source.`),
  "parts.cell": reason(
    "invalid",
    z.object({ why: z.enum(["split", "number"]), row: z.int(), column: z.int() }),
    ({ why, row, column }) =>
      `failed uploading data: row ${row}, column ${column} holds ${why === "split" ? "a tab or a line end, which no cell of a file can hold" : "a number too long to be exact; send it as text"}.`,
  ),
  "parts.cells": reason(
    "invalid",
    z.object({ row: z.int(), cells: z.int(), columns: z.int() }),
    ({ row, cells, columns }) => `failed uploading data: row ${row} has ${cells} cells, and there are ${columns} columns.`,
  ),
  "parts.columns": reason(
    "invalid",
    WrongColumns,
    (wrong) => `invalid columns, at least one is required and columns must match for each upload: ${wrongColumns(wrong)}`,
  ),
  "parts.row": reason(
    "invalid",
    z.object({ why: z.enum(["empty", "comment"]), row: z.int() }),
    ({ why, row }) => `failed uploading data: row ${row} ${why === "empty" ? "is empty" : "begins with #, which makes it a comment in this data source"}.`,
  ),
  "parts.too_many_jobs": reason(
    "conflict",
    z.object({ most: z.int() }),
    ({ most }) => `failed uploading data: the last part of ${most} jobs of this data source did not come yet. Finish one of them first.`,
  ),
  "parts.failed": reason(
    "invalid",
    z.object({ job: z.string() }),
    ({ job }) =>
      `failed uploading data: the job "${job}" failed because of an earlier part; GetJobs says why. Its rest is refused up to the part with \`finished\`. Then send it anew.`,
  ),
  "parts.job_failed": reason(
    "invalid",
    z.object({ job: z.string(), parts: z.int(), megabytes: z.int() }),
    ({ job, parts, megabytes }) =>
      `failed uploading data: the job "${job}" is larger than ${parts} parts or ${megabytes} MB, so all of it failed. Divide it into several jobs.`,
  ),
  "parts.job_name": reason(
    "invalid",
    NONE,
    () => "failed uploading data: a job's name holds letters and digits, and between them blanks, dots, hyphens and underscores.",
  ),
  "older_api.method": reason("invalid", z.object({ known: z.string() }), ({ known }) => `There is no such method. \`method\` is one of ${known}.`),
  "mend.mended": reason(
    "conflict",
    OfLine.extend({ by: z.int() }),
    ({ upload, line, by }) => `Line ${line} of upload ${upload} was mended already, by upload ${by}. Look there what became of it.`,
  ),
  "mend.no_row": reason("invalid", z.object({ line: z.int(), why: z.enum(["empty", "comment"]) }), ({ line, why }) =>
    why === "empty"
      ? `Line ${line} would be empty, and so no row. Fill its cells, or leave it as it was.`
      : `Line ${line} would begin with #, which makes it a comment in this data source. Begin it with something else.`,
  ),
  "mend.not_mendable": reason("conflict", OfUpload.extend({ why: NotMendable }), (not) => notMendable(not)),
  "mend.not_rejected": reason("conflict", OfLine, ({ upload, line }) => `Line ${line} of upload ${upload} was not rejected, so there is nothing to mend.`),
  "mend.twice": reason("invalid", z.object({ line: z.int() }), ({ line }) => `Line ${line} is there twice. Send each row once.`),
  "mapping.changed": reason("conflict", NONE, () => "Somebody changed the mapping meanwhile. Load the page again to see it."),
  "mapping.no_date": reason("invalid", NONE, () => "No column is read as Date. Every row needs a date."),
  "mapping.twice": reason("invalid", z.object({ column: z.string() }), ({ column }) => `The column ${column} stands twice in the mapping.`),
  "mapping.unknown": reason("invalid", z.object({ column: z.string() }), ({ column }) => `There is no header ${column} under which a column could be read.`),
  "resumable.beyond": reason("invalid", NONE, () => "More bytes came than the file was said to have. Send it anew with its right length."),
  "resumable.file_changed": reason("conflict", NONE, () => "The file was changed or moved while it was sent. Choose it again."),
  "resumable.header": reason(
    "invalid",
    z.object({ header: z.string(), expected: z.string() }),
    ({ header, expected }) => `The header ${header} is missing or wrong: ${expected}.`,
  ),
  "resumable.offset": reason("conflict", z.object({ received: z.int() }), ({ received }) => `${received} bytes of the file came so far. Go on from there.`),
  "resumable.taken_over": reason("conflict", NONE, () => "The file goes on over another connection."),
  "resumable.too_many": reason(
    "conflict",
    z.object({ most: z.int() }),
    ({ most }) => `${most} files of this data source were begun and not finished. Go on with one of them, or discard it.`,
  ),
  "resumable.unknown": reason(
    "not_found",
    NONE,
    () => "Nothing of this file is here any more: it was discarded, or nothing of it came for a week. Send it from its beginning.",
  ),
  "rows.none_of_days": reason(
    "conflict",
    z.object({ from: z.string(), to: z.string() }),
    ({ from, to }) => `No row of this data source stands in reports from ${from} to ${to}.`,
  ),
  "rows.not_in_reports": reason(
    "conflict",
    OfUpload.extend({ line: z.int() }),
    ({ upload, line }) => `Line ${line} of upload ${upload} is in no report, so there is nothing to take back.`,
  ),
  "sftp.key_unknown": reason("not_found", z.object({ key: z.int() }), ({ key }) => `There is no public key ${key} in this data source.`),
  "sftp.keys_full": reason("conflict", z.object({ most: z.int() }), ({ most }) => `A data source has at most ${most} public keys. Remove one first.`),
  "sftp.key_wrong": reason("invalid", NONE, () => "This public key cannot be used."),
  "sftp.off": reason("conflict", NONE, () => "This server takes no files by SFTP. Whoever runs it can set RAPPORT_SFTP_PORT."),
  "upload.disk_full": reason(
    "unavailable",
    NONE,
    () => "The server's disk is nearly full, so the file was not taken. Make room, or undo an upload that is not needed, and send it again.",
  ),
  "upload.duplicate": reason(
    "conflict",
    OfUpload.extend({ of: z.int() }),
    ({ upload, of }) => `Upload ${upload} loaded nothing: its file is that of upload ${of}. Undo that one.`,
  ),
  "upload.failed": reason("conflict", OfUpload, ({ upload }) => `Upload ${upload} failed and loaded nothing, so there is nothing to undo.`),
  "upload.not_ended": reason("conflict", OfUpload, ({ upload }) => `Upload ${upload} is still being loaded. Undo it when its job has ended.`),
  "upload.not_judged": reason("conflict", OfUpload, ({ upload }) => `No row of upload ${upload} was judged, so none was rejected.`),
  "upload.not_replaceable": reason("conflict", OfUpload.extend({ why: NotReplaceable }), (not) => notReplaceable(not)),
  "upload.replaced": reason(
    "conflict",
    OfUpload.extend({ by: z.int() }),
    ({ upload, by }) => `Upload ${upload} was replaced by upload ${by}, whose rows are in reports now. Ask for that of upload ${by}.`,
  ),
  "upload.not_stored": reason("unavailable", NONE, () => "The server has no place to keep the file just now. Nothing of it was taken; send it again later."),
  "upload.unknown": reason("not_found", OfUpload, ({ upload }) => `There is no upload ${upload}.`),
} as const;

function notReplaceable({ upload, why }: { upload: number; why: z.infer<typeof NotReplaceable> }): string {
  switch (why) {
    case "failed":
      return `Upload ${upload} failed and has no rows in reports. Send the corrected file as a new one.`;
    case "undone":
      return `Upload ${upload} was undone and has no rows in reports. Send the corrected file as a new one.`;
    case "not_ended":
      return `Upload ${upload} is still being loaded. Replace it when its job has ended.`;
    case "duplicate":
      return `Upload ${upload} loaded nothing, because its file was loaded before. Replace that upload.`;
    case "refunds":
      return "Rows of refunds take from their orders one after the other, so such an upload is not replaced. Undo it and send the corrected file.";
    case "under_way":
      return `Another file is on its way to replace upload ${upload}. Wait until its job has ended.`;
    case "cluster":
      return "This server's reports lie on several database servers, where uploads cannot be replaced in one step. Undo it and send the corrected file.";
    case "mended":
      return `Rejected rows of upload ${upload} were mended and came as an upload of their own, so they would count twice. Undo that one first.`;
  }
}

function notMendable({ upload, why }: { upload: number; why: z.infer<typeof NotMendable> }): string {
  switch (why) {
    case "failed":
      return `Upload ${upload} failed as a whole, not for faults of its rows. Correct the file and send it as a new one.`;
    case "undone":
      return `Upload ${upload} was undone, so its rejected rows are not mended either. Send the corrected file as a new one.`;
    case "not_ended":
      return `Upload ${upload} is still being loaded. Mend its rows when its job has ended.`;
    case "duplicate":
      return `Upload ${upload} loaded nothing, because its file was loaded before. Mend the rows of that upload.`;
    case "under_way":
      return `A corrected file is on its way to replace upload ${upload}. Wait until its job has ended.`;
  }
}

function wrongColumns(wrong: z.infer<typeof WrongColumns>): string {
  switch (wrong.why) {
    case "none":
      return "there is none.";
    case "differ":
      return "these are not the columns of the job's earlier parts.";
    case "no_date":
      return 'there is no column "Date"; every row needs a date.';
    case "too_long":
      return "their names are too long.";
    case "unknown":
      return `the column ${wrong.column} is not supported. Take a header of the data source's template.`;
    case "twice":
      return `the column ${wrong.column} is there twice.`;
  }
}
