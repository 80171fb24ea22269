import type { Deps } from "../deps.ts";
import type { Grant } from "../http/index.ts";
import { keyInUse } from "./api-keys/queries.ts";
import { known } from "./known-permissions.ts";
import { reachOfCodes } from "./reach-of-codes.ts";
import { grantsOf } from "./users/grants.ts";
import { isActive, rolesOf } from "./users/queries.ts";

/** What a person of headquarters or a key may do now, for work that goes on after their request. None for one that was taken away. */
export async function grantsNow({ db, clock }: Pick<Deps, "db" | "clock">, { kind, id }: { kind: "headquarters" | "apiKey"; id: string }): Promise<Grant[]> {
  if (kind === "headquarters") return (await isActive(db, id)) ? grantsOf(await rolesOf(db, id)) : [];
  const row = await keyInUse(db, { id, now: clock.now() });
  if (row === undefined) return [];
  return [{ permissions: known(row.permissions), legalEntities: row.legal_entities === null ? "all" : await reachOfCodes(db, row.legal_entities) }];
}
