import type { Actor, Reach } from "../http/index.ts";

/** Whoever saves something of a report suite: a person of headquarters or a key, and the name now. */
export function ownerOf(actor: Actor): { id: string; name: string } {
  if (actor.kind === "headquarters") return { id: `user:${actor.userId}`, name: actor.name };
  if (actor.kind === "apiKey") return { id: `key:${actor.id}`, name: actor.name };
  throw new Error(`${actor.kind} saves nothing of reports`);
}

/** Suites asked for and within reach; null for every one. */
export function suitesIn(reach: Reach, asked: readonly string[] | null): string[] | null {
  if (reach === "all") return asked === null ? null : [...asked];
  const own = [...reach.values()].filter((rsid) => rsid !== null);
  return asked === null ? own : asked.filter((rsid) => own.includes(rsid));
}

/** The words of a list with commas; null for no list. */
export function wordsOf(list: string | undefined): string[] | null {
  const words = list?.split(",").flatMap((word) => word.trim() || []) ?? [];
  // Nothing named is as if nothing was asked for.
  return words.length === 0 ? null : words;
}
