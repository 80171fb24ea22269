import { SECTION_NAMES, SECTIONS, type SectionName } from "@rapport/contract/publishing";
import type { SectionHashes } from "@rapport/domain/publishing";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { createHash } from "node:crypto";
import { draftThings, type DraftThing } from "./draft-queries.ts";

/** The content of a section as JSON text, and its hash. */
export interface Section {
  readonly hash: string;
  readonly text: string;
}

/** Headquarters' configuration of one moment. */
export interface Draft {
  /** False for a store that was made since. */
  has(store: string): boolean;
  /** What a store would have by it. */
  hashesOf(store: string): SectionHashes;
  section(hash: string): Section;
  /** What a thing is called, as its content has it. */
  nameOf(section: SectionName, key: string): unknown;
  /** Who wrote a thing last, and when; undefined for one that is not there. */
  savedOf(section: SectionName, key: string): { readonly by: string | null; readonly at: Date } | undefined;
}

export async function readDraft(db: Kysely<Database>, legalEntity: string): Promise<Draft> {
  const things = await draftThings(db, legalEntity);
  const contents = new Map<string, [key: string, content: unknown][]>();
  for (const { section, store, key, content } of things) {
    const place = placeOf(section, store);
    const before = contents.get(place);
    if (before === undefined) contents.set(place, [[key, content]]);
    else before.push([key, content]);
  }
  const sections = new Map<string, Section>();
  const hashes = new Map<string, string>();
  const hashAt = (place: string): string => {
    const known = hashes.get(place);
    if (known !== undefined) return known;
    const text = JSON.stringify(Object.fromEntries(contents.get(place) ?? []));
    const hash = createHash("sha256").update(text).digest("hex");
    hashes.set(place, hash);
    sections.set(hash, { hash, text });
    return hash;
  };
  let byKey: ReadonlyMap<string, DraftThing> | undefined;
  const thingAt = (section: SectionName, key: string): DraftThing | undefined => {
    byKey ??= new Map(things.map((thing) => [`${thing.section} ${thing.key}`, thing]));
    // Stores and workers say their own name elsewhere in the same draft.
    return byKey.get(`${section === "store" ? "stores" : section} ${key}`);
  };
  return {
    nameOf: (section, key) => (thingAt(section, key)?.content as { readonly name?: unknown } | undefined)?.name,
    savedOf: (section, key) => {
      const thing = thingAt(section, key);
      return thing && { by: thing.changed_by, at: thing.changed_at };
    },
    has: (store) => contents.has(placeOf("store", store)),
    hashesOf: (store) => Object.fromEntries(SECTION_NAMES.map((name) => [name, hashAt(placeOf(name, SECTIONS[name].of === "store" ? store : null))])),
    section: (hash) => {
      const section = sections.get(hash);
      if (section === undefined) throw new Error(`no section of this draft has the hash ${hash}`);
      return section;
    },
  };
}

function placeOf(section: SectionName, store: string | null): string {
  return store === null ? section : `${section} ${store}`;
}
