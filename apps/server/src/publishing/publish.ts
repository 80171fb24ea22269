import type { DistributionJob } from "@rapport/contract/publishing";
import { afterJobs, isSameState } from "@rapport/domain/publishing";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { addSections, knownSections, showSnapshots, storesNow, type NewSnapshot } from "./queries.ts";
import { cancelOpen } from "./run-queries.ts";
import { readDraft, type Draft } from "./read-draft.ts";

interface Publishing {
  readonly legalEntity: string;
  readonly jobs: readonly DistributionJob[];
  /** All of the legal entity when it is left out. */
  readonly stores?: readonly string[];
  /** The name of the person, or null. */
  readonly by: string | null;
}

/** Stores show from now on what the jobs carry. Returns how many got a new snapshot: a store that has all of it keeps its own. */
export async function publishNow({ db, clock }: Pick<Deps, "db" | "clock">, { legalEntity, jobs, stores, by }: Publishing): Promise<number> {
  return await inTransaction(db, async (trx) => {
    await holdPublishing(trx, legalEntity);
    // Read under the lock: whoever publishes later has seen at least as much.
    const draft = await readDraft(trx, legalEntity);
    const snapshots: NewSnapshot[] = (await storesNow(trx, { legalEntity, stores })).flatMap(({ store, number, sections, paused }) => {
      // Made since the draft was read, or in a paused group and not named (R85).
      if (!draft.has(store) || (paused && stores === undefined)) return [];
      const wanted = afterJobs(sections, { draft: draft.hashesOf(store), jobs });
      return number > 0 && isSameState(sections, wanted) ? [] : [{ store, number: number + 1, sections: wanted }];
    });
    // What still waits for a store is older than what it gets now.
    await cancelOpen(trx, { legalEntity, stores, reason: "overtaken", at: clock.now() });
    if (snapshots.length === 0) return 0;
    await keepSections(trx, { legalEntity, draft, snapshots });
    await showSnapshots(trx, { legalEntity, snapshots, at: clock.now(), by });
    return snapshots.length;
  });
}

/** Nobody else publishes in this legal entity until the transaction ends. */
export async function holdPublishing(trx: Transaction<Database>, legalEntity: string): Promise<void> {
  await holdForChange(trx, ["publishing", legalEntity]);
}

/** Keeps the contents that the snapshots name. */
export async function keepSections(
  trx: Transaction<Database>,
  { legalEntity, draft, snapshots }: { legalEntity: string; draft: Draft; snapshots: readonly Pick<NewSnapshot, "sections">[] },
): Promise<void> {
  const hashes = [...new Set(snapshots.flatMap(({ sections }) => Object.values(sections)))];
  const known = await knownSections(trx, { legalEntity, hashes });
  await addSections(trx, { legalEntity, sections: hashes.filter((hash) => !known.has(hash)).map((hash) => draft.fresh(hash)) });
}
