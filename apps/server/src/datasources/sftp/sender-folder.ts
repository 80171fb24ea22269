import { constants, type BigIntStats, type Stats } from "node:fs";
import { lstat, open, rename, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Deps } from "../../deps.ts";
import { flush } from "../../received-files/index.ts";
import type { FilesInUse } from "../folders/files-in-use.ts";
import { filesIn, lookAt, makeFolder, openPlain, orNone } from "../folders/folder-files.ts";
import { ERRORS, errorsOf, folderOf } from "../folders/places.ts";
import { realFolder } from "../folders/real-folder.ts";
import { placeOf, type Place } from "./place-of.ts";
import type { Growing, Lying, Room } from "./room.ts";
import type { Sender } from "./sign-in.ts";
import type { Memory } from "./turns.ts";
import { createWrittenFile, type WrittenFile } from "./written-file.ts";

/** Why a sender's request is refused; clients show one of a few fixed words for each. */
export class SftpRefusal extends Error {
  override readonly name = "SftpRefusal";
  readonly status: "denied" | "missing" | "failed" | "unsupported";
  constructor(status: SftpRefusal["status"], message: string) {
    super(message);
    this.status = status;
  }
}

export interface Listed {
  readonly name: string;
  readonly stats: Stats | "folder";
}

/** What a sender asks for when they open a file to write it. */
export interface Opening {
  readonly creates: boolean;
  readonly truncates: boolean;
  readonly appends: boolean;
  readonly exclusive: boolean;
}

export interface OpenFile {
  readonly handle: FileHandle;
  readonly written: WrittenFile;
  /** Ends it, with the file durable, or as it is when the sender is gone. @param before runs when a file that is closed is whole, before others may have it */
  end(how: "closed" | "cut off", before?: () => Promise<void>): Promise<void>;
}

/** Runs before a file is no more what it was. When it rejects, nothing is done. */
type Before = (found: BigIntStats) => Promise<void>;

/** The folder of a data source as its sender sees it (SF3): files and `files_with_errors`, nothing else. */
export interface SenderFolder {
  list(path: string): Promise<Listed[]>;
  stat(path: string): Promise<Stats | "folder">;
  read(path: string): Promise<FileHandle>;
  /** @param before runs before the file is opened; when it rejects, it is not */
  write(path: string, opening: Opening, before?: () => Promise<void>): Promise<OpenFile>;
  remove(path: string, before?: Before): Promise<void>;
  rename(from: string, to: string, before?: Before): Promise<void>;
}

type FolderDeps = Pick<Deps, "dataDir" | "fileDoors" | "disk" | "uploadMaxBytes">;

const MOST_FILES = 1_000;

interface FolderOf {
  readonly sender: Sender;
  readonly inUse: FilesInUse;
  /** Of the sender's connection. */
  readonly memory: Memory;
  readonly room: Room;
  /** Something in the folder changed. */
  readonly wake: () => void;
}

export function createSenderFolder(deps: FolderDeps, { sender, inUse, memory, room, wake }: FolderOf): SenderFolder {
  const folders = { root: folderOf(deps, sender), errors: errorsOf(deps, sender) };
  const fileAt = (path: string): Extract<Place, { kind: "file" }> & { readonly path: string } => {
    const place = placeOf(path);
    if (place === undefined) throw new SftpRefusal("missing", "no such file");
    if (place.kind !== "file") throw new SftpRefusal("denied", "this is a folder");
    return { ...place, path: join(folders[place.folder], place.name) };
  };
  /** A place where something may be put: not beside the files with errors. */
  const freshAt = (path: string): string => {
    const place = placeOf(path);
    if (place?.kind !== "file" || place.folder !== "root") throw new SftpRefusal("denied", "files go into your own folder, under a plain name");
    return join(folders.root, place.name);
  };
  /** Through a link a sender would reach what is not theirs. */
  const assertReal = async (which: "root" | "errors") => {
    const found = await Promise.all((which === "root" ? [folders.root] : [folders.root, folders.errors]).map(realFolder));
    if (found.includes("something else")) throw new SftpRefusal("denied", "this folder is a link");
  };
  const lying = async (): Promise<Lying[]> => {
    const found = await Promise.all(
      Object.values(folders).map(async (folder) => (await filesIn(folder)).map(({ name, bytes }) => ({ path: join(folder, name), bytes }))),
    );
    return found.flat();
  };

  return {
    list: async (path) => {
      const place = placeOf(path);
      if (place === undefined || place.kind === "file") throw new SftpRefusal("missing", "no such folder");
      const folder = folders[place.kind];
      await assertReal(place.kind);
      const files = (await filesIn(folder)).filter(({ name, isPlain }) => isPlain && placeOf(name)?.kind === "file");
      const listed = await Promise.all(files.map(async ({ name }) => ({ name, stats: await orNone(lstat(join(folder, name))) })));
      const there = listed.flatMap(({ name, stats }): Listed[] => (stats === undefined ? [] : [{ name, stats }]));
      return place.kind === "root" ? [{ name: ERRORS, stats: "folder" }, ...there] : there;
    },

    stat: async (path) => {
      const place = placeOf(path);
      if (place !== undefined && place.kind !== "file") return "folder";
      const file = fileAt(path);
      await assertReal(file.folder);
      const stats = await orNone(lstat(file.path));
      if (stats?.isFile() !== true) throw new SftpRefusal("missing", "no such file");
      return stats;
    },

    read: async (path) => {
      const file = fileAt(path);
      await assertReal(file.folder);
      const handle = await openPlain(file.path);
      await orClosed(handle, assertPlain(handle));
      return handle;
    },

    write: async (path, how, before) => {
      const file = freshAt(path);
      await assertReal("root");
      if (!deps.disk.takes()) throw new SftpRefusal("failed", "the disk of the server is nearly full");
      await makeFolder(folders.root);
      const growing = await room.begin({ folder: folders.root, file, look: lying });
      const others = (await filesIn(folders.root)).filter(({ name }) => join(folders.root, name) !== file);
      if (others.length >= MOST_FILES) throw new SftpRefusal("failed", "too many files wait");
      const assertRoomFor = async (end: number) => {
        if (end > deps.uploadMaxBytes) throw new SftpRefusal("failed", "the file is too large");
        if (!(await growing.mayBe(end))) throw new SftpRefusal("failed", `too much waits; remove files, also from ${ERRORS}`);
        if (!deps.disk.takes()) throw new SftpRefusal("failed", "the disk of the server is nearly full");
      };
      const opening = openingOf();
      const release = await inUse.write(file, opening.giveWay);
      try {
        await before?.();
        const handle = await openToWrite(file, how);
        const open = await orClosed(handle, opening.opened(handle, { appends: how.appends, assertRoomFor, memory, growing }));
        return {
          handle,
          written: open,
          end: async (end, beforeOthers) => {
            try {
              if (end === "closed") {
                await open.close();
                await beforeOthers?.();
              } else await open.giveWay();
            } finally {
              open.ended();
              await handle.close();
              release();
            }
            await flush(folders.root);
            wake();
          },
        };
      } catch (cause) {
        release();
        throw cause;
      } finally {
        opening.ended();
      }
    },

    remove: async (path, before) => {
      const { path: file, folder } = fileAt(path);
      await assertReal(folder);
      await holding(inUse, [file], async () => {
        await before?.(await plainAt(file));
        await rm(file);
      });
      wake();
    },

    rename: async (from, to, before) => {
      const { path: old, folder } = fileAt(from);
      const fresh = freshAt(to);
      await assertReal(folder);
      if (old === fresh) return;
      await holding(inUse, [old, fresh], async () => {
        const found = await plainAt(old);
        if ((await lookAt(fresh)) !== undefined) throw new SftpRefusal("failed", "there is a file of that name");
        await before?.(found);
        await rename(old, fresh);
        await flush(folders.root);
      });
      wake();
    },
  };
}

/** A file that is being opened, and is asked to give way perhaps before it is open: then it is opened for nothing. */
function openingOf() {
  const { promise, resolve: ended } = settling();
  let written: WrittenFile | undefined;
  let gaveWay = false;
  return {
    ended,
    giveWay: async () => {
      gaveWay = true;
      await promise;
      await written?.giveWay();
    },
    opened: async (
      handle: FileHandle,
      { growing, ...options }: Omit<Parameters<typeof createWrittenFile>[1], "bytes"> & { growing: Growing },
    ): Promise<WrittenFile & { ended: () => void }> => {
      const { size } = await assertPlain(handle);
      if (gaveWay) throw new SftpRefusal("failed", "the file is sent anew by another connection");
      const ended = growing.opened(size);
      const open = createWrittenFile(handle, { bytes: size, ...options });
      written = open;
      return { ...open, ended };
    },
  };
}

/** Does something with files that nobody else may have meanwhile: who wants one waits until it is done. */
async function holding(inUse: FilesInUse, paths: readonly string[], work: () => Promise<void>): Promise<void> {
  const { promise, resolve: done } = settling();
  const releases: (() => void)[] = [];
  try {
    // In the order of names, so that two who want the same files never wait for one another.
    for (const path of paths.toSorted()) releases.push(await inUse.write(path, () => promise));
    await work();
  } finally {
    for (const release of releases) release();
    done();
  }
}

/** Never through a link, and without waiting for a pipe. */
async function openToWrite(path: string, { creates, truncates, exclusive }: Opening): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_TRUNC, O_EXCL, O_NOFOLLOW, O_NONBLOCK } = constants;
  await leaveUpload(path, { truncates, exclusive });
  return await open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | (creates ? O_CREAT : 0) | (truncates ? O_TRUNC : 0) | (exclusive ? O_EXCL : 0), 0o600);
}

/** A file with a second name is an upload already, whose bytes nobody may change (FO6): sent anew, it becomes another file. */
async function leaveUpload(path: string, { truncates, exclusive }: Pick<Opening, "truncates" | "exclusive">): Promise<void> {
  const found = await lookAt(path);
  if (found?.isFile() !== true || found.nlink === 1n || exclusive) return;
  if (!truncates) throw new SftpRefusal("failed", "this file was taken already; send it anew");
  await rm(path);
}

async function plainAt(path: string): Promise<BigIntStats> {
  const found = await lookAt(path);
  if (found?.isFile() !== true) throw new SftpRefusal("missing", "no such file");
  return found;
}

async function assertPlain(handle: FileHandle): Promise<Stats> {
  const stats = await handle.stat();
  if (!stats.isFile()) throw new SftpRefusal("denied", "this is no plain file");
  return stats;
}

async function orClosed<T>(handle: FileHandle, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

function settling(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
