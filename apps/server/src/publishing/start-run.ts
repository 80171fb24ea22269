import { Refusal, type Body } from "@rapport/contract";
import { JOBS_IN_ORDER, SECTION_NAMES, type DistributionJob, type SectionName, type startDistribution } from "@rapport/contract/publishing";
import { afterJobs, danglingNames, differencesOf, jobsNeeded, mendsOf, sectionsOfJob, type SectionHashes } from "@rapport/domain/publishing";
import { inTransaction, type Database } from "@rapport/operational";
import type { Kysely, Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { addJob } from "../jobs/index.ts";
import { DISTRIBUTE } from "./distribute.ts";
import { refuseUnknownEntity } from "./entity.ts";
import { holdPublishing, keepSections } from "./publish.ts";
import { readDraft, type Draft } from "./read-draft.ts";
import { addRun, addSessions, countCustomers, openSessions, settingsOf, wholeSections, type NewSession } from "./run-queries.ts";
import { configOf } from "./store-config.ts";
import { storesNamed } from "./stores-named.ts";

type Trx = Transaction<Database>;
const DAY_MS = 86_400_000;
type Asked = Body<typeof startDistribution> & { readonly legalEntity: string; readonly by: string | null };

/** What a store will have when all its sessions are applied, and its package. */
interface Package {
  readonly store: string;
  readonly jobs: readonly DistributionJob[];
  readonly before: SectionHashes;
  readonly after: SectionHashes;
  /** All sections of its jobs, so that the store has what headquarters had at this moment also when a package before this one never arrives (PB2). */
  readonly carried: SectionHashes;
  /** The sections whose things it counts: those that differ, or all of a whole one. */
  readonly counted: readonly SectionName[];
  /** It holds everything that its jobs carry, not just what differs. */
  readonly whole: boolean;
}

/** Makes the packages of a run, all or none, and has them applied in the background. Returns the number of the run. */
export async function startRun({ db, clock }: Pick<Deps, "db" | "clock">, { legalEntity, jobs, stores, groups, full, by }: Asked): Promise<number> {
  return await inTransaction(db, async (trx) => {
    await refuseUnknownEntity(trx, legalEntity);
    await holdPublishing(trx, legalEntity);
    const draft = await readDraft(trx, legalEntity, { keptFor: db });
    const packages = await packagesOf(trx, { legalEntity, draft, jobs, stores, groups, full, now: clock.now() });
    if (jobs === undefined && packages.length === 0) throw new Refusal("publishing.nothing", {});
    await keepSections(trx, { legalEntity, draft, snapshots: packages.map(({ after }) => ({ sections: after })) });
    if (jobs !== undefined) await refuseIncoherent(trx, { legalEntity, draft, packages });
    const run = await addRun(trx, {
      legalEntity,
      jobs: jobs === undefined ? inOrder(packages.flatMap((one) => one.jobs)) : inOrder(jobs),
      full,
      at: clock.now(),
      by,
      customers: jobs?.some((job) => job === 1010 || job === 9999) === true ? await countCustomers(trx, legalEntity) : null,
    });
    await addSessions(trx, { run, legalEntity, sessions: await sized(trx, { legalEntity, draft, packages, keptFor: db }), at: clock.now() });
    if (packages.length > 0) await addJob(trx, { name: DISTRIBUTE, payload: { legalEntity }, queue: `${DISTRIBUTE} ${legalEntity}` });
    return run;
  });
}

async function packagesOf(
  trx: Trx,
  { legalEntity, draft, jobs, stores, groups, full, now: at }: Omit<Asked, "by"> & { readonly draft: Draft; readonly now: Date },
): Promise<Package[]> {
  const now = await storesNamed(trx, { legalEntity, stores, groups });
  const wholeAt = await wholeSince(trx, { legalEntity, now: at });
  const coming = new Map<string, SectionHashes>();
  for (const { store, sections } of await openSessions(trx, { legalEntity })) coming.set(store, { ...coming.get(store), ...sections });
  return now.flatMap(({ store, sections }) => {
    // Made since the draft was read.
    if (!draft.has(store)) return [];
    const before = { ...sections, ...coming.get(store) };
    const wanted = draft.hashesOf(store);
    const ownJobs = jobs ?? jobsNeeded(before, wanted);
    const after = afterJobs(before, { draft: wanted, jobs: ownJobs });
    const all = [...new Set(ownJobs.flatMap(sectionsOfJob))];
    const whole = full || isDue(wholeAt, { store, sections: all });
    const counted = whole ? all : SECTION_NAMES.filter((name) => before[name] !== after[name]);
    const carried: SectionHashes = Object.fromEntries(all.map((name) => [name, after[name]]));
    return counted.length === 0 ? [] : [{ store, jobs: ownJobs, before, after, carried, counted, whole }];
  });
}

/** When stores were given all of each section last; undefined when time alone is no reason to do it again. */
async function wholeSince(trx: Trx, { legalEntity, now }: { legalEntity: string; now: Date }) {
  const days = (await settingsOf(trx, legalEntity))?.full_days ?? 0;
  if (days === 0) return undefined;
  return await wholeSections(trx, { legalEntity, since: new Date(now.getTime() - days * DAY_MS) });
}

/** True when everything of a job is sent again because of the time (R84). */
function isDue(wholeAt: ReadonlySet<string> | undefined, { store, sections }: { store: string; sections: readonly string[] }): boolean {
  return wholeAt !== undefined && sections.some((section) => !wholeAt.has(JSON.stringify([store, section])));
}

/** Refuses what would not hold together in a store, with the jobs that do when they run together (PB7). */
async function refuseIncoherent(
  trx: Trx,
  { legalEntity, draft, packages }: { legalEntity: string; draft: Draft; packages: readonly Package[] },
): Promise<void> {
  for (const { store, jobs, before, after } of packages) {
    const first = danglingNames(await configOf(trx, { legalEntity, sections: after }));
    if (first.length === 0) continue;
    let together = inOrder([...jobs, ...mendsOf(first)]);
    // What mends one name may bring another. Everything together always holds.
    for (let left = JOBS_IN_ORDER.length; left > 0; left -= 1) {
      const mended = afterJobs(before, { draft: draft.hashesOf(store), jobs: together });
      await keepSections(trx, { legalEntity, draft, snapshots: [{ sections: mended }] });
      const still = danglingNames(await configOf(trx, { legalEntity, sections: mended }));
      if (still.length === 0) break;
      together = inOrder([...together, ...mendsOf(still)]);
    }
    throw new Refusal("publishing.incoherent", { names: [...new Set(first.map(({ names }) => names))], jobs: together });
  }
}

/** How much each package holds: things, and bytes of text. Of one that is not whole only things that differ count. */
async function sized(
  trx: Trx,
  { legalEntity, draft, packages, keptFor }: { legalEntity: string; draft: Draft; packages: readonly Package[]; keptFor: Kysely<Database> },
): Promise<NewSession[]> {
  const known = new Map<string, { readonly rows: number; readonly bytes: number }>();
  const sizeOf = async (name: keyof SectionHashes, { before, after, whole: full }: Package) => {
    const hash = after[name] ?? "";
    const key = `${hash} ${full ? "" : before[name]}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const { things, bytes } = draft.sizeOf(hash);
    const old = full || before[name] === undefined ? {} : (await configOf(trx, { legalEntity, sections: { [name]: before[name] }, keptFor }))[name];
    const rows = full ? things : new Set(differencesOf(old, await draft.things(name, hash)).map((difference) => difference.key)).size;
    const size = { rows, bytes };
    known.set(key, size);
    return size;
  };
  const sessions: NewSession[] = [];
  for (const one of packages) {
    let [rows, bytes] = [0, 0];
    for (const name of one.counted) {
      const size = await sizeOf(name, one);
      rows += size.rows;
      bytes += size.bytes;
    }
    sessions.push({ store: one.store, sections: one.carried, rows, bytes, whole: one.whole });
  }
  return sessions;
}

function inOrder(jobs: readonly DistributionJob[]): DistributionJob[] {
  return JOBS_IN_ORDER.filter((job) => jobs.includes(job));
}
