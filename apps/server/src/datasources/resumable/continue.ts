import { Refusal } from "@rapport/contract";
import { constants } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import type { Deps } from "../../deps.ts";
import { assertRoomFor, orNotStored } from "../../received-files/index.ts";
import { takingAccount } from "../accounts/accounts.ts";
import { begunPath, uploadFolder } from "../intake/upload-files.ts";
import { begunOrRefusal, receivedBytes, type OwnPlaceOfUpload } from "./begin.ts";
import { finishUpload } from "./finish.ts";
import { touchBegun, type BegunRow } from "./resumable-queries.ts";
import type { Writers } from "./writers.ts";

const TOUCH_MS = 60_000;

type ContinueDeps = Pick<Deps, "db" | "clock" | "dataDir" | "disk">;

/**
 * Adds bytes to what came of a file. What was written stays, whatever ends the request: the next one goes on there. With the last byte, and whenever it is asked
 * again at the end, the file becomes one upload. Returns how many bytes came.
 */
export async function continueUpload(
  deps: ContinueDeps,
  {
    offset,
    bytes,
    writers,
    ...of
  }: OwnPlaceOfUpload & { readonly offset: number; readonly bytes: (stop: AbortSignal) => AsyncIterable<Buffer>; readonly writers: Writers },
): Promise<number> {
  const { id } = await openBegun(deps, of);
  return await writers.alone(id, async (takenOver) => {
    const row = await openBegun(deps, of);
    const before = await receivedBytes(deps, row);
    if (before !== offset) throw new Refusal("resumable.offset", { received: before });
    let received: number;
    await touch(deps, id);
    try {
      received = await append(deps, { id, at: offset, end: row.bytes, pieces: bytes(takenOver) });
    } finally {
      await touchBegun(deps.db, { id, at: deps.clock.now() });
    }
    if (received === row.bytes && row.upload === null) await finishUpload(deps, { id, asked: of.actor.asked });
    return received;
  });
}

/** One of a deactivated source takes no byte more, unless it is an upload already (FU16). */
async function openBegun(deps: ContinueDeps, of: OwnPlaceOfUpload): Promise<BegunRow> {
  const row = await begunOrRefusal(deps, of);
  if (row.upload === null) await takingAccount(deps.db, of);
  return row;
}

/** So that it does not expire under who writes it. */
async function touch(deps: ContinueDeps, id: string): Promise<void> {
  if (!(await touchBegun(deps.db, { id, at: deps.clock.now() }))) throw new Refusal("resumable.unknown", {});
}

/** @param end how many bytes the file has */
async function append(deps: ContinueDeps, { id, at, end, pieces }: { id: string; at: number; end: number; pieces: AsyncIterable<Buffer> }): Promise<number> {
  let place = at;
  let touchedAt = deps.clock.now().getTime();
  await orNotStored(async () => {
    await mkdir(uploadFolder(deps), { recursive: true, mode: 0o700 });
    const file = await open(begunPath(deps, id), constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      for await (const piece of pieces) {
        assertRoomFor(deps.disk);
        if (place + piece.length > end) throw new Refusal("resumable.beyond", {});
        for (let done = 0; done < piece.length;) {
          const { bytesWritten } = await file.write(piece, done, piece.length - done, place + done);
          done += bytesWritten;
        }
        place += piece.length;
        const now = deps.clock.now().getTime();
        if (now - touchedAt < TOUCH_MS) continue;
        await touch(deps, id);
        touchedAt = now;
      }
    } finally {
      await file.datasync();
      await file.close();
    }
  });
  return place;
}
