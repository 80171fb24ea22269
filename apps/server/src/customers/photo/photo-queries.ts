import type { CustomerId } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import type { ImageType } from "./kind-of-image.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export async function photoOf(db: Db, customerId: CustomerId) {
  return await db.selectFrom("customer_photo").select(["file", "content_type", "bytes"]).where("customer_id", "=", customerId).executeTakeFirst();
}

/** The same, and nobody else changes it until the transaction ends: the customer is locked, because there may be no photo yet. */
export async function heldPhoto(trx: Trx, customerId: CustomerId) {
  await trx.selectFrom("customer").select("id").where("id", "=", customerId).forNoKeyUpdate().execute();
  return await photoOf(trx, customerId);
}

export interface NewPhoto {
  readonly customerId: CustomerId;
  readonly file: string;
  readonly contentType: ImageType;
  readonly bytes: number;
  readonly addedAt: Date;
}

export async function savePhoto(trx: Trx, { customerId, file, contentType, bytes, addedAt }: NewPhoto): Promise<void> {
  const photo = { file, content_type: contentType, bytes, added_at: addedAt };
  await trx
    .insertInto("customer_photo")
    .values({ customer_id: customerId, ...photo })
    .onConflict((conflict) => conflict.column("customer_id").doUpdateSet(photo))
    .execute();
}

export async function removePhoto(trx: Trx, customerId: CustomerId): Promise<void> {
  await trx.deleteFrom("customer_photo").where("customer_id", "=", customerId).execute();
}

/** The photos of those of these customers who have one. */
export async function photosOf(db: Db, customerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (customerIds.length === 0) return new Map();
  const rows = await db.selectFrom("customer_photo").select(["customer_id", "file"]).where("customer_id", "in", customerIds).execute();
  return new Map(rows.map(({ customer_id, file }) => [customer_id, file]));
}

/** Those of these files that are somebody's photo. */
export async function photoFiles(db: Db, files: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ file: string }>`select file from customer_photo where file = any(${files}::uuid[])`.execute(db);
  return new Set(rows.map(({ file }) => file));
}

export async function hasPhotos(db: Db): Promise<boolean> {
  return (await db.selectFrom("customer_photo").select("file").limit(1).executeTakeFirst()) !== undefined;
}
