import type { DistributionJob, SectionName, StoreConfig } from "@rapport/contract/publishing";
import { JOBS_IN_ORDER, SECTIONS } from "@rapport/contract/publishing";

/** A thing of a state that names another one which the state does not have. */
export interface Dangling {
  readonly section: SectionName;
  readonly key: string;
  /** What is named, and the section that lacks it. */
  readonly names: string;
  readonly lacking: SectionName;
}

/** Every name in a store's configuration that leads nowhere. A state with one is never published (PB7). */
export function danglingNames(config: StoreConfig): Dangling[] {
  return REFERENCES.flatMap(({ section, lacking, named }) =>
    Object.entries<unknown>(config[section]).flatMap(([key, thing]) =>
      named(thing as never)
        .filter((names) => config[lacking][names] === undefined)
        .map((names) => ({ section, key, names, lacking })),
    ),
  );
}

/** The jobs that mend it when they run with the others: those that carry what is lacking and what names it. In the order in which they run. */
export function mendsOf(dangling: readonly Dangling[]): DistributionJob[] {
  const jobs = new Set<DistributionJob>(dangling.flatMap(({ section, lacking }) => [SECTIONS[section].job, SECTIONS[lacking].job]));
  return JOBS_IN_ORDER.filter((job) => jobs.has(job));
}

interface Reference<S extends SectionName = SectionName> {
  readonly section: S;
  readonly lacking: SectionName;
  readonly named: (thing: StoreConfig[S][string]) => string[];
}

function reference<S extends SectionName>(row: Reference<S>): Reference {
  // Each is given the things of its own section only.
  return row as unknown as Reference;
}

function layoutOf({ screenLayout }: { readonly screenLayout: string | null }): string[] {
  return screenLayout === null ? [] : [screenLayout];
}

/** Which things name others: a row for each kind of name. */
const REFERENCES: readonly Reference[] = [
  reference({
    section: "parameters",
    lacking: "attributeGroups",
    named: ({ clientBookAttributeGroup, customerAttributeGroup }) => [clientBookAttributeGroup, customerAttributeGroup].filter((code) => code !== null),
  }),
  reference({ section: "parameters", lacking: "attributes", named: ({ searchAttributes }) => searchAttributes }),
  reference({ section: "attributeGroups", lacking: "attributes", named: ({ members }) => members.map(({ attribute }) => attribute) }),
  reference({ section: "store", lacking: "storeLayouts", named: layoutOf }),
  reference({ section: "registers", lacking: "registerLayouts", named: layoutOf }),
  reference({ section: "workers", lacking: "workerLayouts", named: layoutOf }),
  reference({ section: "workers", lacking: "permissionGroups", named: ({ permissionGroup }) => (permissionGroup === null ? [] : [permissionGroup]) }),
];
