import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { keyInUse } from "../api-keys/queries.ts";
import { grantsOf } from "../users/grants.ts";
import { rolesOf } from "../users/queries.ts";
import { isUserIn } from "./queries.ts";

interface Maker {
  readonly kind: string;
  readonly id: string;
  readonly legalEntity: string;
  readonly now: Date;
}

/** True while whoever made a code may set up its legal entity: what is taken away holds at once, also for what they handed out (SI10). */
export async function mayStillActivate(trx: Transaction<Database>, { kind, id, legalEntity, now }: Maker): Promise<boolean> {
  if (kind === "apiKey") {
    const key = await keyInUse(trx, { id, now });
    return key?.permissions.includes("organisation.manage") === true && (key.legal_entities === null || key.legal_entities.includes(legalEntity));
  }
  if (!(await isUserIn(trx, id))) return false;
  return grantsOf(await rolesOf(trx, id)).some(
    ({ permissions, legalEntities }) => permissions.has("organisation.manage") && (legalEntities === "all" || legalEntities.has(legalEntity)),
  );
}
