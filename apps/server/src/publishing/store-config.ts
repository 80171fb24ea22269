import { SECTION_NAMES, SECTIONS, type SectionName, type StoreConfig } from "@rapport/contract/publishing";
import type { SectionHashes } from "@rapport/domain/publishing";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { contentsOf, sectionsOf } from "./queries.ts";

type Db = Kysely<Database>;
type Things = Readonly<Record<string, unknown>>;

/** The configuration that a store has now, all of one snapshot; empty before its first. */
export async function configOfStore(db: Db, { legalEntity, store }: { legalEntity: string; store: string }): Promise<StoreConfig> {
  const now = await sectionsOf(db, { legalEntity, store });
  return now === undefined ? EMPTY : await configOf(db, { legalEntity, sections: now.sections as SectionHashes });
}

/** The configuration of these sections. Parsed contents are kept in memory, because sections never change. */
export async function configOf(db: Db, { legalEntity, sections }: { legalEntity: string; sections: SectionHashes }): Promise<StoreConfig> {
  const kept = keptOf(db);
  const found = new Map<string, Things>();
  const missing = new Map<string, SectionName>();
  for (const name of SECTION_NAMES) {
    const hash = sections[name];
    if (hash === undefined) continue;
    const things = kept.get(`${legalEntity} ${name} ${hash}`);
    if (things === undefined) missing.set(name, name);
    else found.set(name, things);
  }
  const names = [...missing.values()];
  const rows = new Map((await contentsOf(db, { legalEntity, hashes: names.flatMap((name) => sections[name] ?? []) })).map((row) => [row.hash, row]));
  for (const name of names) {
    const hash = sections[name] ?? "";
    const row = rows.get(hash);
    if (row === undefined) throw new Error(`a snapshot names a section that is not kept: ${name} ${hash}`);
    const things = thingsOf(name, row.content as Things);
    kept.keep(`${legalEntity} ${name} ${hash}`, { things, bytes: row.bytes });
    found.set(name, things);
  }
  // Each was parsed by the schema of its own section.
  return Object.fromEntries(SECTION_NAMES.map((name) => [name, found.get(name) ?? {}])) as unknown as StoreConfig;
}

const EMPTY = Object.fromEntries(SECTION_NAMES.map((name) => [name, {}])) as unknown as StoreConfig;

/** Things of a section by their codes. A code may be a name that every object has, such as `constructor`, so the object has no prototype. */
export function thingsOf(name: SectionName, content: Things): Things {
  const things: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, thing] of Object.entries(content)) things[key] = SECTIONS[name].content.parse(thing);
  return Object.freeze(things);
}

/** Parsed sections take a few times as much memory as their text. */
const MOST_BYTES = 32 * 1024 * 1024;

interface Kept {
  get(key: string): Things | undefined;
  keep(key: string, section: { readonly things: Things; readonly bytes: number }): void;
}

/** One for each store connection, so that nothing outlives it. */
const KEPT = new WeakMap<Db, Kept>();

function keptOf(db: Db): Kept {
  const kept = KEPT.get(db) ?? createKept();
  KEPT.set(db, kept);
  return kept;
}

/** The sections used last, up to a number of bytes. */
function createKept(): Kept {
  const sections = new Map<string, { readonly things: Things; readonly bytes: number }>();
  let total = 0;
  return {
    get: (key) => {
      const section = sections.get(key);
      if (section === undefined) return undefined;
      sections.delete(key);
      sections.set(key, section);
      return section.things;
    },
    keep: (key, section) => {
      if (sections.has(key)) return;
      sections.set(key, section);
      total += section.bytes;
      for (const [oldest, { bytes }] of sections) {
        if (total <= MOST_BYTES || oldest === key) break;
        sections.delete(oldest);
        total -= bytes;
      }
    },
  };
}
