import type { Visitor } from "./persisting.ts";

export const VISIT_GAP_MS = 30 * 60_000;
export const VISIT_MAX_MS = 12 * 3_600_000;

export function visitOfNewHit({ visitor, atMs }: { visitor: Visitor; atMs: number }): { number: number; startMs: number } {
  const current = visitor.visits.find((visit) => visit.isCurrent);
  visitor.newestMs = atMs;
  if (current !== undefined && !isOver(current, atMs)) {
    current.lastMs = atMs;
    return current;
  }
  for (const visit of visitor.visits) visit.isCurrent = false;
  const visit = { number: ++visitor.numbered, startMs: atMs, lastMs: atMs, isCurrent: true };
  visitor.visits.push(visit);
  return visit;
}

export function visitOfOldHit({ visitor, atMs }: { visitor: Visitor; atMs: number }): { number: number; startMs: number } {
  const covering = visitor.visits.find((visit) => visit.startMs <= atMs && atMs <= visit.lastMs);
  if (covering !== undefined) return covering;
  const visit = { number: ++visitor.numbered, startMs: atMs, lastMs: atMs, isCurrent: false };
  visitor.visits.push(visit);
  return visit;
}

/** A hit behind the newest that lies in the newest visit, or at most a gap before it; a past visit that covers it wins. */
export function visitOfLateHit({ visitor, atMs }: { visitor: Visitor; atMs: number }): { number: number; startMs: number } | undefined {
  if (visitor.visits.some((visit) => !visit.isCurrent && visit.startMs <= atMs && atMs <= visit.lastMs)) return undefined;
  const current = visitor.visits.find((visit) => visit.isCurrent);
  return current !== undefined && current.startMs - VISIT_GAP_MS <= atMs ? current : undefined;
}

export function isOver({ startMs, lastMs }: { startMs: number; lastMs: number }, atMs: number): boolean {
  return atMs - lastMs > VISIT_GAP_MS || atMs - startMs > VISIT_MAX_MS;
}
