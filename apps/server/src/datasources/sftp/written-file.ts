import type { FileHandle } from "node:fs/promises";
import type { Memory } from "./turns.ts";

/** A file that somebody sends. On disk it has no gaps: it can be sent on from its end, even when the server was killed (SF4). */
export interface WrittenFile {
  /** Resolves when the bytes are in the file. Those that came too early wait for the ones before them. */
  write(offset: number, data: Buffer): Promise<void>;
  /** Resolves when what came is written; nothing more is taken. */
  giveWay(): Promise<void>;
  /** Makes it durable. Rejects when something before the end is missing. */
  close(): Promise<void>;
}

export class NotWritten extends Error {
  override readonly name = "NotWritten";
}

interface Early {
  readonly write: () => void;
  readonly fail: (cause: Error) => void;
}

/** @param assertRoomFor rejects when the file may not have its bytes up to this place */
export function createWrittenFile(
  handle: FileHandle,
  { bytes, appends, assertRoomFor, memory }: { bytes: number; appends: boolean; assertRoomFor: (end: number) => Promise<void>; memory: Memory },
): WrittenFile {
  let end = bytes;
  let broken: Error | undefined;
  let work = Promise.resolve();
  const early = new Map<number, Early>();

  const put = async (offset: number, data: Buffer): Promise<void> => {
    const mine = work.then(async () => {
      if (broken !== undefined) throw broken;
      try {
        await assertRoomFor(offset + data.length);
        for (let done = 0; done < data.length;) done += (await handle.write(data, done, data.length - done, offset + done)).bytesWritten;
      } catch (cause) {
        // Whatever came after it would stand behind a gap.
        broken = cause instanceof Error ? cause : new NotWritten("the file could not be written");
        throw cause;
      }
    });
    // One failure is told to each that waits.
    work = mine.catch(() => undefined);
    end = Math.max(end, offset + data.length);
    for (const [from, { write }] of early) if (from <= end) write();
    await mine;
  };

  const giveWay = async (): Promise<void> => {
    broken ??= new NotWritten("the file is sent anew by another connection");
    for (const { fail } of early.values()) fail(broken);
    early.clear();
    await work;
  };

  return {
    write: async (given, data) => {
      if (broken !== undefined) throw broken;
      const offset = appends ? end : given;
      if (early.has(offset)) throw new NotWritten("this part came already");
      const release = memory.hold(data.length);
      try {
        if (offset <= end) await put(offset, data);
        else
          await new Promise<void>((resolve, reject) => {
            early.set(offset, {
              fail: reject,
              write: () => {
                early.delete(offset);
                put(offset, data).then(resolve, reject);
              },
            });
          });
      } finally {
        release();
      }
    },
    giveWay,
    close: async () => {
      await work;
      const isWhole = early.size === 0 && broken === undefined;
      await giveWay();
      if (!isWhole) throw new NotWritten("a part of the file is missing");
      await handle.sync();
    },
  };
}
