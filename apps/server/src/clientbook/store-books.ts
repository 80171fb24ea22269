import type { StoreBooksQuery } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { publishedSetup, refinableAttributes, todayOf, type ClientelingSetup, type GroupAttribute } from "../parameters/index.ts";
import { conditionsOf } from "./book-conditions.ts";
import { filterKeys, type BooksPlace, type Condition } from "./book-index-queries.ts";
import { grouped } from "./grouped.ts";
import { storeWorkers, type StoreWorker } from "./store-queries.ts";

const DAY_MS = 86_400_000;

/** The workers whose clients the store sees: those who share an employee address book with it, as published and as headquarters has it now (R43, PB3). */
export async function workersOfStore(db: Deps["db"], { legalEntity, store, published }: PosActor): Promise<readonly StoreWorker[]> {
  const books = published.store[store]?.employeeAddressBooks ?? [];
  const sharing = sharingBooks(published.workers);
  const pairs = books.flatMap((book) => sharing.get(book) ?? []);
  return await storeWorkers(db, { legalEntity, published: pairs });
}

type Workers = PosActor["published"]["workers"];
type Sharing = ReadonlyMap<string, readonly { readonly operatorId: string; readonly id: string | null; readonly book: string }[]>;
const SHARING = new WeakMap<Workers, Sharing>();

/** Who has each address book, as published. Worked out once for each section of a snapshot, which never changes and may hold ten thousand workers. */
function sharingBooks(workers: Workers): Sharing {
  const known = SHARING.get(workers);
  if (known !== undefined) return known;
  const pairs = Object.entries(workers).flatMap(([operatorId, { id, employeeAddressBooks }]) => employeeAddressBooks.map((book) => ({ operatorId, id, book })));
  const sharing = grouped(pairs, ({ book }) => book);
  SHARING.set(workers, sharing);
  return sharing;
}

export interface OwnedBook extends StoreWorker {
  readonly book_id: string;
}

/** A view of the store's books, made ready to be read. */
export interface StoreView {
  readonly setup: ClientelingSetup;
  readonly attributes: readonly GroupAttribute[];
  readonly keys: ReadonlyMap<string, string>;
  readonly today: string;
  /** The books of the store, and those of them that the view shows. */
  readonly books: readonly OwnedBook[];
  readonly place: BooksPlace;
  readonly conditions: readonly Condition[];
}

export async function storeViewOf(
  deps: Pick<Deps, "db" | "clock">,
  { actor, view, withKeys }: { actor: PosActor; view: StoreBooksQuery; withKeys: boolean },
): Promise<StoreView> {
  const { db, clock } = deps;
  const { legalEntity } = actor;
  const setup = await publishedSetup(db, actor);
  const attributes = refinableAttributes(setup);
  const today = withKeys || view.filters.some(({ kind }) => kind === "withinDays") ? await todayOf(deps, setup) : "";
  const keys = await filterKeys(db, { legalEntity, attributes: withKeys || view.filters.length > 0 ? attributes : [] });
  const books = (await workersOfStore(db, actor)).filter(hasBook);
  const shown = view.owners.length === 0 ? books : books.filter(({ operator_id }) => view.owners.some((owner) => owner === operator_id));
  const place = { legalEntity, clientBookIds: shown.map(({ book_id }) => book_id) };
  const conditions = [...(await conditionsOf(db, view, { attributes, keys, place, today })), ...quietOf(view, clock.now())];
  return { setup, attributes, keys, today, books, place, conditions };
}

function hasBook(worker: StoreWorker): worker is OwnedBook {
  return worker.book_id !== null;
}

function quietOf({ quietDays }: StoreBooksQuery, now: Date): Condition[] {
  return quietDays === null ? [] : [{ kind: "quiet", since: daysBefore(now, quietDays) }];
}

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}
