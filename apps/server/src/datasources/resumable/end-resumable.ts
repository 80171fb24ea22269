import { RESUMABLE } from "@rapport/contract/data-sources";
import { rm, stat } from "node:fs/promises";
import type { Deps } from "../../deps.ts";
import { sourceById } from "../accounts/account-queries.ts";
import { begunFiles, begunPath } from "../intake/upload-files.ts";
import { finishUpload } from "./finish.ts";
import { knownBegun, removeBegun, untouchedSince } from "./resumable-queries.ts";

const MINUTE_MS = 60_000;
const KEPT_MS = RESUMABLE.keptDays * 24 * 60 * MINUTE_MS;

/**
 * Makes uploads of files of which everything came and whose sender never heard so, and removes those of which nothing came for days, or whose source was deleted,
 * with what is known of finished ones (FU21).
 */
export async function endResumable(deps: Pick<Deps, "db" | "clock" | "dataDir" | "log">): Promise<void> {
  const now = deps.clock.now().getTime();
  let removed = 0;
  for (const begun of await untouchedSince(deps.db, new Date(now - MINUTE_MS))) {
    const path = begunPath(deps, begun.id);
    const hasSource = (await sourceById(deps.db, begun.data_source_id)) !== undefined;
    const size = (await stat(path).catch(() => undefined))?.size ?? 0;
    if (begun.upload === null && hasSource && size === begun.bytes && size > 0) {
      await finishUpload(deps, { id: begun.id, asked: undefined });
    } else if (!hasSource || begun.touched_at.getTime() < now - KEPT_MS) {
      await rm(path, { force: true });
      await removeBegun(deps.db, begun);
      if (begun.upload === null) removed += 1;
    }
  }
  // Of one that was removed while it still grew, or that a killed server had not taken away yet.
  const files = await begunFiles(deps);
  const known = new Set(files.length === 0 ? [] : await knownBegun(deps.db, files));
  for (const file of files) if (!known.has(file)) await rm(begunPath(deps, file), { force: true });
  if (removed > 0) deps.log.info({ files: removed }, "files that were begun and never finished are removed");
}
