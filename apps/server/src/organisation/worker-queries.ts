import type { Worker } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import { sql, type Kysely, type Transaction } from "kysely";
import { operationsHeld } from "../sessions/index.ts";
import type { SavedRow } from "./saved.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;
type WorkersKey = { readonly legalEntity: string; readonly operatorId: string };

/** One of them when it is named. */
export function workersOf(db: Db, { legalEntity, operatorId }: { legalEntity: string; operatorId?: string }) {
  return db
    .selectFrom("worker as w")
    .select([
      "w.id",
      "w.operator_id",
      "w.name",
      "w.email",
      "w.operations",
      "w.permission_group",
      "w.withheld",
      "w.position",
      "w.language",
      "w.screen_layout",
      "w.employed_from",
      "w.employed_to",
    ])
    .select(["w.must_change_password", "w.active", "w.version", "w.changed_at", "w.changed_by"])
    .select([
      sql<boolean>`w.password_hash is not null`.as("has_password"),
      operationsHeld("w").as("holds"),
      sql<string[]>`array(select a.address_book from worker_address_book a where a.worker_id = w.id order by a.address_book)`.as("address_books"),
    ])
    .where("w.legal_entity", "=", legalEntity)
    .$if(operatorId !== undefined, (query) => query.where("w.operator_id", "=", operatorId ?? ""));
}

export async function workersAmong(db: Db, { legalEntity, codes }: { legalEntity: string; codes: readonly string[] }) {
  return codes.length === 0 ? [] : await workersOf(db, { legalEntity }).where("w.operator_id", "in", codes).execute();
}

/** Stores workers without their passwords, each once; `before` has the address books that they had. */
export async function saveWorkers(
  trx: Trx,
  {
    legalEntity: legal_entity,
    workers,
    stamp,
  }: {
    legalEntity: string;
    workers: readonly (Worker & { operatorId: string; before: { readonly address_books: readonly string[] } | undefined })[];
    stamp: Omit<SavedRow, "version">;
  },
): Promise<ReadonlyMap<string, SavedRow>> {
  if (workers.length === 0) return new Map();
  const rows = await trx
    .insertInto("worker")
    .values(
      workers.map((worker) => ({
        legal_entity,
        operator_id: worker.operatorId,
        name: worker.name,
        email: worker.email,
        position: worker.position,
        language: worker.language,
        screen_layout: worker.screenLayout,
        active: worker.active,
        permission_group: worker.permissionGroup,
        operations: worker.operations,
        withheld: worker.withheld,
        employed_from: worker.employedFrom,
        employed_to: worker.employedTo,
        ...stamp,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["legal_entity", "operator_id"]).doUpdateSet((eb) => ({
        name: eb.ref("excluded.name"),
        email: eb.ref("excluded.email"),
        position: eb.ref("excluded.position"),
        language: eb.ref("excluded.language"),
        screen_layout: eb.ref("excluded.screen_layout"),
        active: eb.ref("excluded.active"),
        permission_group: eb.ref("excluded.permission_group"),
        operations: eb.ref("excluded.operations"),
        withheld: eb.ref("excluded.withheld"),
        employed_from: eb.ref("excluded.employed_from"),
        employed_to: eb.ref("excluded.employed_to"),
        changed_at: eb.ref("excluded.changed_at"),
        changed_by: eb.ref("excluded.changed_by"),
        version: sql<number>`worker.version + 1`,
      })),
    )
    .returning(["id", "operator_id", "version", "changed_at", "changed_by"])
    .execute();
  const idOf = new Map(rows.map((row) => [row.operator_id, row.id]));
  const moved = workers.filter(({ employeeAddressBooks: books, before }) => books.join(" ") !== (before?.address_books ?? []).join(" "));
  const had = moved.flatMap(({ operatorId, before }) => (before === undefined ? [] : (idOf.get(operatorId) ?? [])));
  if (had.length > 0) await trx.deleteFrom("worker_address_book").where("worker_id", "in", had).execute();
  const books = moved.flatMap(({ operatorId, employeeAddressBooks }) =>
    employeeAddressBooks.map((address_book) => ({ worker_id: idOf.get(operatorId) ?? "", legal_entity, address_book })),
  );
  // 50 books each at most, so that parts are needed: a statement takes some ten thousand parameters.
  for (let at = 0; at < books.length; at += BOOKS_AT_ONCE)
    await trx
      .insertInto("worker_address_book")
      .values(books.slice(at, at + BOOKS_AT_ONCE))
      .execute();
  return new Map(rows.map((row) => [row.operator_id, row]));
}

const BOOKS_AT_ONCE = 5_000;

function passwordOf(db: Db, { legalEntity, operatorId }: WorkersKey) {
  return db.selectFrom("worker").select("password_hash").where("legal_entity", "=", legalEntity).where("operator_id", "=", operatorId);
}

export async function workersPassword(db: Db, worker: WorkersKey): Promise<string | null> {
  return (await passwordOf(db, worker).executeTakeFirst())?.password_hash ?? null;
}

/** Without a new password the old one stays. */
export async function saveWorker(
  trx: Trx,
  worker: Worker & WorkersKey & { passwordHash: string | undefined; mustChangePassword: boolean | undefined; stamp: Omit<SavedRow, "version"> },
): Promise<{ readonly id: string; readonly hasNewPassword: boolean }> {
  const { legalEntity: legal_entity, operatorId: operator_id, name, email, operations, withheld, passwordHash, position, language, active, stamp } = worker;
  const before = await passwordOf(trx, worker).forUpdate().executeTakeFirst();
  const hasNewPassword = passwordHash !== undefined && before?.password_hash !== passwordHash;
  const must = worker.mustChangePassword ?? (hasNewPassword ? false : undefined);
  const password = { ...(passwordHash !== undefined && { password_hash: passwordHash }), ...(must !== undefined && { must_change_password: must }) };
  const employment = { employed_from: worker.employedFrom, employed_to: worker.employedTo };
  const rights = { permission_group: worker.permissionGroup, operations, withheld };
  const details = { name, email, position, language, screen_layout: worker.screenLayout, active, ...rights, ...employment, ...password, ...stamp };
  const { id } = await trx
    .insertInto("worker")
    .values({ legal_entity, operator_id, ...details })
    .onConflict((conflict) => conflict.columns(["legal_entity", "operator_id"]).doUpdateSet({ ...details, version: sql<number>`worker.version + 1` }))
    .returning(["id"])
    .executeTakeFirstOrThrow();
  await trx.deleteFrom("worker_address_book").where("worker_id", "=", id).execute();
  const books = worker.employeeAddressBooks.map((address_book) => ({ worker_id: id, legal_entity, address_book }));
  if (books.length > 0) await trx.insertInto("worker_address_book").values(books).execute();
  return { id, hasNewPassword };
}

/** A password that the worker chose themselves. False when it was changed meanwhile. */
export async function setOwnPassword(trx: Trx, { workerId, from, to }: { workerId: string; from: string; to: string }): Promise<boolean> {
  const done = await trx
    .updateTable("worker")
    .set({ password_hash: to, must_change_password: false })
    .where("id", "=", workerId)
    .where("password_hash", "=", from)
    .returning("id")
    .executeTakeFirst();
  return done !== undefined;
}

export async function removeWorker(trx: Trx, { legalEntity, operatorId }: WorkersKey): Promise<void> {
  await trx.deleteFrom("worker").where("legal_entity", "=", legalEntity).where("operator_id", "=", operatorId).execute();
}
