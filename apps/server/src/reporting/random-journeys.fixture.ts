import { LIST_SEPARATOR } from "@rapport/domain";
import { randomWords } from "@rapport/testkit";
import type { CreditedRow } from "@rapport/domain/reference";
import { negativeOf, type TestHit } from "./hits.fixture.ts";

/** One visitor's history, twice: as rows of `hits_v1`, and as plain loops see it. All values begin with its mark, so each history has numbers of its own. */
export interface RandomJourney {
  readonly hits: readonly TestHit[];
  /** By dimension. */
  readonly rows: Readonly<Record<"evar1" | "list1", readonly CreditedRow[]>>;
}

const DAY_MS = 86_400_000;
/** Histories begin two weeks before March 2026 and end in it. */
const START_MS = Date.UTC(2026, 1, 15);

/**
 * Visits with values and orders, hits of one millisecond, rows of files with and without values, returns, rows of nobody, and rows that were linked
 * late: the row of nobody, its negative, and the row of the visitor. The mark is `h<n>`.
 */
export function randomJourney(n: number, seed: number): RandomJourney {
  const word = randomWords(seed * 1_000_003 + n);
  const below = (most: number) => word() % most;
  const visitor = `vid:h${n}`;
  const value = () => `h${n} ${["red", "blue", "green", "Red"][below(4)]}`;
  const hits: TestHit[] = [];
  const rows = { evar1: [] as CreditedRow[], list1: [] as CreditedRow[] };
  let position = n * 1_000;
  let atMs = START_MS + below(20 * DAY_MS);
  const cents = () => String(1 + below(20_000) / 100);

  const add = (hit: Omit<TestHit, "at" | "position"> & { isPlain?: boolean }, { isCounted = true }: { isCounted?: boolean } = {}) => {
    const isRow = (hit.source ?? 1) >= 5;
    const place = BigInt(position) + (isRow ? 2n ** 63n : 0n);
    hits.push({ ...hit, at: new Date(atMs).toISOString().replace("T", " ").replace("Z", ""), position: place });
    if (!isCounted) return;
    const owner = hit.visitor === "" ? null : (hit.visitor ?? null);
    const common = { atMs, position: place, visit: isRow ? null : `${hit.visit}`, visitor: owner, amount: Number(hit.revenue ?? 0) };
    const { evar1, list1 } = hit.dims ?? {};
    rows.evar1.push({ ...common, values: evar1 === undefined ? [] : [evar1.toLowerCase()] });
    rows.list1.push({ ...common, values: list1 === undefined ? [] : [...new Set(list1.split(LIST_SEPARATOR))] });
  };

  const dims = (chance: number): Record<string, string> => ({
    ...(below(100) < chance ? { evar1: value() } : {}),
    ...(below(100) < chance / 2 ? { list1: Array.from({ length: 1 + below(3) }, value).join(LIST_SEPARATOR) } : {}),
  });
  const line = () => n * 100 + (hits.length % 100);

  for (let visit = 1; visit <= 1 + below(3); visit++) {
    atMs += 2 * 3_600_000 + below(9 * DAY_MS);
    for (let hit = 0; hit < 1 + below(6); hit++) {
      position++;
      atMs += below(4) === 0 ? 0 : below(600_000);
      add({ visitor, visit, dims: dims(60), ...(below(4) === 0 ? { revenue: cents(), orders: "1" } : {}) });
    }
    for (let row = below(3); row > 0; row--) {
      position++;
      atMs += below(3) === 0 ? 0 : below(2 * DAY_MS);
      const kind = below(4);
      const own = { dims: dims(30), revenue: kind === 1 ? `-${cents()}` : cents(), isReturn: kind === 1, line: line() };
      if (kind < 2) add({ ...own, visitor, source: 7 });
      if (kind === 2) add({ ...own, visitor: "", source: 5 });
      if (kind === 3) {
        const waiting = { ...own, visitor: "", source: 5 as const, range: 0 };
        add(waiting, { isCounted: false });
        const { at: _, position: __, ...negative } = negativeOf({ at: "", ...waiting });
        add(negative, { isCounted: false });
        add({ ...own, visitor, source: 7, range: 2 });
      }
    }
  }
  return { hits, rows };
}
