import type { Deps } from "../../deps.ts";
import { dropLines } from "../load/load-queries.ts";
import { openContent, type Content } from "./open-content.ts";

/** There is no room to load a file, so it waits. */
export class OutOfRoom extends Error {
  override readonly name = "OutOfRoom";
  readonly code = "ENOSPC";
}

const UNPACK_TIMES = 200;

/** The bytes of an upload's file, unpacked. They may need more room than the file has: when there is no more, what was staged of it goes, and it waits (F2). */
export async function* contentOfUpload(
  deps: Pick<Deps, "disk" | "warehouse" | "unpack" | "uploadMaxBytes">,
  { path, upload }: { path: string; upload: number },
): Content {
  for await (const piece of openContent(path, deps.unpack ?? { maxBytes: deps.uploadMaxBytes, maxRatio: UNPACK_TIMES })) {
    if (!deps.disk.takes(piece.length)) {
      await deps.warehouse.run(dropLines, { upload });
      throw new OutOfRoom(`upload ${upload} waits for room on the disk`);
    }
    yield piece;
  }
}
