import { SECTION_NAMES, SECTIONS, type SectionName, type StoreConfig } from "@rapport/contract/publishing";
import { differencesOf, type Difference, type SectionHashes } from "@rapport/domain/publishing";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import type { z } from "zod";
import type { Draft } from "./read-draft.ts";
import { configOf } from "./store-config.ts";

export interface Compared extends Difference {
  readonly section: SectionName;
}

/** Compares what stores have with a draft. The same two contents are compared once, however many stores have them. */
export function comparison(db: Kysely<Database>, { legalEntity, draft }: { legalEntity: string; draft: Draft }) {
  const known = new Map<string, Promise<Compared[]>>();
  const compare = async (section: SectionName, { has, wanted }: { has: string | undefined; wanted: string }): Promise<Compared[]> => {
    const before: StoreConfig[SectionName] = has === undefined ? {} : (await configOf(db, { legalEntity, sections: { [section]: has } }))[section];
    return differencesOf(before, await draft.things(section, wanted)).map((difference) => ({ section, ...difference }));
  };
  return async (store: string, has: SectionHashes): Promise<Compared[]> => {
    const wanted = draft.hashesOf(store);
    const found: Compared[] = [];
    for (const section of SECTION_NAMES) {
      const [before, after] = [has[section], wanted[section]];
      if (before === after || after === undefined) continue;
      const key = `${section} ${before} ${after}`;
      const compared = known.get(key) ?? compare(section, { has: before, wanted: after });
      known.set(key, compared);
      found.push(...(await compared));
    }
    return found;
  };
}

type Shown = Omit<Compared, "from" | "to"> & {
  readonly name: string | Record<string, string> | null;
  readonly from: Json;
  readonly to: Json;
  readonly job: number;
};
type Json = z.core.util.JSONType;

/** A difference as screens and keys see it. */
export function shownDifference({ from, to, ...difference }: Compared, nameOf: (section: SectionName, key: string) => unknown) {
  const own = (difference.kind === "removed" ? from : to) as { readonly name?: unknown } | undefined;
  const name = difference.field === null ? own?.name : nameOf(difference.section, difference.key);
  return {
    ...difference,
    name: typeof name === "string" || (typeof name === "object" && name !== null) ? (name as string | Record<string, string>) : null,
    // Contents are JSON.
    from: (from ?? null) as Json,
    to: (to ?? null) as Json,
    job: SECTIONS[difference.section].job,
  } satisfies Shown;
}
