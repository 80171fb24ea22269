import type { Deps } from "../../deps.ts";
import { GENESIS, digestOf, linkHash, sealOf } from "../digest.ts";
import { allDays, linksOf, strays, type StoredDay, type StoredLink } from "./queries.ts";

/** The first thing that is wrong in a day, or beside all days. */
export interface Break {
  readonly day: string | null;
  readonly entry: string | null;
  readonly what: string;
}

export interface Verdict {
  readonly days: number;
  readonly entries: number;
  /** Values of entries or of names in them that were erased. */
  readonly erased: number;
  readonly dropped: number;
  /** The newest seal, to be compared with the one that was kept elsewhere. */
  readonly seal: { readonly day: string; readonly hex: string } | null;
  readonly breaks: readonly Break[];
}

/** The verdict for a person: what was found, then the first broken entry of each day. */
export function verdictLines({ days, entries, erased, dropped, seal, breaks }: Verdict): string[] {
  return [
    `${entries} entries in ${days} days; ${erased} erased values; ${dropped} days dropped.`,
    seal === null ? "No day is sealed yet." : `Newest seal: ${seal.day} ${seal.hex}`,
    ...breaks.map(({ day, entry, what }) => `BROKEN ${[day ?? "", entry === null ? "" : `entry ${entry}`].filter((part) => part !== "").join(", ")}: ${what}`),
    ...(breaks.length === 0 ? ["The chain is whole."] : []),
  ];
}

const AT_ONCE = 1000;

/** Goes through every day's chain and the chain of seals (AU3): finds what was changed, removed, put in, or moved, and a tail that was cut off. */
export async function verifyChain({ db }: Pick<Deps, "db">): Promise<Verdict> {
  // One state of the log, because entries are linked meanwhile.
  if (!db.isTransaction)
    return await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (trx) => await verifyChain({ db: trx }));
  const breaks: Break[] = [];
  const days = await allDays(db);
  let [entries, erased] = [0, 0];
  let before: Buffer = GENESIS;
  let newest: Verdict["seal"] = null;
  for (const day of days) {
    const found = day.dropped ? await verifyDropped(db, day) : await verifyDay(db, day);
    entries += found.entries;
    erased += found.erased;
    if (found.wrong !== null) breaks.push({ day: day.day, ...found.wrong });
    if (!day.sealed) continue;
    if (day.seal?.equals(sealOf(before, { ...day, entries: String(day.entries) })) !== true)
      breaks.push({ day: day.day, entry: null, what: "the seal does not fit the day and the seal before it" });
    before = day.seal ?? before;
    newest = { day: day.day, hex: before.toString("hex") };
  }
  breaks.push(...(await strays(db)).map(({ what, entry }) => ({ day: null, entry, what: STRAY[what] })));
  return { days: days.length, entries, erased, dropped: days.filter(({ dropped }) => dropped).length, seal: newest, breaks };
}

const STRAY = {
  unlinked: "the entry is in no chain and does not wait for one: it was put in",
  missing: "the entry was removed before it was linked",
  nameless: "the entry was removed, and what it names was left",
  dayless: "the day of the entry was removed",
} as const;

interface DayFound {
  readonly entries: number;
  readonly erased: number;
  readonly wrong: Omit<Break, "day"> | null;
}

async function verifyDropped(db: Deps["db"], { day }: StoredDay): Promise<DayFound> {
  const [left] = await linksOf(db, { day, after: 0, limit: 1 });
  return { entries: 0, erased: 0, wrong: left === undefined ? null : { entry: left.entry, what: "the day was dropped, and this was left" } };
}

async function verifyDay(db: Deps["db"], { day, entries: counted, head }: StoredDay): Promise<DayFound> {
  let [entries, erased] = [0, 0];
  let before: Buffer = GENESIS;
  for (;;) {
    const links = await linksOf(db, { day, after: entries, limit: AT_ONCE });
    for (const link of links) {
      const what = wrongOf(link, { before, position: entries + 1 });
      if (what !== null) return { entries, erased, wrong: { entry: link.entry, what } };
      entries += 1;
      erased += Number(link.salt === null) + link.salts.filter((salt) => salt === null).length;
      before = link.hash;
    }
    if (links.length < AT_ONCE) break;
  }
  if (entries < counted) return { entries, erased, wrong: { entry: null, what: `the last ${counted - entries} entries of the day were cut off` } };
  if (entries > counted || !before.equals(head)) return { entries, erased, wrong: { entry: null, what: "the chain does not end where the day says" } };
  return { entries, erased, wrong: null };
}

function wrongOf(link: StoredLink, { before, position }: { before: Buffer; position: number }): string | null {
  if (link.position !== position) return `an entry before this one was removed: place ${position} of the day is empty`;
  if (!link.there) return "the entry was removed";
  if (link.places.length !== link.subjects || link.places.some((n, index) => n !== index + 1)) return "what the entry names was removed or put in";
  if (!holds(link.digest, link.salt, [link.actor_id, link.second_actor_id, link.address])) return "who, or from where, was changed";
  const changed = link.digests.findIndex((digest, index) => !holds(digest, link.salts[index] ?? null, [link.ids[index] ?? null, link.changes[index] ?? null]));
  if (changed >= 0) return `what the entry names in place ${changed + 1} was changed`;
  return link.hash.equals(linkHash(before, link)) ? null : "the entry was changed, or another one was put before it, or their order was changed";
}

/** Erased values have no salt any more and are all empty. */
function holds(digest: Buffer, salt: Buffer | null, values: readonly (string | null)[]): boolean {
  return salt === null ? values.every((value) => value === null) : digestOf(salt, values).equals(digest);
}
