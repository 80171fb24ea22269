import { Refusal } from "@rapport/contract";
import { constants } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import type { Deps } from "../../deps.ts";
import { assertRoomFor, orNotStored } from "../../received-files/index.ts";
import { begunPath, uploadFolder } from "../intake/upload-files.ts";
import { begunOrRefusal, receivedBytes, type OwnPlaceOfUpload } from "./begin.ts";
import { finishUpload } from "./finish.ts";
import { touchBegun } from "./resumable-queries.ts";
import type { Writers } from "./writers.ts";

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
  const { id } = await begunOrRefusal(deps, of);
  return await writers.alone(id, async (takenOver) => {
    const row = await begunOrRefusal(deps, of);
    const before = await receivedBytes(deps, row);
    if (before !== offset) throw new Refusal("resumable.offset", { received: before });
    let received: number;
    try {
      received = await append(deps, { id, at: offset, end: row.bytes, pieces: bytes(takenOver) });
    } finally {
      await touchBegun(deps.db, { id, at: deps.clock.now() });
    }
    if (received === row.bytes && row.upload === null) await finishUpload(deps, { id, asked: of.actor.asked });
    return received;
  });
}

/** @param end how many bytes the file has */
async function append(
  deps: Pick<ContinueDeps, "dataDir" | "disk">,
  { id, at, end, pieces }: { id: string; at: number; end: number; pieces: AsyncIterable<Buffer> },
): Promise<number> {
  let place = at;
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
      }
    } finally {
      await file.datasync();
      await file.close();
    }
  });
  return place;
}
