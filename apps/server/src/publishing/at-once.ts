import type { Endpoint } from "@rapport/contract";
import type { Deps, Running } from "../deps.ts";
import type { FollowUp } from "../http/index.ts";
import { addJob, job, type Job } from "../jobs/index.ts";
import { z } from "zod";
import { publishNow } from "./publish.ts";
import { entitiesAtOnce, entitiesOfUpgrade, publishesAtOnce, storesOfUpgrade } from "./queries.ts";

type PublishDeps = Pick<Deps, "db" | "clock">;
type SoonDeps = Pick<Deps, "db" | "clock" | "log">;

const PUBLISH_AT_ONCE = "publish-at-once";

export function publishAtOnceJob(deps: PublishDeps): Job {
  return job({
    name: PUBLISH_AT_ONCE,
    payload: z.object({ legalEntity: z.string(), by: z.string().nullable() }),
    run: (change) => publishIfAtOnce(deps, change),
  });
}

const EVERYTHING = [9999] as const;

/** Before a change of configuration is answered, stores of a legal entity that publishes at once have it (PB9). */
export function publishChanges(deps: SoonDeps): FollowUp {
  return {
    follows: ({ configures }: Endpoint) => configures,
    run: async ({ actor, params }) => {
      const { legalEntity } = params as { legalEntity: string };
      const by = actor.kind === "headquarters" ? actor.name : null;
      await publishOrSoon(deps, { legalEntity, by });
    },
  };
}

/** For a change that is stored and may concern every legal entity. */
export async function publishAllOrSoon(deps: SoonDeps): Promise<void> {
  for (const legalEntity of await entitiesAtOnce(deps.db)) await publishOrSoon(deps, { legalEntity, by: null });
}

/** For a change that is stored, and so is answered: when it cannot be published now, stores get it a little later. */
export async function publishOrSoon(deps: SoonDeps, change: { readonly legalEntity: string; readonly by: string | null }): Promise<void> {
  try {
    await publishIfAtOnce(deps, change);
  } catch (error) {
    const { legalEntity } = change;
    deps.log.warn({ event: "publishing.later", legalEntity, err: error }, "a change was stored and not published at once");
    await addJob(deps.db, { name: PUBLISH_AT_ONCE, payload: change, key: `${PUBLISH_AT_ONCE} ${legalEntity}` });
  }
}

export async function publishIfAtOnce(deps: PublishDeps, { legalEntity, by }: { legalEntity: string; by: string | null }): Promise<void> {
  if (await publishesAtOnce(deps.db, legalEntity)) await publishNow(deps, { legalEntity, jobs: EVERYTHING, by });
}

/** The same for a change that may concern every legal entity. */
export async function publishAllAtOnce(deps: PublishDeps): Promise<void> {
  for (const legalEntity of await entitiesAtOnce(deps.db)) await publishNow(deps, { legalEntity, jobs: EVERYTHING, by: null });
}

/**
 * Stores that showed every change at once before an upgrade get what there is as their first snapshot (PB5), and those of a legal entity that publishes at once
 * what they lack, should the process have ended between a change and its publication (PB9). Done before requests are answered.
 */
export async function start(deps: Deps): Promise<Running | undefined> {
  for (const legalEntity of await entitiesOfUpgrade(deps.db))
    await publishNow(deps, { legalEntity, stores: await storesOfUpgrade(deps.db, legalEntity), jobs: EVERYTHING, by: null });
  await publishAllAtOnce(deps);
  return undefined;
}
