import type { CustomerId } from "@rapport/contract";
import { prepared, type Database } from "@rapport/operational";
import { sql, type Kysely } from "kysely";
import { OPT_OUTS, SHOWN } from "./queries.ts";

type Db = Kysely<Database>;

/** Joins the primary owner's entry as `e` to customers `c` (BK1). */
export const primaryEntry = sql`left join lateral (
      select n.legal_entity, n.customer_id, n.client_book_id from client_book_entry n
      where n.legal_entity = c.legal_entity and n.customer_id = c.id order by n.place limit 1
    ) e on true`;

/** The client books that a customer is in, the primary one first. */
export async function clientBooksOf(db: Db, { legalEntity, customerId }: { legalEntity: string; customerId: CustomerId }) {
  return await db
    .selectFrom("client_book_entry as e")
    .innerJoin("client_book as b", (join) => join.onRef("b.legal_entity", "=", "e.legal_entity").onRef("b.id", "=", "e.client_book_id"))
    .innerJoin("worker as w", "w.id", "b.worker_id")
    .select(["b.id as book_id", "w.id as worker_id", "w.operator_id", "w.name"])
    .where("e.legal_entity", "=", legalEntity)
    .where("e.customer_id", "=", customerId)
    .orderBy("e.place")
    .execute();
}

/** Those of these customers who are in the worker's own book. */
export async function mineAmong(
  db: Db,
  { legalEntity, workerId, customerIds }: { legalEntity: string; workerId: string; customerIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("client_book_entry as e")
    .modifyFront(prepared)
    .innerJoin("client_book as b", (join) => join.onRef("b.legal_entity", "=", "e.legal_entity").onRef("b.id", "=", "e.client_book_id"))
    .select("e.customer_id")
    .where("e.legal_entity", "=", legalEntity)
    .where("b.worker_id", "=", workerId)
    .where(sql<boolean>`e.customer_id = any(${[...customerIds]}::uuid[])`)
    .execute();
  return new Set(rows.map(({ customer_id }) => customer_id));
}

/** The customer with the primary owner's book, if they are in one (BK1). */
export async function customerWithBook(db: Db, { legalEntity, customerId }: { legalEntity: string; customerId: CustomerId }) {
  return await db
    .selectFrom("customer as c")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("client_book_entry as n")
          .select(["n.legal_entity", "n.client_book_id"])
          .whereRef("n.legal_entity", "=", "c.legal_entity")
          .whereRef("n.customer_id", "=", "c.id")
          .orderBy("n.place")
          .limit(1)
          .as("e"),
      (join) => join.onTrue(),
    )
    .leftJoin("client_book as b", (join) => join.onRef("b.legal_entity", "=", "e.legal_entity").onRef("b.id", "=", "e.client_book_id"))
    .leftJoin("worker as w", "w.id", "b.worker_id")
    .leftJoin("customer_photo as p", "p.customer_id", "c.id")
    .select("p.file as photo")
    .select([...SHOWN, ...OPT_OUTS, "c.attributes", "b.id as book_id", "w.id as owner_id", "w.operator_id as owner_operator_id", "w.name as owner_name"])
    .where("c.legal_entity", "=", legalEntity)
    .where("c.id", "=", customerId)
    .executeTakeFirst();
}
