import { Refusal } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { entityExists } from "./queries.ts";

export async function refuseUnknownEntity(db: Kysely<Database>, legalEntity: string): Promise<void> {
  if (!(await entityExists(db, legalEntity))) throw new Refusal("legal_entity.unknown", { legalEntity });
}
