import { SECTION_NAMES, SECTIONS, type SectionName, type StoreConfig } from "@rapport/contract/publishing";
import type { SectionHashes } from "@rapport/domain/publishing";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { createHash } from "node:crypto";
import { draftContents, draftDigests, draftThings, type DraftDigest, type DraftThing, type FreshSection } from "./draft-queries.ts";
import { configOf, keepParsed, partsOf, thingsOf } from "./store-config.ts";

/** What headquarters has at one moment, without saying what it is. */
export interface DraftHashes {
  /** False for a store that was made since. */
  has(store: string): boolean;
  /** What a store would have by it. */
  hashesOf(store: string): SectionHashes;
}

/** Headquarters' configuration of one moment. */
export interface Draft extends DraftHashes {
  sizeOf(hash: string): Pick<DraftDigest, "things" | "bytes">;
  /** The content of a section that was not kept when the draft was read. */
  fresh(hash: string): FreshSection;
  things<S extends SectionName>(section: S, hash: string): Promise<StoreConfig[S]>;
}

/** Without things nothing has to be asked for. */
const EMPTY: FreshSection & Pick<DraftDigest, "things"> = {
  hash: createHash("sha256").update("{}").digest("hex"),
  things: 0,
  bytes: 2,
  text: "{}",
  parts: null,
};

/** For telling which stores wait: the hashes alone leave the database. */
export async function readHashes(db: Kysely<Database>, legalEntity: string): Promise<DraftHashes> {
  return hashesIn(await draftDigests(db, legalEntity));
}

/**
 * With the contents that are not kept yet. What is kept is read when somebody asks for it.
 *
 * @param keptFor whose memory keeps what is parsed here, because it will be stored
 */
export async function readDraft(db: Kysely<Database>, legalEntity: string, { keptFor }: { keptFor?: Kysely<Database> } = {}): Promise<Draft> {
  const rows = await draftContents(db, legalEntity);
  const sections = new Map([EMPTY, ...rows].map((row) => [row.hash, row]));
  const known = (hash: string) => {
    const section = sections.get(hash);
    if (section === undefined) throw new Error(`no section of this draft has the hash ${hash}`);
    return section;
  };
  return {
    ...hashesIn(rows),
    sizeOf: known,
    fresh: known,
    async things<S extends SectionName>(section: S, hash: string) {
      const { text, parts, bytes } = known(hash);
      if (text === null && parts === null) return (await configOf(db, { legalEntity, sections: { [section]: hash } }))[section];
      const kept = (parts ?? []).flatMap((part) => (part.text === null ? [part.hash] : []));
      const texts = [text, ...(parts ?? []).map((part) => part.text)].filter((one) => one !== null);
      const changed = texts.map((one) => thingsOf(section, JSON.parse(one) as Record<string, unknown>));
      // Each was parsed by the schema of its own section.
      const things = Object.assign(Object.create(null) as object, ...changed, ...(await partsOf(db, { legalEntity, section, hashes: kept }))) as StoreConfig[S];
      if (keptFor !== undefined) keepParsed(keptFor, { legalEntity, section, hash, things, bytes });
      return things;
    },
  };
}

/** How things are called, and who wrote them last, for people who look at what differs. */
export interface DraftNames {
  nameOf(section: SectionName, key: string): unknown;
  /** Undefined for a thing that is not there. */
  savedOf(section: SectionName, key: string): { readonly by: string | null; readonly at: Date } | undefined;
}

export async function readNames(db: Kysely<Database>, legalEntity: string): Promise<DraftNames> {
  const byKey = new Map((await draftThings(db, legalEntity)).map((thing): [string, DraftThing] => [`${thing.section} ${thing.key}`, thing]));
  // Stores say their own name elsewhere in the same draft.
  const thingAt = (section: SectionName, key: string) => byKey.get(`${section === "store" ? "stores" : section} ${key}`);
  return {
    nameOf: (section, key) => (thingAt(section, key)?.content as { readonly name?: unknown } | undefined)?.name,
    savedOf: (section, key) => {
      const thing = thingAt(section, key);
      return thing && { by: thing.changed_by, at: thing.changed_at };
    },
  };
}

function hashesIn(rows: readonly DraftDigest[]): DraftHashes {
  const hashes = new Map(rows.map(({ section, store, hash }) => [placeOf(section, store), hash]));
  const hashAt = (section: SectionName, store: string) => hashes.get(placeOf(section, SECTIONS[section].of === "store" ? store : null)) ?? EMPTY.hash;
  return {
    has: (store) => hashes.has(placeOf("store", store)),
    hashesOf: (store) => Object.fromEntries(SECTION_NAMES.map((name) => [name, hashAt(name, store)])),
  };
}

function placeOf(section: SectionName, store: string | null): string {
  return store === null ? section : `${section} ${store}`;
}
