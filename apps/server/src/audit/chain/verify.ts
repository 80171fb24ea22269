import { DAY_MS } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { GENESIS, digestOf, linkHash, sealOf } from "../digest.ts";
import type { Head } from "./head.ts";
import { dayOf } from "./link.ts";
import { allDays, daysToldAsDropped, hashAt, linksOf, strays, type StoredDay, type StoredLink } from "./queries.ts";

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

export interface Checked {
  /** The setting (AU4): how many days are kept; 0 keeps all. */
  readonly keptDays: number;
  readonly now: Date;
  /** Where the chain ended once, as it was noted elsewhere. */
  readonly heads?: readonly Head[];
}

/**
 * Goes through every day's chain and the chain of seals (AU3): finds what was changed, removed, put in, or moved, a tail that was cut off, a day that was dropped
 * before its time or without an entry, and a noted head that is not in the chain any more.
 */
export async function verifyChain({ db }: Pick<Deps, "db">, { keptDays, now, heads = [] }: Checked): Promise<Verdict> {
  // One state of the log, because entries are linked meanwhile.
  if (!db.isTransaction)
    return await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (trx) => await verifyChain({ db: trx }, { keptDays, now, heads }));
  const breaks: Break[] = [];
  const days = await allDays(db);
  const dropped = new Set(days.flatMap(({ day, droppedAt }) => (droppedAt === null ? [] : [day])));
  const told = await daysToldAsDropped(db);
  let [entries, erased] = [0, 0];
  let before: Buffer = GENESIS;
  let newest: Verdict["seal"] = null;
  for (const [index, day] of days.entries()) {
    const found =
      day.droppedAt === null ? await verifyDay(db, day) : await verifyDropped(db, { ...day, droppedAt: day.droppedAt }, { keptDays, now, dropped, told });
    entries += found.entries;
    erased += found.erased;
    if (found.wrong !== null) breaks.push({ day: day.day, ...found.wrong });
    if (!day.sealed) continue;
    if (day.sealNumber !== index + 1 || day.seal?.equals(sealOf(before, { ...day, entries: String(day.entries) })) !== true)
      breaks.push({ day: day.day, entry: null, what: "the seal does not fit the day and the seal before it" });
    before = day.seal ?? before;
    newest = { day: day.day, hex: before.toString("hex") };
  }
  breaks.push(...(await strays(db)).map(({ what, entry }) => ({ day: null, entry, what: STRAY[what] })));
  for (const head of heads) {
    const what = await wrongOfHead(db, { head, days });
    if (what !== null) breaks.push({ day: head.day, entry: null, what });
  }
  return { days: days.length, entries, erased, dropped: dropped.size, seal: newest, breaks };
}

/** What is wrong with a head that was noted; null when it is still in the chain, or its day was dropped in order. */
async function wrongOfHead(db: Deps["db"], { head: { day, position, hash }, days }: { head: Head; days: readonly StoredDay[] }): Promise<string | null> {
  const found = days.find((one) => one.day === day);
  if (found === undefined) return "the day of the noted head is not there any more";
  if (found.droppedAt !== null || position === 0) return null;
  const there = await hashAt(db, { day, position });
  if (there?.equals(hash) === true) return null;
  return `the noted head is not in the chain any more: entries up to place ${position} were removed, or the chain was made anew`;
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

interface Drops {
  readonly keptDays: number;
  readonly now: Date;
  readonly dropped: ReadonlySet<string>;
  /** Days whose dropping has an entry. */
  readonly told: ReadonlySet<string>;
}

async function verifyDropped(
  db: Deps["db"],
  { day, droppedAt, sealed }: StoredDay & { droppedAt: Date },
  { keptDays, now, dropped, told }: Drops,
): Promise<DayFound> {
  const wrong = (what: string, entry: string | null = null) => ({ entries: 0, erased: 0, wrong: { entry, what } });
  const [left] = await linksOf(db, { day, after: 0, limit: 1 });
  if (left !== undefined) return wrong("the day was dropped, and this was left", left.entry);
  if (!sealed) return wrong("the day was dropped before it was sealed");
  const at = dayOf(droppedAt);
  if (droppedAt > now) return wrong(`the day was dropped on ${at}, which is still to come`);
  if (keptDays === 0 || day >= dayOf(new Date(droppedAt.getTime() - keptDays * DAY_MS)))
    return wrong(
      `the day was dropped on ${at}, and the setting RAPPORT_AUDIT_DAYS=${keptDays} keeps it longer. If the setting was another one then, check with that one`,
    );
  // The entry about the drop may have been dropped itself, in its time.
  if (!told.has(day) && !dropped.has(at)) return wrong(`the day was dropped on ${at}, and no entry says so`);
  return { entries: 0, erased: 0, wrong: null };
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
