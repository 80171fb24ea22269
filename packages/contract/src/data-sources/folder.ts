import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { SourcePath } from "./unlinked.ts";

/** A public key with which a source's files may be sent by SFTP. */
export const SftpKey = z
  .object({ id: z.int(), name: z.string(), algorithm: z.string(), fingerprint: z.string(), addedAt: z.iso.datetime() })
  .meta({ id: "SftpKey" });
export type SftpKey = z.infer<typeof SftpKey>;

/**
 * Why a file waits (FO3). `ready`: it is taken soon. `open`: it is being sent. `stopped`: its source is stopped (E2). `inactive`: it is deactivated (FU16). The others wait for their sender: `no_fin`: its `.fin` is missing;
 * `fin_first`: its `.fin` is older than the file; `fin_alone`: a `.fin` without a file; `capital_ending`: its ending is not lower case;
 * `not_plain`: a folder or a link; `unreadable`: the server's account may not read it.
 */
export const QueuedFileState = z.enum([
  "ready",
  "open",
  "stopped",
  "inactive",
  "no_fin",
  "fin_first",
  "fin_alone",
  "capital_ending",
  "not_plain",
  "unreadable",
]);
export type QueuedFileState = z.infer<typeof QueuedFileState>;

const FileThere = z.object({ name: z.string(), bytes: z.int(), writtenAt: z.iso.datetime() });

export const SourceFolder = z
  .object({
    /** How files are sent by SFTP; null while the server has no SFTP. */
    sftp: z
      .object({
        host: z.string(),
        port: z.int(),
        login: z.string(),
        /** Of the server's own keys, by which a client knows the server. */
        fingerprints: z.array(z.object({ algorithm: z.string(), fingerprint: z.string() })),
        /** `asleep`: not used for thirty days, so nobody can sign in until it is woken (SF5). `none`: it has neither a password nor a key. */
        state: z.enum(["awake", "asleep", "none"]),
        lastUsedAt: z.iso.datetime().nullable(),
        passwordMadeAt: z.iso.datetime().nullable(),
        keys: z.array(SftpKey),
      })
      .nullable(),
    /** The folder on the server's machine where other programs put files; null while there is none for them. */
    path: z.string().nullable(),
    queue: z.object({
      /** The first of the files that wait, in the order in which they are taken. */
      files: z.array(FileThere.extend({ state: QueuedFileState })),
      /** How many there are. */
      count: z.int(),
      bytes: z.int(),
      mostBytes: z.int(),
      /** More than `mostBytes` wait, so nothing is taken. */
      isPaused: z.boolean(),
      /** False when the server cannot read the folder, or cannot remove what it took: then nothing is taken. */
      isUsable: z.boolean(),
    }),
    /** The newest of the files that failed, in `files_with_errors`. */
    errors: z.object({ files: z.array(FileThere), count: z.int() }),
  })
  .meta({ id: "SourceFolder" });
export type SourceFolder = z.infer<typeof SourceFolder>;

export const getSourceFolder = endpoint({
  name: "getSourceFolder",
  method: "GET",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/folder",
  permission: "dataSource.manage",
  summary: "How files come into the folder of a data source, and what waits there.",
  params: SourcePath,
  reply: SourceFolder,
});

export const makeSftpPassword = endpoint({
  name: "makeSftpPassword",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/sftp/password",
  permission: "dataSource.manage",
  summary: "Make a new password for sending files by SFTP. It is shown only here, and an earlier one ends.",
  params: SourcePath,
  reply: z.object({ login: z.string(), password: z.string() }),
});

export const removeSftpPassword = endpoint({
  name: "removeSftpPassword",
  method: "DELETE",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/sftp/password",
  permission: "dataSource.manage",
  summary: "End the password; public keys stay.",
  params: SourcePath,
  reply: SourceFolder,
});

export const NewSftpKey = z.strictObject({
  /** A line as in `id_ed25519.pub`. */
  key: z.string().trim().min(1).max(8_000),
  /** What people call it; by default the comment of the line. */
  name: z.string().trim().max(100).default(""),
});

export const addSftpKey = endpoint({
  name: "addSftpKey",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/sftp/keys",
  permission: "dataSource.manage",
  summary: "Add a public key with which files may be sent by SFTP. A key that is known already stays as it is.",
  params: SourcePath,
  body: NewSftpKey,
  reply: SourceFolder,
});

export const removeSftpKey = endpoint({
  name: "removeSftpKey",
  method: "DELETE",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/sftp/keys/:keyId",
  permission: "dataSource.manage",
  summary: "Remove a public key.",
  params: SourcePath.extend({ keyId: z.coerce.number().int().positive() }),
  reply: SourceFolder,
});

export const wakeSftp = endpoint({
  name: "wakeSftp",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/sftp/wake",
  permission: "dataSource.manage",
  summary: "Wake a login that is asleep because nobody used it for thirty days.",
  params: SourcePath,
  reply: SourceFolder,
});
