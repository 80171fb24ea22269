import type { Endpoint } from "@rapport/contract";
import type { Deps, Running } from "../deps.ts";
import type { FollowUp } from "../http/index.ts";
import { publishNow } from "./publish.ts";
import { entitiesAtOnce, entitiesOfUpgrade, publishesAtOnce, storesOfUpgrade } from "./queries.ts";

type PublishDeps = Pick<Deps, "db" | "clock">;

const EVERYTHING = [9999] as const;

/** Before a change of configuration is answered, stores of a legal entity that publishes at once have it (PB9). */
export function publishChanges(deps: PublishDeps): FollowUp {
  return {
    follows: ({ method, permission, path }: Endpoint) => method !== "GET" && permission === "organisation.manage" && path.includes("/:legalEntity"),
    run: async ({ actor, params }) => {
      const { legalEntity } = params as { legalEntity: string };
      await publishIfAtOnce(deps, { legalEntity, by: actor.kind === "headquarters" ? actor.name : null });
    },
  };
}

export async function publishIfAtOnce(deps: PublishDeps, { legalEntity, by }: { legalEntity: string; by: string | null }): Promise<void> {
  if (await publishesAtOnce(deps.db, legalEntity)) await publishNow(deps, { legalEntity, jobs: EVERYTHING, by });
}

/** The same for a change that may concern every legal entity. */
export async function publishAllAtOnce(deps: PublishDeps): Promise<void> {
  for (const legalEntity of await entitiesAtOnce(deps.db)) await publishNow(deps, { legalEntity, jobs: EVERYTHING, by: null });
}

/** Stores that showed every change at once before an upgrade get what there is as their first snapshot (PB5). Done before requests are answered. */
export async function start(deps: Deps): Promise<Running | undefined> {
  for (const legalEntity of await entitiesOfUpgrade(deps.db))
    await publishNow(deps, { legalEntity, stores: await storesOfUpgrade(deps.db, legalEntity), jobs: EVERYTHING, by: null });
  return undefined;
}
