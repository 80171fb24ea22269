import { AccountNumber, CustomerId, OperatorId, type Body, type Reply } from "@rapport/contract";
import type { ClientCard, searchClientBook } from "@rapport/contract/clienteling";
import { chooseSlots, displayNameOf, fillSlots, initialsOf } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { photosOf, storedAttributes } from "../customers/index.ts";
import { audit } from "../audit/index.ts";
import type { ClientelingSetup } from "../parameters/index.ts";
import type { PosActor } from "../http/index.ts";
import { readMeasures } from "../insights/index.ts";
import { maySeeOwners } from "./add-clients.ts";
import { runMatchedBlocks, type Condition, type MatchedBlock } from "./book-index-queries.ts";
import { readCursor } from "./cursor.ts";
import { ownersOf } from "./entry-queries.ts";
import { grouped } from "./grouped.ts";
import { bitsOf, FEW, fittingOf, numbersOf, sumOf } from "./matched-numbers.ts";
import { ownViewOf } from "./own-view.ts";
import { bookPage, type PageOf, type PageRow } from "./queries.ts";
import { NO_ORDER, partOf } from "./list-page.ts";
import { byName, pageOfSorting, sortedByOf, sortingOf } from "./sort-book.ts";
import { entriesOf, sortedPage } from "./sorted-queries.ts";

type Search = Body<typeof searchClientBook> & { readonly actor: PosActor };

/** A page of the associate's own book, or part of it as a list; an associate without a book has an empty one. */
export async function searchBook(
  deps: Pick<Deps, "db" | "clock">,
  { actor, sort, cursor, limit, whole, listed, ...query }: Search,
): Promise<Reply<typeof searchClientBook>> {
  const { db } = deps;
  const { legalEntity } = actor;
  const { setup, conditions, clientBookId } = await ownViewOf(deps, { actor, view: query });
  const sorting = await sortingOf(deps, { setup, sort, cursor });
  const sorted = { sorting: { ...sorting.sort, offered: [...sorting.offered] } };
  if (clientBookId === undefined) return { clientBookId: null, total: 0, matching: 0, clients: [], ...sorted, nextCursor: null, ...(whole && NO_ORDER) };
  const books = { legalEntity, clientBookIds: [clientBookId] };
  const blocks = await runMatchedBlocks(db, books, conditions);
  const fitting = () => (conditions.length === 0 ? ({ kind: "all" } as const) : fittingOf(blocks));
  const { rows, ...part } = await partOf(deps, books, {
    asked: { whole, listed, limit },
    sorting,
    fitting,
    pageAfter: async () =>
      sorting.with === null
        ? (
            await bookPage(
              { legalEntity, clientBookId },
              { of: pageOf(blocks, conditions), after: cursor === null ? null : readCursor(cursor), limit },
            ).execute(db)
          ).rows.map(byName)
        : (await sortedPage(books, { entries: entriesOf(books, fitting()), by: sorting.with, ...pageOfSorting(sorting), limit }).execute(db)).rows,
  });
  await audit(deps, { legalEntity, actor, action: "client_book.viewed", subjects: [{ kind: "clientBook", id: clientBookId }, ...rows.map(({ id }) => id)] });
  return {
    clientBookId,
    total: sumOf(blocks, ({ clients }) => clients),
    matching: sumOf(blocks, ({ matching }) => matching),
    clients: await cardsOf(deps, { actor, setup, rows, sortedBy: await sortedByOf(deps, { setup, sorting, rows }) }),
    ...sorted,
    ...part,
  };
}

function pageOf(blocks: readonly MatchedBlock[], conditions: readonly Condition[]): PageOf {
  if (conditions.length === 0) return { kind: "all" };
  if (sumOf(blocks, ({ matching }) => matching) <= FEW) return { kind: "numbers", numbers: blocks.flatMap(numbersOf) };
  return { kind: "bits", bits: bitsOf(blocks) };
}

/** Whose clients these are, as far as the asker may know (RI2b): the primary owner, then the others (BK1). */
async function shownOwners({ db }: Pick<Deps, "db">, { actor, customerIds }: { actor: PosActor; customerIds: readonly string[] }) {
  const all = grouped(await ownersOf(db, { legalEntity: actor.legalEntity, customerIds }), ({ customer_id }) => customer_id);
  const named = maySeeOwners(actor);
  return (customerId: string) => {
    const [first, ...others] = (all.get(customerId) ?? []).map(({ worker_id, operator_id, worker_name }) =>
      named || worker_id === actor.workerId ? { operatorId: OperatorId.parse(operator_id), name: worker_name } : null,
    );
    return { owner: first ?? null, otherOwners: others.filter((owner) => owner !== null) };
  };
}

interface CardsOf<Row extends PageRow> {
  readonly actor: PosActor;
  readonly setup: ClientelingSetup;
  readonly rows: readonly Row[];
  readonly sortedBy?: (row: Row) => Pick<ClientCard, "sortedBy">;
}

/** The cards of these rows, in their order. */
export async function cardsOf<Row extends PageRow>(
  deps: Pick<Deps, "db" | "clock">,
  { actor, setup, rows, sortedBy = () => ({}) }: CardsOf<Row>,
): Promise<ClientCard[]> {
  const choices = chooseSlots({ measures: setup.measures, attributes: setup.clientBookAttributes });
  const measure = await readMeasures(deps, { setup, customerIds: rows.map(({ id }) => id) });
  const photos = await photosOf(
    deps.db,
    rows.map(({ id }) => id),
  );
  const owners = await shownOwners(deps, { actor, customerIds: rows.map(({ id }) => id) });
  return rows.map((row) => {
    const name = { firstName: row.first_name, lastName: row.last_name };
    return {
      customerId: CustomerId.parse(row.id),
      accountNumber: AccountNumber.parse(row.account_number),
      name: displayNameOf(name),
      initials: initialsOf(name),
      photo: photos.get(row.id) ?? null,
      phone: row.phone,
      email: row.email,
      city: row.city,
      ...owners(row.id),
      ...sortedBy(row),
      slots: fillSlots(choices, { attributes: storedAttributes(row.attributes), measure: (code) => measure(row.id, code) }),
    };
  });
}
