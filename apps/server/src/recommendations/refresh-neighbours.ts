import { DAY_MS } from "@rapport/domain";
import type { Neighbour } from "@rapport/domain/purchases";
import { inTransaction, tryLock } from "@rapport/operational";
import { engineTime } from "@rapport/warehouse";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { dataMark } from "../insights/index.ts";
import { job, type Job } from "../jobs/index.ts";
import { articlesOfAll, MOST_PAIRS, neighboursOfAll, pairsOfAll } from "./neighbour-queries.ts";
import { refreshOf, replaceNeighbours, saveAttempt, saveRefresh, suitesInUse } from "./queries.ts";

type RefreshDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">;

/** As far back as transactions may be linked. */
const HISTORY_DAYS = 762;
/** What nobody bought for so long is not recommended: a store may not have it any more. */
const SOLD_DAYS = 180;
/** It is made again at most a fiftieth of the time. */
const REST_FACTOR = 49;
const THOUSAND = 1000;

/** Every ten minutes it looks whether there are new data to compare. */
export function jobs(deps: Deps): readonly Job[] {
  return [
    job({
      name: "refreshNeighbours",
      payload: z.object({}),
      schedule: "*/10 * * * *",
      run: async () => {
        await refreshNeighbours(deps);
      },
    }),
  ];
}

/**
 * Makes the neighbours of every suite whose data changed (RC5). One process at a time: false when another one is doing it. A suite that fails keeps
 * what it had, rests as after one that went well, and does not stop the others.
 */
export async function refreshNeighbours(deps: RefreshDeps): Promise<boolean> {
  const lock = await tryLock(deps.pool, "neighbours");
  if (lock === null) return false;
  try {
    const mark = await dataMark(deps.db);
    for (const suite of await suitesInUse(deps.db)) {
      const last = await refreshOf(deps.db, suite);
      const rested = last === undefined || deps.clock.now().getTime() - last.tried_at.getTime() >= last.took_ms * REST_FACTOR;
      if (last?.mark === mark || !rested) continue;
      const at = deps.clock.now();
      const begun = performance.now();
      try {
        await refresh(deps, { suite, mark, at });
      } catch (error) {
        deps.log.error({ err: error, suite }, "the neighbours of articles could not be made");
        await saveAttempt(deps.db, { suite, at, tookMs: Math.round(performance.now() - begun) });
      }
    }
    return true;
  } finally {
    lock.release();
  }
}

async function refresh({ db, warehouse }: RefreshDeps, { suite, mark, at }: { suite: string; mark: string; at: Date }): Promise<void> {
  const begun = performance.now();
  const of = { suite, from: engineTime(at.getTime() - HISTORY_DAYS * DAY_MS) };
  const [all] = await warehouse.rows(pairsOfAll, of);
  const share = Math.max(1, Math.min(THOUSAND, Math.floor((MOST_PAIRS / Math.max(1, all?.pairs ?? 0)) * THOUSAND)));
  const articles = new Map((await warehouse.rows(articlesOfAll, of)).map(({ id, article }) => [id, article]));
  const sold = engineTime(at.getTime() - SOLD_DAYS * DAY_MS);
  const pairs = articles.size === 0 ? [] : await warehouse.rows(neighboursOfAll, { ...of, share, sold });
  const neighbours = pairs.flatMap(({ article, neighbour, together, people, neighbour_people: neighbourPeople }): Neighbour[] => {
    const [own, other] = [articles.get(article), articles.get(neighbour)];
    if (own === undefined || other === undefined) return [];
    return [{ article: own, neighbour: other, together, people, neighbourPeople }];
  });
  await inTransaction(db, async (trx) => {
    await replaceNeighbours(trx, { suite, neighbours });
    await saveRefresh(trx, { suite, at, mark, tookMs: Math.round(performance.now() - begun), comparedOfThousand: share });
  });
}
