import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { SourcePath } from "./unlinked.ts";

/** The version of the tus protocol that is spoken. */
export const TUS_VERSION = "1.0.0";
/** The type of a body that goes on with a file. */
export const TUS_BYTES = "application/offset+octet-stream";
export const RESUMABLE = {
  /** How long a file is kept of which nothing more comes. */
  keptDays: 7,
  /** How many files of one caller may be unfinished in a data source. */
  most: 20,
} as const;

export const ResumableUpload = z
  .object({
    id: z.uuid(),
    filename: z.string(),
    bytes: z.int(),
    /** How many of them came. */
    receivedBytes: z.int(),
    /** When the file was changed last, as its sender said; null when they did not. */
    lastModified: z.iso.datetime().nullable(),
    force: z.boolean(),
    /** It is removed then if nothing more of it comes. */
    expiresAt: z.iso.datetime(),
    /** The job that it became when all of it had come. */
    jobId: z.int().nullable(),
  })
  .meta({ id: "ResumableUpload" });
export type ResumableUpload = z.infer<typeof ResumableUpload>;

const UploadPath = SourcePath.extend({ resumableUpload: z.uuid() });
const ALL = "/api/report-suites/:rsid/data-sources/:dataSourceId/resumable-uploads";
const ONE = `${ALL}/:resumableUpload`;

export const listResumableUploads = endpoint({
  name: "listResumableUploads",
  method: "GET",
  path: ALL,
  permission: "dataSource.manage",
  summary: "The caller's own files of which not everything came yet, the newest first.",
  params: SourcePath,
  reply: z.object({ uploads: z.array(ResumableUpload) }),
});

export const beginResumableUpload = endpoint({
  name: "beginResumableUpload",
  method: "POST",
  path: ALL,
  permission: "dataSource.manage",
  summary:
    "Begin to send a file in several goes, by the tus protocol 1.0.0: the headers are `Tus-Resumable`, `Upload-Length` and `Upload-Metadata` (`filename`, and if wished `force` and `lastModified` in milliseconds). `Location` says where it goes on.",
  params: SourcePath,
  bodyKind: "raw",
  reply: ResumableUpload,
  status: 201,
});

export const getResumableUpload = endpoint({
  name: "getResumableUpload",
  method: "GET",
  path: ONE,
  permission: "dataSource.manage",
  summary: "How much of a file came (`HEAD` has it in `Upload-Offset`), and the job that it became.",
  params: UploadPath,
  reply: ResumableUpload,
});

export const continueResumableUpload = endpoint({
  name: "continueResumableUpload",
  method: "PATCH",
  path: ONE,
  permission: "dataSource.manage",
  summary:
    "Send more bytes of a file, from `Upload-Offset` on, as `application/offset+octet-stream`. With the last of them it becomes a job; sent again at the end, without bytes, it stays that one job.",
  params: UploadPath,
  bodyKind: "raw",
});

export const cancelResumableUpload = endpoint({
  name: "cancelResumableUpload",
  method: "DELETE",
  path: ONE,
  permission: "dataSource.manage",
  summary: "Remove what came of a file. A job that it became stays.",
  params: UploadPath,
});
