import { fileFailure } from "@rapport/contract/refusals";
import type { UnpackLimits } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { dropLines } from "../load/load-queries.ts";
import { contentByMapping } from "../mapping/content-by-mapping.ts";
import { mappingInUse } from "../mapping/keep-mapping.ts";
import { storeRejected } from "../mapping/store-rejected.ts";
import { ContentFailure } from "./content-failure.ts";
import { openContent, type Content } from "./open-content.ts";

/** There is no room to load a file, so it waits. */
export class OutOfRoom extends Error {
  override readonly name = "OutOfRoom";
  readonly code = "ENOSPC";
}

type ContentDeps = Pick<Deps, "db" | "disk" | "warehouse" | "unpack" | "uploadMaxBytes">;

const UNPACK_TIMES = 200;

/**
 * The bytes of an upload's file in the source's own format: unpacked, and mapped when it is in another. They may need more room than the file has: when
 * there is no more, what was staged of it goes, and it waits (F2). Rows that the mapping rejects are stored on the way.
 *
 * @param isOwnFormat true for a file that the server made itself
 */
export async function* contentOfUpload(
  deps: ContentDeps,
  { path, upload, account, isOwnFormat }: { path: string; upload: number; account: AccountRow; isOwnFormat: boolean },
): Content {
  const limits = limitsOf(deps);
  const mapping = isOwnFormat ? undefined : await mappingInUse(deps, account.id);
  const content =
    mapping === undefined
      ? openContent(path, limits)
      : contentByMapping(path, { mapping, own: account.date_format, limits, reject: async (rows) => await storeRejected(deps, { upload, rows }) });
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    // A workbook names a text once and points to it from many cells.
    if (mapping !== undefined && bytes > limits.maxBytes)
      throw new ContentFailure(fileFailure("file.unpacks_too_large", { megabytes: Math.floor(limits.maxBytes / 1024 ** 2) }));
    if (!deps.disk.takes(piece.length)) {
      await deps.warehouse.run(dropLines, { upload });
      throw new OutOfRoom(`upload ${upload} waits for room on the disk`);
    }
    yield piece;
  }
}

/** How much may come out of a packed file. */
export function limitsOf({ unpack, uploadMaxBytes }: Pick<Deps, "unpack" | "uploadMaxBytes">): UnpackLimits {
  return unpack ?? { maxBytes: uploadMaxBytes, maxRatio: UNPACK_TIMES };
}
