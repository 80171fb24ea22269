import { compareTexts } from "../values/compare-texts.ts";
import { isKept, type KeptLine } from "./favourites.ts";

/** What was bought or given back within so many days is not recommended (RC2). */
export const LATELY_DAYS = 365;
/** With fewer people a reason could tell what one of them bought (RC3). */
export const LEAST_PEOPLE = 5;
/** From how many of the articles that somebody has recommendations are made: those bought last. */
export const MOST_REASONS = 50;

/** Two articles that people have together: how many have both, and how many have each. */
export interface Neighbour {
  readonly article: string;
  readonly neighbour: string;
  readonly together: number;
  readonly people: number;
  readonly neighbourPeople: number;
}

export interface Recommended {
  readonly article: string;
  /** The article that they have and that speaks most for it. */
  readonly because: string;
  /** How many others have both. */
  readonly people: number;
}

/** The articles that somebody has, the last bought first. */
function articlesOf(lines: readonly KeptLine[]): Set<string> {
  return new Set(lines.flatMap((line) => (isKept(line) ? [line.article] : [])));
}

/** Those of them from which recommendations are made. */
export function articlesKept(lines: readonly KeptLine[]): string[] {
  return [...articlesOf(lines)].slice(0, MOST_REASONS);
}

/**
 * What to recommend (RC1 to RC3), the best first. An article counts for each of theirs as much as the two are alike: the people who have both,
 * divided by the square root of the product of those who have each. Equal ones are sorted by name.
 *
 * @param lines what the customer bought and gave back, the newest first @param since what they bought or gave back from then on is left out, ISO 8601
 */
export function recommend({
  lines,
  neighbours,
  since,
  limit,
}: {
  lines: readonly KeptLine[];
  neighbours: readonly Neighbour[];
  since: string;
  limit: number;
}): Recommended[] {
  const reasons = new Set(articlesKept(lines));
  const kept = articlesOf(lines);
  const ever = new Set(lines.flatMap(({ kind, product, article }) => (product === null || kind === "return" ? [] : [article])));
  const lately = new Set(lines.flatMap(({ product, article, at }) => (product !== null && at >= since ? [article] : [])));
  const found = new Map<string, { score: number; best: number; because: string; people: number }>();
  // In one order, because sums of fractions depend on it.
  const inOrder = neighbours.toSorted((a, b) => compareTexts(a.article, b.article));
  for (const { article, neighbour, together, people: having, neighbourPeople } of inOrder) {
    // Somebody who had it before may be counted themselves.
    const others = together - (ever.has(neighbour) ? 1 : 0);
    if (!reasons.has(article) || kept.has(neighbour) || lately.has(neighbour) || others < LEAST_PEOPLE) continue;
    const alike = together / Math.sqrt(having * neighbourPeople);
    const known = found.get(neighbour);
    const isBetter = known === undefined || alike > known.best || (alike === known.best && compareTexts(article, known.because) < 0);
    const reason = isBetter ? { best: alike, because: article, people: others } : known;
    found.set(neighbour, { ...reason, score: (known?.score ?? 0) + alike });
  }
  return [...found]
    .toSorted(([a, one], [b, other]) => other.score - one.score || compareTexts(a, b))
    .slice(0, limit)
    .map(([article, { because, people }]) => ({ article, because, people }));
}
