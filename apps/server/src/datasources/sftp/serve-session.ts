import type { Stats } from "node:fs";
import ssh2, { type Attributes, type SFTPWrapper } from "ssh2";
import type { Deps } from "../../deps.ts";
import { codeOf } from "../folders/folder-files.ts";
import { absolute } from "./place-of.ts";
import { SftpRefusal, type Listed, type OpenFile, type SenderFolder } from "./sender-folder.ts";
import type { Turns } from "./turns.ts";
import { NotWritten } from "./written-file.ts";
import type { FileHandle } from "node:fs/promises";

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp;

type Open =
  | { readonly kind: "write"; readonly file: OpenFile }
  | { readonly kind: "read"; readonly handle: FileHandle }
  | { readonly kind: "list"; readonly left: Listed[] };

const MOST_OPEN = 64;
const AT_ONCE = 100;
const READ_BYTES = 256 * 1024;
const FOLDER_MODE = 0o040755;

interface Serving {
  readonly folder: SenderFolder;
  readonly login: string;
  readonly turns: Turns;
  readonly isStillIn: () => Promise<boolean>;
  readonly onUse: () => void;
  readonly onTooMany: () => void;
}

/**
 * Answers the requests of one sender.
 *
 * @param isStillIn false when the password or key that opened it was taken away
 * @param onUse called for each request
 * @param onTooMany the client sends more than there is memory for
 */
export function serveSession(
  deps: Pick<Deps, "log">,
  sftp: SFTPWrapper,
  { folder, login, turns, isStillIn, onUse, onTooMany }: Serving,
): { end(): Promise<void> } {
  const opened = new Map<number, Open>();
  let last = 0;
  let hasEnded = false;

  /** Answers a request that fails with one of the few words that the protocol has. */
  const answer = (id: number, work: () => Promise<void>, { reads = false, bytes = 0 }: { reads?: boolean; bytes?: number } = {}): void => {
    onUse();
    const answered = async () => {
      try {
        await work();
      } catch (cause) {
        if (!isExpected(cause)) deps.log.error({ err: cause }, "a request by SFTP failed");
        sftp.status(id, statusOf(cause), wordsOf(cause));
      }
    };
    try {
      turns.take({
        reads,
        bytes,
        // The answer itself may fail, when the connection is gone.
        work: async () => await answered().catch((cause: unknown) => deps.log.debug({ err: cause }, "a request by SFTP could not be answered")),
      });
    } catch {
      onTooMany();
    }
  };
  const keep = async (id: number, open: Open): Promise<void> => {
    if (hasEnded || opened.size >= MOST_OPEN) {
      await close(open, "cut off");
      throw new SftpRefusal("failed", "too many files are open");
    }
    last += 1;
    opened.set(last, open);
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(last);
    sftp.handle(id, handle);
  };
  const openOf = (handle: Buffer): Open => {
    const open = handle.length === 4 ? opened.get(handle.readUInt32BE()) : undefined;
    if (open === undefined) throw new SftpRefusal("failed", "nothing is open under this handle");
    return open;
  };
  const assertIn = async () => {
    if (!(await isStillIn())) throw new SftpRefusal("denied", "sign in again");
  };
  const statAt = (id: number, path: string) =>
    answer(id, async () => {
      sftp.attrs(id, attributesOf(await folder.stat(path)));
    });

  sftp.on("OPEN", (id, path, flags) =>
    answer(id, async () => {
      await assertIn();
      if ((flags & (OPEN_MODE.WRITE | OPEN_MODE.APPEND)) === 0) return await keep(id, { kind: "read", handle: await folder.read(path) });
      const has = (flag: number) => (flags & flag) !== 0;
      const opening = { creates: has(OPEN_MODE.CREAT), truncates: has(OPEN_MODE.TRUNC), appends: has(OPEN_MODE.APPEND), exclusive: has(OPEN_MODE.EXCL) };
      await keep(id, { kind: "write", file: await folder.write(path, opening) });
    }),
  );
  sftp.on("WRITE", (id, handle, offset, data) => {
    const write = async () => {
      const open = openOf(handle);
      if (open.kind !== "write") throw new SftpRefusal("denied", "this is not open for writing");
      await open.file.written.write(offset, data);
      sftp.status(id, STATUS_CODE.OK);
    };
    answer(id, write, { bytes: data.length });
  });
  sftp.on("READ", (id, handle, offset, length) => {
    const read = async () => {
      const open = openOf(handle);
      if (open.kind === "list") throw new SftpRefusal("denied", "this is a folder");
      const file = open.kind === "read" ? open.handle : open.file.handle;
      const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(length, READ_BYTES)), 0, Math.min(length, READ_BYTES), offset);
      if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, buffer.subarray(0, bytesRead));
    };
    answer(id, read, { reads: true });
  });
  sftp.on("CLOSE", (id, handle) =>
    answer(id, async () => {
      const open = openOf(handle);
      opened.delete(handle.readUInt32BE());
      await close(open, "closed");
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  sftp.on("FSTAT", (id, handle) =>
    answer(id, async () => {
      const open = openOf(handle);
      sftp.attrs(id, attributesOf(open.kind === "list" ? "folder" : await (open.kind === "read" ? open.handle : open.file.handle).stat()));
    }),
  );
  sftp.on("STAT", statAt);
  sftp.on("LSTAT", statAt);
  sftp.on("OPENDIR", (id, path) =>
    answer(id, async () => {
      await assertIn();
      await keep(id, { kind: "list", left: await folder.list(path) });
    }),
  );
  sftp.on("READDIR", (id, handle) =>
    answer(id, async () => {
      const open = openOf(handle);
      if (open.kind !== "list") throw new SftpRefusal("denied", "this is a file");
      const next = open.left.splice(0, AT_ONCE);
      if (next.length === 0) sftp.status(id, STATUS_CODE.EOF);
      else
        sftp.name(
          id,
          next.map(({ name, stats }) => ({ filename: name, longname: longName(login, { name, stats }), attrs: attributesOf(stats) })),
        );
      await Promise.resolve();
    }),
  );
  sftp.on("REALPATH", (id, path) =>
    answer(id, async () => {
      const filename = absolute(path);
      // The attributes are not asked for.
      sftp.name(id, [{ filename, longname: filename, attrs: {} as Attributes }]);
      await Promise.resolve();
    }),
  );
  sftp.on("REMOVE", (id, path) =>
    answer(id, async () => {
      await assertIn();
      await folder.remove(path);
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  sftp.on("RENAME", (id, from, to) =>
    answer(id, async () => {
      await assertIn();
      await folder.rename(from, to);
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  // Times and modes are the server's own: what a sender says of them is not needed, and clients that say it go on.
  const setAttributes = (id: number, attributes: Attributes) =>
    answer(id, async () => {
      // The types call it a number; a client need not send it.
      if ((attributes.size as number | undefined) !== undefined) throw new SftpRefusal("unsupported", "a size cannot be set");
      sftp.status(id, STATUS_CODE.OK);
      await Promise.resolve();
    });
  sftp.on("SETSTAT", (id, _path, attributes) => setAttributes(id, attributes));
  sftp.on("FSETSTAT", (id, _handle, attributes) => setAttributes(id, attributes));
  const denied = (id: number) => answer(id, () => Promise.reject(new SftpRefusal("denied", "there is one folder, and no links")));
  sftp.on("MKDIR", denied);
  sftp.on("RMDIR", denied);
  sftp.on("SYMLINK", denied);
  sftp.on("READLINK", denied);

  return {
    end: async () => {
      hasEnded = true;
      turns.end();
      const left = [...opened.values()];
      opened.clear();
      for (const open of left) await close(open, "cut off").catch((cause: unknown) => deps.log.error({ err: cause }, "a file by SFTP could not be closed"));
    },
  };
}

async function close(open: Open, how: "closed" | "cut off"): Promise<void> {
  if (open.kind === "write") await open.file.end(how);
  if (open.kind === "read") await open.handle.close();
}

const STATUSES = {
  denied: STATUS_CODE.PERMISSION_DENIED,
  missing: STATUS_CODE.NO_SUCH_FILE,
  failed: STATUS_CODE.FAILURE,
  unsupported: STATUS_CODE.OP_UNSUPPORTED,
} as const satisfies Record<SftpRefusal["status"], number>;

function statusOf(cause: unknown): number {
  if (cause instanceof SftpRefusal) return STATUSES[cause.status];
  if (codeOf(cause) === "ENOENT") return STATUS_CODE.NO_SUCH_FILE;
  return ["EACCES", "ELOOP", "EPERM"].includes(codeOf(cause)) ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE;
}

const DISK_WORDS: Readonly<Record<string, string>> = {
  EACCES: "this may not be done",
  EEXIST: "the file exists already",
  ELOOP: "links are not followed",
  ENOENT: "there is no such file",
  ENOSPC: "the disk is full",
  EPERM: "this may not be done",
};

/** What the sender is told. An error of the system names places on this machine, so its own words are not sent. */
function wordsOf(cause: unknown): string {
  if (cause instanceof SftpRefusal || cause instanceof NotWritten) return cause.message;
  return DISK_WORDS[codeOf(cause)] ?? "the server could not do this";
}

/** What a sender or the disk may do at any time. */
function isExpected(cause: unknown): boolean {
  return cause instanceof SftpRefusal || cause instanceof NotWritten || ["EACCES", "EEXIST", "ELOOP", "ENOENT", "ENOSPC", "ENXIO"].includes(codeOf(cause));
}

function attributesOf(stats: Stats | "folder"): Attributes {
  if (stats === "folder") return { mode: FOLDER_MODE, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };
  return { mode: stats.mode, uid: 0, gid: 0, size: stats.size, atime: Math.floor(stats.atimeMs / 1000), mtime: Math.floor(stats.mtimeMs / 1000) };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** A line as `ls -l` writes it; some clients read it. */
function longName(login: string, { name, stats }: Listed): string {
  const at = new Date(stats === "folder" ? 0 : stats.mtimeMs);
  const two = (part: number) => String(part).padStart(2, "0");
  const when = `${MONTHS[at.getUTCMonth()]} ${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  return `${stats === "folder" ? "drwxr-xr-x" : "-rw-------"} 1 ${login} rapport ${stats === "folder" ? 0 : stats.size} ${when} ${name}`;
}
