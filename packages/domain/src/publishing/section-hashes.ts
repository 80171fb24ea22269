import { JOBS_IN_ORDER, SECTION_NAMES, SECTIONS, type DistributionJob, type SectionName } from "@rapport/contract/publishing";

/** Of each section of a store, the hash of its content; a section that was never carried is left out. */
export type SectionHashes = Readonly<Partial<Record<SectionName, string>>>;

/** The sections that a job carries. */
export function sectionsOfJob(job: DistributionJob): SectionName[] {
  return SECTION_NAMES.filter((name) => job === ALL || SECTIONS[name].job === job);
}

/** What a store has after these jobs: the sections they carry are headquarters', the others stay (PB2). */
export function afterJobs(has: SectionHashes, { draft, jobs }: { draft: SectionHashes; jobs: readonly DistributionJob[] }): SectionHashes {
  return { ...has, ...hashesOf(draft, jobs.flatMap(sectionsOfJob)) };
}

/** The jobs without which a store does not get what headquarters has, in the order in which they run. */
export function jobsNeeded(has: SectionHashes, draft: SectionHashes): DistributionJob[] {
  const changed = SECTION_NAMES.filter((name) => has[name] !== draft[name]);
  return JOBS.filter((job) => changed.some((name) => SECTIONS[name].job === job));
}

export function isSameState(a: SectionHashes, b: SectionHashes): boolean {
  return SECTION_NAMES.every((name) => a[name] === b[name]);
}

const ALL: DistributionJob = 9999;
const JOBS = JOBS_IN_ORDER.filter((job) => job !== ALL);

function hashesOf(hashes: SectionHashes, names: readonly SectionName[]): SectionHashes {
  return Object.fromEntries(names.flatMap((name) => (hashes[name] === undefined ? [] : [[name, hashes[name]]])));
}
