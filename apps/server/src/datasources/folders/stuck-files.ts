import { isStuck, TOLD_AFTER_MS, type QueuedFile } from "@rapport/domain";
import type { QueuedFileState } from "@rapport/contract/data-sources";
import type { Deps } from "../../deps.ts";
import { readIfUsable } from "./folder-files.ts";
import { accountsWithFolders } from "./watch-folders.ts";

export interface StuckFiles {
  readonly rsid: string;
  readonly data_source_id: number;
  readonly source: string;
  readonly files: number;
  readonly filename: string;
  readonly why: QueuedFileState | "paused";
  readonly since: Date;
}

/**
 * Files that have waited in the folders of their sources for so long that somebody is told (FO8). A folder that cannot be read is told on its source's page.
 *
 * @param isInReach whether the suite's sources may be looked at
 */
export async function stuckFiles(
  deps: Pick<Deps, "db" | "clock" | "dataDir" | "fileDoors" | "log">,
  { isInReach }: { isInReach: (rsid: string) => boolean },
): Promise<StuckFiles[]> {
  const now = deps.clock.now().getTime();
  const found: StuckFiles[] = [];
  for (const account of (await accountsWithFolders(deps)).filter(({ rsid }) => isInReach(rsid))) {
    const reading = await readIfUsable(deps, account);
    if (reading === undefined) continue;
    const { files, isPaused } = reading;
    const isInactive = account.deactivated_at !== null;
    const stuck = files.filter((file) => (isPaused || isInactive ? now - file.writtenAt >= TOLD_AFTER_MS : isStuck(file, now)));
    const [first] = stuck;
    if (first === undefined) continue;
    found.push({
      rsid: account.rsid,
      data_source_id: account.id,
      source: account.name,
      files: stuck.length,
      filename: first.name,
      why: isInactive ? "inactive" : isPaused ? "paused" : first.state,
      since: new Date(oldest(stuck)),
    });
  }
  return found;
}

function oldest(files: readonly QueuedFile[]): number {
  return Math.min(...files.map(({ writtenAt }) => writtenAt));
}
