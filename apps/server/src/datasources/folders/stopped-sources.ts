import type { Deps } from "../../deps.ts";
import { stoppedAccounts } from "../attention-queries.ts";
import { readIfUsable } from "./folder-files.ts";

export interface StoppedSource {
  readonly rsid: string;
  readonly data_source_id: number;
  readonly source: string;
  /** The upload whose failure stopped it, and when. */
  readonly upload: number;
  readonly filename: string;
  readonly since: Date;
  /** How many files wait: as uploads, and in its folder. */
  readonly files: number;
}

/** Sources that wait for somebody to restart them, however long ago they stopped (E4). */
export async function stoppedSources(
  deps: Pick<Deps, "db" | "dataDir" | "fileDoors" | "log">,
  { isInReach }: { isInReach: (rsid: string) => boolean },
): Promise<StoppedSource[]> {
  const found: StoppedSource[] = [];
  for (const { uploads, ...stopped } of (await stoppedAccounts(deps.db)).filter(({ rsid }) => isInReach(rsid))) {
    const reading = await readIfUsable(deps, { rsid: stopped.rsid, id: stopped.data_source_id });
    const inFolder = reading?.files.filter(({ state }) => state === "ready").length ?? 0;
    found.push({ ...stopped, files: uploads + inFolder });
  }
  return found;
}
