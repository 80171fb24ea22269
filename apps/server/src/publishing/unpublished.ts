import { StoreNumber, type LegalEntityCode, type Reply } from "@rapport/contract";
import { JOBS_IN_ORDER, type getUnpublishedChanges, type SectionName } from "@rapport/contract/publishing";
import { jobsNeeded } from "@rapport/domain/publishing";
import type { Deps } from "../deps.ts";
import { comparison, shownDifference, type Compared } from "./compare.ts";
import { refuseUnknownEntity } from "./entity.ts";
import { lastWrites, storesNow } from "./queries.ts";
import { readDraft, readHashes, readNames, type DraftNames } from "./read-draft.ts";
import { openSessions } from "./run-queries.ts";
import { underWay } from "./under-way.ts";

const MOST_CHANGES = 500;
const MOST_STORES = 50;

/** What stores do not have as headquarters has it, each change once with the stores that wait for it (DEC10). */
export async function readUnpublished({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Reply<typeof getUnpublishedChanges>> {
  await refuseUnknownEntity(db, legalEntity);
  const [draft, known, open] = await Promise.all([readDraft(db, legalEntity), storesNow(db, { legalEntity }), openSessions(db, { legalEntity })]);
  // Those in a paused group wait for nothing (R85).
  const stores = known.filter(({ paused }) => !paused);
  const compare = comparison(db, { legalEntity, draft });
  const changes = new Map<string, { readonly change: Compared; readonly stores: string[] }>();
  const jobs = new Set(stores.flatMap(({ store, sections }) => jobsNeeded(sections, draft.hashesOf(store))));
  let waiting = 0;
  const never = stores.filter(({ number }) => number === 0).length;
  for (const { store, sections } of stores.filter(({ number }) => number > 0)) {
    const differences = await compare(store, sections);
    if (differences.length > 0) waiting += 1;
    for (const change of differences) {
      const key = JSON.stringify([change.section, change.key, change.field, change.from]);
      const known = changes.get(key);
      if (known === undefined) changes.set(key, { change, stores: [store] });
      else known.stores.push(store);
    }
  }
  const all = [...changes.values()];
  const shown = all.slice(0, MOST_CHANGES);
  const names = await readNames(db, legalEntity);
  const writes = await writesOf(db, { legalEntity, names, changes: shown.map(({ change }) => change) });
  return {
    changes: shown.map(({ change, stores: waitingStores }) => ({
      ...shownDifference(change, names.nameOf),
      ...writes(change),
      stores: waitingStores.slice(0, MOST_STORES).map((store) => StoreNumber.parse(store)),
      storeCount: waitingStores.length,
    })),
    total: all.length,
    jobs: waiting + never === 0 ? [] : JOBS_IN_ORDER.filter((job) => jobs.has(job)),
    waiting: waiting + never,
    neverPublished: never,
    stores: stores.length,
    paused: known.length - stores.length,
    ...underWay({ known, open, hashesOf: (store) => draft.hashesOf(store) }),
  };
}

/** How many stores wait for something, without reading for what. */
export async function countWaiting({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<number> {
  return (await storesWaiting(db, legalEntity)).length;
}

/** How many changes wait for how many stores that were never published to. What differs is read only where something does. */
export async function countUnpublished(
  { db }: Pick<Deps, "db">,
  legalEntity: LegalEntityCode,
): Promise<{ readonly changes: number; readonly storesWithoutSnapshot: number }> {
  const waiting = await storesWaiting(db, legalEntity);
  const never = waiting.filter(({ number }) => number === 0).length;
  const changes = waiting.length === never ? 0 : (await readUnpublished({ db }, legalEntity)).total;
  return { changes, storesWithoutSnapshot: never };
}

/** Those in a paused group wait for nothing (R85). */
async function storesWaiting(db: Deps["db"], legalEntity: LegalEntityCode) {
  const stores = (await storesNow(db, { legalEntity })).filter(({ paused }) => !paused);
  if (stores.length === 0) return [];
  const draft = await readHashes(db, legalEntity);
  return stores.filter(({ store, sections }) => draft.has(store) && jobsNeeded(sections, draft.hashesOf(store)).length > 0);
}

/** Where each kind of thing is written and deleted. Other sections follow from these. */
const PATHS: Readonly<Partial<Record<SectionName, string>>> = {
  attributes: "attributes",
  attributeGroups: "attribute-groups",
  permissionGroups: "permission-groups",
  registers: "registers",
  stores: "stores",
  workers: "workers",
};

/** Who wrote each thing last. A thing that is gone, and parameters, have it in the audit log alone. */
async function writesOf(db: Deps["db"], { legalEntity, names, changes }: { legalEntity: string; names: DraftNames; changes: readonly Compared[] }) {
  const pathOf = ({ section, key, kind }: Compared): string | undefined => {
    const within = `/api/legal-entities/${encodeURIComponent(legalEntity)}`;
    const path = PATHS[section];
    return path === undefined || kind !== "removed" ? undefined : `${within}/${path}/${encodeURIComponent(key)}`;
  };
  const logged = new Map((await lastWrites(db, [...new Set(changes.flatMap((change) => pathOf(change) ?? []))])).map((row) => [row.path, row]));
  return (change: Compared): { readonly by: string | null; readonly at: string | null } => {
    const path = pathOf(change);
    const write = path === undefined ? undefined : logged.get(path);
    if (write !== undefined) return { by: write.name, at: write.at.toISOString() };
    const saved = change.kind === "removed" ? undefined : names.savedOf(change.section, change.key);
    return { by: saved?.by ?? null, at: saved?.at.toISOString() ?? null };
  };
}
