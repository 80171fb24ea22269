import type { Body, Reply } from "@rapport/contract";
import type { searchStoreBooks, storeBookFacets } from "@rapport/contract/clienteling";
import { OperatorId } from "@rapport/contract";
import { facetsOf } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import type { PosActor } from "../http/index.ts";
import { countedDays, withContains } from "./book-conditions.ts";
import { matchedBlocks, type runMatchedBlocks, valueCounts } from "./book-index-queries.ts";
import { readCursor } from "./cursor.ts";
import { grouped } from "./grouped.ts";
import { fittingOf, sumOf } from "./matched-numbers.ts";
import { cardsOf } from "./search-book.ts";
import { NO_ORDER, partOf } from "./list-page.ts";
import { byName, pageOfSorting, sortedByOf, sortingOf } from "./sort-book.ts";
import { entriesOf, sortedPage } from "./sorted-queries.ts";
import { daysBefore, storeViewOf } from "./store-books.ts";
import { areShared, quietCounts, storePage } from "./store-queries.ts";

/** A page of the clients of all associates of the store, or part of them as a list, each client once (R42 to R46). */
export async function searchStore(
  deps: Pick<Deps, "db" | "clock">,
  { actor, sort, cursor, limit, whole, listed, ...query }: Body<typeof searchStoreBooks> & { actor: PosActor },
): Promise<Reply<typeof searchStoreBooks>> {
  const { db } = deps;
  const { legalEntity } = actor;
  const { setup, place, conditions } = await storeViewOf(deps, { actor, view: query, withKeys: false });
  const sorting = await sortingOf(deps, { setup, sort, cursor });
  const sorted = { sorting: { ...sorting.sort, offered: [...sorting.offered] } };
  if (place.clientBookIds.length === 0) return { total: 0, matching: 0, clients: [], ...sorted, nextCursor: null, ...(whole && NO_ORDER) };
  // The cards of named clients need to know of nobody else.
  const isWhole = listed !== null || (conditions.length === 0 && !(await areShared(db, place)));
  const { rows: blocks } = await matchedBlocks(place, conditions, { withBits: !isWhole }).execute(db);
  const fitting = () => (isWhole ? ({ kind: "all" } as const) : fittingOf(blocks));
  const { rows, ...part } = await partOf(deps, place, {
    asked: { whole, listed, limit },
    sorting,
    fitting,
    pageAfter: async () =>
      sorting.with === null
        ? (await storePage(place, { of: fitting(), after: cursor === null ? null : readCursor(cursor), limit }).execute(db)).rows.map(byName)
        : (await sortedPage(place, { entries: entriesOf(place, fitting()), by: sorting.with, ...pageOfSorting(sorting), limit }).execute(db)).rows,
  });
  await audit(deps, { legalEntity, actor, action: "client_book.viewed", subjects: rows.map(({ id }) => id) });
  return {
    total: sumOf(blocks, ({ clients }) => clients),
    matching: sumOf(blocks, ({ matching }) => matching),
    clients: await cardsOf(deps, { actor, setup, rows, sortedBy: await sortedByOf(deps, { setup, sorting, rows }) }),
    ...sorted,
    ...part,
  };
}

/** The choices "nobody contacted for N days". */
const QUIET_DAYS = [30, 60, 90, 180, 365];

/** The filters of the store's books with counts, which follow the other active filters (R39, R46). */
export async function storeFacets(
  deps: Pick<Deps, "db" | "clock">,
  { actor, query }: { actor: PosActor; query: Body<typeof storeBookFacets> },
): Promise<Reply<typeof storeBookFacets>> {
  const { db, clock } = deps;
  const { legalEntity } = actor;
  const { attributes, keys, today, books, place, conditions } = await storeViewOf(deps, { actor, view: query, withKeys: true });
  const onlyValues = attributes.flatMap(({ code, definition }) =>
    definition.filter?.kind === "date" ? [{ key: keys.get(code) ?? "", values: countedDays(query, { attribute: code, today }) }] : [],
  );
  const isCounted = place.clientBookIds.length > 0 && attributes.length > 0;
  // Whoever looks for a value inside one filter sees no other.
  const days = query.inside !== null ? [] : [...new Set([...QUIET_DAYS, ...(query.quietDays === null ? [] : [query.quietDays])])].toSorted((a, b) => a - b);
  const since = days.map((one) => daysBefore(clock.now(), one));
  const butQuiet = conditions.filter(({ kind }) => kind !== "quiet");
  const [values, quiet, ofOwners] = await Promise.all([
    isCounted
      ? valueCounts(place, { conditions, keys: [...keys.values()], onlyValues })
          .execute(db)
          .then(({ rows }) => rows)
      : [],
    since.length === 0 ? [] : quietCounts(db, place, { conditions: butQuiet, since }),
    ownerCounts(deps, { legalEntity, books: books.map(({ book_id }) => book_id), conditions }),
  ]);
  const byKey = new Map<string, Map<string, number>>([...keys.values()].map((key) => [key, new Map()]));
  for (const { key, value, clients } of values) byKey.get(key)?.set(value, clients);
  const counts = new Map(attributes.map(({ code }) => [code, byKey.get(keys.get(code) ?? "") ?? new Map<string, number>()]));
  const ofBook = new Map(ofOwners);
  return {
    facets: await withContains(db, facetsOf({ attributes, counts, filters: query.filters, today, inside: query.inside }), {
      place,
      conditions,
      keys,
      inside: query.inside,
    }),
    owners: books.map(({ book_id, operator_id, name }) => ({
      operatorId: OperatorId.parse(operator_id),
      name,
      count: ofBook.get(book_id) ?? 0,
      active: query.owners.some((owner) => owner === operator_id),
    })),
    quiet: days.map((one, at) => ({ days: one, count: quiet[at] ?? 0, active: one === query.quietDays })),
  };
}

/** How many clients of each book fit, also those who are in another book too. */
async function ownerCounts(
  { db }: Pick<Deps, "db">,
  { legalEntity, books, conditions }: { legalEntity: string; books: readonly string[]; conditions: Parameters<typeof runMatchedBlocks>[2] },
): Promise<readonly (readonly [string, number])[]> {
  if (books.length === 0) return [];
  const { rows } = await matchedBlocks({ legalEntity, clientBookIds: books }, conditions, { withBits: false, eachBook: true }).execute(db);
  return [...grouped(rows, ({ book }) => book)].map(([book, of]) => [book, sumOf(of, ({ matching }) => matching)] as const);
}
