import { OperatorId, Refusal, type LegalEntityCode, type Query, type Reply } from "@rapport/contract";
import type { ClientBookRow, listBookOwners, listClientBooks } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { entityOrRefusal } from "../organisation/index.ts";
import { bookOfOperator, booksPage, ownersInUse, type BookRow } from "./book-list-queries.ts";
import { dayOfLeaving } from "./queries.ts";

/** Whose book each is, and how large (R101). */
export async function listBooks(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { readonly legalEntity: LegalEntityCode; readonly list: Query<typeof listClientBooks> },
): Promise<Reply<typeof listClientBooks>> {
  await entityOrRefusal(db, legalEntity);
  const { rows, total } = await booksPage(db, { legalEntity, list });
  return { clientBooks: rows.map(shown), total };
}

export async function readBook(
  { db }: Pick<Deps, "db">,
  { legalEntity, operatorId }: { readonly legalEntity: LegalEntityCode; readonly operatorId: OperatorId },
): Promise<ClientBookRow> {
  await entityOrRefusal(db, legalEntity);
  const row = await bookOfOperator(db, { legalEntity, operatorId });
  if (row === undefined) throw new Refusal("worker.unknown", { legalEntity, operatorId });
  return shown(row);
}

export async function listOwners({ db, clock }: Pick<Deps, "db" | "clock">, legalEntity: LegalEntityCode): Promise<Reply<typeof listBookOwners>> {
  await entityOrRefusal(db, legalEntity);
  const rows = await ownersInUse(db, { legalEntity, today: dayOfLeaving(clock.now()) });
  return { owners: rows.map(({ operator_id, name, client_book_id: clientBookId }) => ({ operatorId: OperatorId.parse(operator_id), name, clientBookId })) };
}

function shown({ client_book_id: clientBookId, operator_id, name, active, clients, changed_at }: BookRow): ClientBookRow {
  return { clientBookId, owner: { operatorId: OperatorId.parse(operator_id), name, active }, clients, changedAt: changed_at?.toISOString() ?? null };
}
