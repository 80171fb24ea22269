import { MAX_PAST_VISITS, type Profile, type Visit } from "./profile.ts";

/** A visit ends after more than 30 minutes without a hit, 12 hours, 2,500 hits, or 100 hits in its first 100 seconds (VI1). */
export const VISIT_LIMITS = { restMs: 1_800_000, lengthMs: 43_200_000, hits: 2_500, burstHits: 100, burstMs: 100_000 } as const;

export interface Placed {
  readonly number: number;
  readonly start: number;
  /** The number of the hit in its visit, from 1. */
  readonly hit: number;
  readonly isFirst: boolean;
  readonly visits: Pick<Profile, "visits" | "visit" | "past">;
}

/** True when a hit at `at` comes too late to belong to this visit. */
export function isOver(visit: Visit, at: number): boolean {
  const [, start, last, hits] = visit;
  return (
    at - last > VISIT_LIMITS.restMs ||
    at - start > VISIT_LIMITS.lengthMs ||
    hits >= VISIT_LIMITS.hits ||
    (hits >= VISIT_LIMITS.burstHits && at - start <= VISIT_LIMITS.burstMs)
  );
}

/** A hit in order continues the current visit or begins the next. */
export function placeHit(profile: Profile, at: number): Placed {
  const { visit } = profile;
  if (isOver(visit, at)) {
    const number = profile.visits + 1;
    return placed({ visits: number, visit: [number, at, at, 1], past: remember(profile.past, visit) }, [number, at, at, 1]);
  }
  const current: Visit = [visit[0], visit[1], at, visit[3] + 1];
  return placed({ visits: profile.visits, visit: current, past: profile.past }, current);
}

/**
 * A hit older than the visitor's newest that lies in the newest visit, or within 30 minutes before it (OA6). The visit keeps
 * its number and start, and its limits do not apply. A past visit whose span covers the hit wins. null for an older hit.
 */
export function placeLateHit(profile: Profile, at: number): Placed | null {
  const { past, visit } = profile;
  if (at < visit[1] - VISIT_LIMITS.restMs || coveringVisit(past, at) !== null) return null;
  const joined: Visit = [visit[0], visit[1], visit[2], visit[3] + 1];
  return placed({ visits: profile.visits, visit: joined, past }, joined);
}

/** An even older hit joins the visit whose span covers it, else it makes its own, numbered by arrival (OA9). */
export function placeOldHit(profile: Profile, at: number): Placed {
  const { past, visit } = profile;
  const i = coveringVisit(past, at);
  if (i !== null) {
    const joined: Visit = [past[i] ?? 0, past[i + 1] ?? 0, past[i + 2] ?? 0, (past[i + 3] ?? 0) + 1];
    return placed({ visits: profile.visits, visit, past: past.with(i + 3, joined[3]) }, joined);
  }
  const own: Visit = [profile.visits + 1, at, at, 1];
  return placed({ visits: own[0], visit, past: remember(past, own) }, own);
}

/** The index in `past` of the visit whose span covers `at`. */
function coveringVisit(past: readonly number[], at: number): number | null {
  for (let i = 0; i < past.length; i += VISIT_NUMBERS) if ((past[i + 1] ?? 0) <= at && at <= (past[i + 2] ?? 0)) return i;
  return null;
}

const VISIT_NUMBERS = 4;

function placed(visits: Placed["visits"], [number, start, , hit]: Visit): Placed {
  return { number, start, hit, isFirst: hit === 1, visits };
}

function remember(past: readonly number[], visit: Visit): readonly number[] {
  const kept = past.length >= MAX_PAST_VISITS * VISIT_NUMBERS ? past.slice(VISIT_NUMBERS) : past;
  return [...kept, ...visit];
}
