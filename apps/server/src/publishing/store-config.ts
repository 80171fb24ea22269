import { SECTION_NAMES, SECTIONS, type SectionName, type StoreConfig } from "@rapport/contract/publishing";
import type { SectionHashes } from "@rapport/domain/publishing";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { LRUCache } from "lru-cache";
import { contentsOf, sectionsOf, storesNow } from "./queries.ts";

type Db = Kysely<Database>;
type Things = Readonly<Record<string, unknown>>;

/** The configuration that a store has now, all of one snapshot; empty before its first. */
export async function configOfStore(db: Db, { legalEntity, store }: { legalEntity: string; store: string }): Promise<StoreConfig> {
  const now = await sectionsOf(db, { legalEntity, store });
  return now === undefined ? EMPTY : await configOf(db, { legalEntity, sections: now.sections as SectionHashes });
}

/** One section as each store of a legal entity has it now, by the store's number. */
export async function sectionOfStores<S extends SectionName>(
  db: Db,
  { legalEntity, section }: { legalEntity: string; section: S },
): Promise<ReadonlyMap<string, StoreConfig[S]>> {
  const stores = await storesNow(db, { legalEntity });
  const entries = stores.map(async ({ store, sections }) => {
    const hash = sections[section];
    const config = await configOf(db, { legalEntity, sections: hash === undefined ? {} : { [section]: hash } });
    return [store, config[section]] as const;
  });
  return new Map(await Promise.all(entries));
}

/**
 * The configuration of these sections. Parsed contents are kept in memory, because sections never change.
 *
 * @param keptFor for a transaction that reads only what others stored: whose memory it shares. It never waits for a reading of theirs, which may itself wait for a
 *   connection that somebody has who waits for this transaction.
 */
export async function configOf(
  db: Db,
  { legalEntity, sections, keptFor = db }: { legalEntity: string; sections: SectionHashes; keptFor?: Db },
): Promise<StoreConfig> {
  const { parsed: all } = keptOf(keptFor);
  const kept: Kept = keptFor === db ? keptOf(db) : { parsed: all, reading: new Map() };
  const named = SECTION_NAMES.flatMap((name) =>
    sections[name] === undefined ? [] : [{ name, hash: sections[name], key: `${legalEntity} ${name} ${sections[name]}` }],
  );
  const missing = named.filter(({ key }) => !kept.parsed.has(key) && !kept.reading.has(key)).map(({ hash }) => hash);
  const rows = missing.length === 0 ? undefined : contentsOf(db, { legalEntity, hashes: missing });
  const known = (key: string) => kept.parsed.get(key) ?? kept.reading.get(key);
  // Whoever asks while a section is read waits for the same reading.
  const found = await Promise.all(
    named.map(
      async ({ name, hash, key }) =>
        [name, (await (known(key) ?? keep(kept, { key, section: parsedSection(rows, { db, keptFor, legalEntity, name, hash }) }))).things] as const,
    ),
  );
  // Each was parsed by the schema of its own section.
  return { ...EMPTY, ...Object.fromEntries(found) };
}

interface Parsed {
  readonly things: Things;
  readonly bytes: number;
}

async function parsedSection(
  rows: ReturnType<typeof contentsOf> | undefined,
  { db, keptFor, legalEntity, name, hash }: { db: Db; keptFor: Db; legalEntity: string; name: SectionName; hash: string },
): Promise<Parsed> {
  const row = (await rows)?.find((one) => one.hash === hash);
  if (row === undefined) throw new Error(`a snapshot names a section that is not kept: ${name} ${hash}`);
  if (row.parts === null) return { things: thingsOf(name, row.content as Things), bytes: row.bytes };
  const parts = await partsOf(db, { legalEntity, section: name, hashes: row.parts, keptFor });
  return { things: Object.freeze(Object.assign(Object.create(null) as Things, ...parts)) as Things, bytes: row.bytes };
}

/** The parts of a large section. After a change most of them are in memory already. */
export async function partsOf(
  db: Db,
  { legalEntity, section, hashes, keptFor = db }: { legalEntity: string; section: SectionName; hashes: readonly string[]; keptFor?: Db },
): Promise<Things[]> {
  const { parsed } = keptOf(keptFor);
  const keyOf = (hash: string) => `${legalEntity} part of ${section} ${hash}`;
  const missing = hashes.filter((hash) => !parsed.has(keyOf(hash)));
  const rows = new Map((await contentsOf(db, { legalEntity, hashes: missing })).map((row) => [row.hash, row]));
  return hashes.map((hash) => {
    const known = parsed.get(keyOf(hash));
    if (known !== undefined) return known.things;
    const row = rows.get(hash);
    if (row === undefined) throw new Error(`a section names a part that is not kept: ${section} ${hash}`);
    const things = thingsOf(section, row.content as Things);
    parsed.set(keyOf(hash), { things, bytes: row.bytes });
    return things;
  });
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

/** The sections used last, and those that are being read. One that could not be read is read again by the next who asks. */
interface Kept {
  readonly parsed: LRUCache<string, Parsed>;
  readonly reading: Map<string, Promise<Parsed>>;
}

/** One for each store connection, so that nothing outlives it. */
const KEPT = new WeakMap<Db, Kept>();

function keptOf(db: Db): Kept {
  const kept: Kept = KEPT.get(db) ?? {
    parsed: new LRUCache({ maxSize: MOST_BYTES, sizeCalculation: ({ bytes }) => Math.max(1, bytes) }),
    reading: new Map(),
  };
  KEPT.set(db, kept);
  return kept;
}

/** A section that was parsed before it was stored, so that it is not parsed again when it is. Its hash says what it holds, so it is right whether or not it comes to be stored. */
export function keepParsed(
  db: Db,
  { legalEntity, section, hash, things, bytes }: { legalEntity: string; section: SectionName; hash: string; things: Things; bytes: number },
): void {
  keptOf(db).parsed.set(`${legalEntity} ${section} ${hash}`, { things: Object.freeze(things), bytes });
}

function keep({ parsed, reading }: Kept, { key, section }: { readonly key: string; readonly section: Promise<Parsed> }): Promise<Parsed> {
  reading.set(key, section);
  section.then(
    (read) => {
      parsed.set(key, read);
      reading.delete(key);
    },
    () => reading.delete(key),
  );
  return section;
}
