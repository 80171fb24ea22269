import { Refusal, StoreNumber, type Body, type LegalEntityCode, type Reply } from "@rapport/contract";
import type { comparePublishedStore, listPublishedStores, rollBackStore } from "@rapport/contract/publishing";
import { isSameState, jobsNeeded, type SectionHashes } from "@rapport/domain/publishing";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { comparison, shownDifference } from "./compare.ts";
import { refuseUnknownEntity } from "./entity.ts";
import { holdPublishing } from "./publish.ts";
import { showSnapshots, snapshotOf, snapshotsOf, storesNow, type StoreNow } from "./queries.ts";
import { readDraft, readHashes, readNames, type DraftHashes } from "./read-draft.ts";
import { cancelOpen, openSessions } from "./run-queries.ts";

const MOST_DIFFERENCES = 500;
const MOST_SNAPSHOTS = 20;

interface OfStore {
  readonly legalEntity: LegalEntityCode;
  readonly store: StoreNumber;
}

/** Every store with what it waits for. */
export async function listStoresPublished({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Reply<typeof listPublishedStores>> {
  await refuseUnknownEntity(db, legalEntity);
  const [draft, stores, open] = await Promise.all([readHashes(db, legalEntity), storesNow(db, { legalEntity }), openSessions(db, { legalEntity })]);
  const waiting = new Map<string, number>();
  for (const { store } of open) waiting.set(store, (waiting.get(store) ?? 0) + 1);
  return { stores: stores.map((store) => publishedStore(store, { draft, sessions: waiting.get(store.store) ?? 0 })) };
}

function publishedStore(
  { store, name, number, sections, published_at, published_by, paused }: StoreNow,
  { draft, sessions }: { draft: DraftHashes; sessions: number },
) {
  return {
    store: StoreNumber.parse(store),
    name,
    snapshot: number === 0 ? null : number,
    publishedAt: published_at?.toISOString() ?? null,
    publishedBy: published_by,
    needs: jobsNeeded(sections, draft.hashesOf(store)),
    sessions,
    paused,
  };
}

/** What a store has beside what headquarters has. */
export async function compareStore({ db }: Pick<Deps, "db">, { legalEntity, store }: OfStore): Promise<Reply<typeof comparePublishedStore>> {
  const now = await storeOrRefusal(db, { legalEntity, store });
  const [draft, names] = await Promise.all([readDraft(db, legalEntity), readNames(db, legalEntity)]);
  const differences = await comparison(db, { legalEntity, draft })(store, now.sections);
  const [snapshots, open] = await Promise.all([snapshotsOf(db, { legalEntity, store, limit: MOST_SNAPSHOTS }), openSessions(db, { legalEntity, store })]);
  const states = snapshots.map(({ number, sections }) => ({ number, sections: sections as SectionHashes }));
  return {
    store: publishedStore(now, { draft, sessions: open.length }),
    differences: differences.slice(0, MOST_DIFFERENCES).map((difference) => shownDifference(difference, names.nameOf)),
    total: differences.length,
    snapshots: snapshots.map(({ number, sections, published_at, published_by }) => ({
      number,
      publishedAt: published_at.toISOString(),
      publishedBy: published_by,
      sameAs: states.findLast((other) => other.number < number && isSameState(other.sections, sections as SectionHashes))?.number ?? null,
    })),
  };
}

/** The store shows what an earlier snapshot held, as a snapshot of its own. What was taken away since holds all the same (PB3). */
export async function rollBack(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, store, from, to, by }: OfStore & Body<typeof rollBackStore> & { readonly by: string | null },
): Promise<Reply<typeof rollBackStore>> {
  return await inTransaction(db, async (trx) => {
    await holdPublishing(trx, legalEntity);
    const now = await storeOrRefusal(trx, { legalEntity, store });
    if (now.number !== from) throw new Refusal("publishing.meanwhile", { snapshot: now.number });
    const earlier = to < from ? await snapshotOf(trx, { legalEntity, store, number: to }) : undefined;
    if (earlier === undefined) throw new Refusal("publishing.no_snapshot", { snapshot: to });
    const at = clock.now();
    await cancelOpen(trx, { legalEntity, stores: [store], reason: "rolledBack", at });
    const snapshot = now.number + 1;
    await showSnapshots(trx, { legalEntity, snapshots: [{ store, number: snapshot, sections: earlier.sections as SectionHashes }], at, by });
    return { snapshot };
  });
}

async function storeOrRefusal(db: Deps["db"], { legalEntity, store }: OfStore): Promise<StoreNow> {
  await refuseUnknownEntity(db, legalEntity);
  const [now] = await storesNow(db, { legalEntity, stores: [store] });
  if (now === undefined) throw new Refusal("store.unknown", { legalEntity, store }, { kind: "not_found" });
  return now;
}
