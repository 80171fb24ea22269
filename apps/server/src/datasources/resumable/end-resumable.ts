import { RESUMABLE } from "@rapport/contract/data-sources";
import { rm } from "node:fs/promises";
import type { Deps } from "../../deps.ts";
import { sourceById } from "../accounts/account-queries.ts";
import { begunBytes, begunFiles, begunPath } from "../intake/upload-files.ts";
import { finishUpload } from "./finish.ts";
import { endableBegun, knownBegun, removeBegun, type BegunRow } from "./resumable-queries.ts";

type EndDeps = Pick<Deps, "db" | "clock" | "dataDir" | "log">;

const MINUTE_MS = 60_000;
const KEPT_MS = RESUMABLE.keptDays * 24 * 60 * MINUTE_MS;

/**
 * Makes uploads of files of which everything came and whose sender never heard so, and removes those of which nothing came for days, or whose source was deleted,
 * with what is known of finished ones (FU21). What fails of one file is logged and keeps no other waiting.
 */
export async function endResumable(deps: EndDeps): Promise<void> {
  const now = deps.clock.now().getTime();
  const times = { untouched: new Date(now - MINUTE_MS), expired: new Date(now - KEPT_MS) };
  let removed = 0;
  for (let after: string | undefined; ;) {
    const page = await endableBegun(deps.db, { ...times, after });
    for (const begun of page) {
      try {
        if ((await endOne(deps, { begun, expired: times.expired })) && begun.upload === null) removed += 1;
      } catch (cause) {
        logFailed(deps, { begun, cause });
      }
    }
    after = page.at(-1)?.id;
    if (after === undefined) break;
  }
  await removeUnknown(deps);
  if (removed > 0) deps.log.info({ files: removed }, "files that were begun and never finished are removed");
}

/** True when it was removed. */
async function endOne(deps: EndDeps, { begun, expired }: { begun: BegunRow; expired: Date }): Promise<boolean> {
  const source = await sourceById(deps.db, begun.data_source_id);
  // A deactivated one takes nothing (FU16); a whole file of it stays as long as any other.
  if (begun.upload === null && source !== undefined && source.deactivated_at === null) {
    try {
      const bytes = await begunBytes(deps, begun.id);
      if (bytes === begun.bytes && bytes > 0) {
        await finishUpload(deps, { id: begun.id, asked: undefined });
        return false;
      }
    } catch (cause) {
      // It is tried again until it expires like any other.
      logFailed(deps, { begun, cause });
    }
  }
  // Whoever sends more of it says so first, so that only what nobody writes is removed.
  if (!(await removeBegun(deps.db, { ...begun, untouchedSince: source === undefined ? undefined : expired }))) return false;
  await rm(begunPath(deps, begun.id), { force: true });
  return true;
}

/** Files that were removed while they still grew, or that a killed server had not taken away yet. */
async function removeUnknown(deps: EndDeps): Promise<void> {
  const files = await begunFiles(deps);
  const known = new Set(files.length === 0 ? [] : await knownBegun(deps.db, files));
  for (const file of files) {
    if (known.has(file)) continue;
    try {
      await rm(begunPath(deps, file), { force: true });
    } catch (cause) {
      deps.log.error({ err: cause, file }, "what came of a file in several goes could not be removed");
    }
  }
}

function logFailed({ log }: EndDeps, { begun, cause }: { begun: BegunRow; cause: unknown }): void {
  log.error({ err: cause, resumableUpload: begun.id, dataSource: begun.data_source_id }, "a file in several goes could not be finished or removed");
}
