import { z } from "zod";
import { reason } from "./reason.ts";
import { NONE } from "./saying.ts";

const OfUpload = z.object({ upload: z.int() });

export const DATA_SOURCE_REASONS = {
  "data_source.unknown": reason(
    "not_found",
    z.object({ dataSourceId: z.int(), rsid: z.string() }),
    ({ dataSourceId, rsid }) => `There is no data source ${dataSourceId} in the report suite ${rsid}.`,
  ),
  "id_rule.busy": reason("conflict", NONE, () => "Another change of how this source's ids are read is still being made. Try again when it is done."),
  "id_rule.not_newest": reason("conflict", NONE, () => "Only the newest change that holds can be taken back."),
  "id_rule.same": reason("conflict", NONE, () => "The ids of this source are read in this way already."),
  "job.unknown": reason("not_found", z.object({ job: z.int() }), ({ job }) => `There is no job ${job} in this data source.`),
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
  "upload.not_stored": reason("unavailable", NONE, () => "The server has no place to keep the file just now. Nothing of it was taken; send it again later."),
  "upload.unknown": reason("not_found", OfUpload, ({ upload }) => `There is no upload ${upload}.`),
} as const;
