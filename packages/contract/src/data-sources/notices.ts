import { z } from "zod";
import { Params } from "../refusals/saying.ts";

/** What may happen to a data source that somebody outside headquarters is told (NO1). */
export const NoticeKind = z.enum([
  "file.failed",
  "file.rejected_rows",
  "file.loaded",
  "file.waiting",
  "source.stopped",
  "login.asleep",
  "match_rate.low",
  "test",
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

const OfFile = z.object({ jobId: z.int(), filename: z.string(), receivedAt: z.iso.datetime() });

/**
 * Why a file failed. Nothing that stands in the file is in it: of a column only its place, because a file without a header has a row there (NO2).
 * `params` is null when they would quote the file.
 */
const Failure = z.object({ code: z.string(), params: Params.nullable(), column: z.int().nullable() });

/** Why a file waits in its folder: one of the states of `getSourceFolder`, or `paused` when too much waits there. */
const Waiting = z.enum(["no_fin", "fin_first", "fin_alone", "capital_ending", "not_plain", "unreadable", "stopped", "inactive", "paused"]);

/** What is told, by kind: counts, names of files and codes, and never what stands in a row. */
export const NoticeFacts = z.discriminatedUnion("kind", [
  OfFile.extend({ kind: z.literal("file.failed"), failure: Failure, rowsRead: z.int() }),
  OfFile.extend({ kind: z.literal("file.rejected_rows"), rowsRead: z.int(), rejected: z.int() }),
  /** `duplicateOf`: it was loaded before as that job, so it changed nothing. */
  OfFile.extend({ kind: z.literal("file.loaded"), rowsRead: z.int(), duplicateOf: z.int().nullable() }),
  z.object({ kind: z.literal("file.waiting"), why: Waiting, files: z.int(), filename: z.string(), since: z.iso.datetime() }),
  OfFile.extend({ kind: z.literal("source.stopped") }),
  z.object({ kind: z.literal("login.asleep"), login: z.string(), lastUsedAt: z.iso.datetime() }),
  z.object({ kind: z.literal("match_rate.low"), rows: z.int(), linked: z.int(), below: z.int() }),
  z.object({ kind: z.literal("test") }),
]);
export type NoticeFacts = z.infer<typeof NoticeFacts>;

/** The data source that it is about, as it was then. */
export const NoticeSource = z.object({ id: z.int(), name: z.string() });

export const Notice = z.object({
  source: NoticeSource.nullable(),
  suite: z.object({ rsid: z.string(), name: z.string(), timeZone: z.string() }),
  facts: NoticeFacts,
});
export type Notice = z.infer<typeof Notice>;
