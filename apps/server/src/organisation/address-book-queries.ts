import type { AddressBookCode } from "@rapport/contract";
import type { AddressBook } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { SavedRow } from "./saved.ts";

type Db = Kysely<Database>;

/** One of them when it is named. */
export function addressBooksOf(db: Db, { legalEntity, code }: { legalEntity: string; code?: string }) {
  return db
    .selectFrom("address_book")
    .select(["code", "name", "active", "version", "changed_at", "changed_by"])
    .where("legal_entity", "=", legalEntity)
    .$if(code !== undefined, (query) => query.where("code", "=", code ?? ""));
}

export async function saveAddressBook(
  db: Db,
  { legalEntity: legal_entity, code, name, active, ...stamp }: AddressBook & { legalEntity: string; code: string } & Omit<SavedRow, "version">,
): Promise<SavedRow> {
  return await db
    .insertInto("address_book")
    .values({ legal_entity, code, name, active, ...stamp })
    .onConflict((conflict) =>
      conflict.columns(["legal_entity", "code"]).doUpdateSet({ name, active, ...stamp, version: sql<number>`address_book.version + 1` }),
    )
    .returning(["version", "changed_at", "changed_by"])
    .executeTakeFirstOrThrow();
}

export async function removeAddressBook(trx: Transaction<Database>, { legalEntity, code }: { legalEntity: string; code: string }): Promise<void> {
  await trx.deleteFrom("address_book").where("legal_entity", "=", legalEntity).where("code", "=", code).execute();
}

export async function addressBooksAmong(db: Db, { legalEntity, codes }: { legalEntity: string; codes: readonly AddressBookCode[] }): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const rows = await db.selectFrom("address_book").select("code").where("legal_entity", "=", legalEntity).where("code", "in", codes).execute();
  return new Set(rows.map(({ code }) => code));
}
