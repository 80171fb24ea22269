import type { PermissionGroup } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "./saved.ts";

type Db = Kysely<Database>;

/** One of them when it is named. */
export function permissionGroupsOf(db: Db, { legalEntity, code }: { legalEntity: string; code?: string }) {
  return db
    .selectFrom("permission_group")
    .select(["code", "name", "operations", "active", "version", "changed_at", "changed_by"])
    .where("legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("code", "=", code ?? ""));
}

/** Those of these codes that are there, locked until the transaction ends. */
export async function lockedGroups(
  trx: Transaction<Database>,
  { legalEntity, codes }: { legalEntity: string; codes: readonly string[] },
): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const rows = await trx
    .selectFrom("permission_group")
    .select("code")
    .where("legal_entity", "=", legalEntity)
    .where("code", "in", [...new Set(codes)])
    .orderBy("code")
    .forShare()
    .execute();
  return new Set(rows.map(({ code }) => code));
}

export async function savePermissionGroup(
  db: Db,
  { legalEntity: legal_entity, code, ...details }: PermissionGroup & { legalEntity: string; code: string } & Omit<SavedRow, "version">,
): Promise<SavedRow> {
  return await db
    .insertInto("permission_group")
    .values({ legal_entity, code, ...details })
    .onConflict((conflict) => conflict.columns(["legal_entity", "code"]).doUpdateSet({ ...details, version: sql<number>`permission_group.version + 1` }))
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
}

export async function removePermissionGroup(trx: Transaction<Database>, { legalEntity, code }: { legalEntity: string; code: string }): Promise<void> {
  await trx.deleteFrom("permission_group").where("legal_entity", "=", legalEntity).where("code", "=", code).execute();
}
