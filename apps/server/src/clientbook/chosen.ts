import { Refusal, type CustomerId, type LegalEntityCode } from "@rapport/contract";
import { Overtaken, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { noSuchCustomer } from "../customers/index.ts";
import { matchedBlocks, type BooksPlace, type Condition } from "./book-index-queries.ts";
import { numbersOf, sumOf } from "./matched-numbers.ts";
import { lockedCustomers, type LockedCustomer } from "./queries.ts";
import { customersNumbered } from "./store-queries.ts";

type Trx = Transaction<Database>;

/** The most clients that one request moves or removes. */
const MOST_AT_ONCE = 5_000;

/** Clients who were chosen one by one, locked. */
export async function lockedOf(trx: Trx, { legalEntity, customerIds }: { legalEntity: LegalEntityCode; customerIds: readonly CustomerId[] }) {
  const ids = [...new Set(customerIds)];
  const customers = await lockedCustomers(trx, { legalEntity, ids });
  if (customers.length < ids.length) throw noSuchCustomer();
  return customers;
}

interface View {
  readonly legalEntity: LegalEntityCode;
  readonly place: BooksPlace;
  readonly conditions: readonly Condition[];
  readonly except: readonly CustomerId[];
  /** How many the person saw and chose. */
  readonly expected: number;
}

/** All clients of a view without those who were left out, locked; refused when they are not as many as were seen. */
export async function lockedOfView(trx: Trx, { legalEntity, place, conditions, except, expected }: View): Promise<LockedCustomer[]> {
  const { rows: blocks } = await matchedBlocks(place, conditions, { withBits: true }).execute(trx);
  const matching = sumOf(blocks, (block) => block.matching);
  const leftOut = new Set(except);
  if (matching - leftOut.size > MOST_AT_ONCE) throw new Refusal("client_book.too_many", { most: MOST_AT_ONCE, clients: matching - leftOut.size });
  const numbers = blocks.flatMap((block) => numbersOf(block).map((number) => ({ book: block.book, number })));
  const found = await customersNumbered(trx, { legalEntity, numbers });
  // Ids of rows are ids of customers.
  const ids = found.map(({ customer_id }) => customer_id as CustomerId).filter((id) => !leftOut.has(id));
  if (ids.length !== expected) throw new Refusal("client_book.view_changed", { seen: expected, clients: ids.length });
  const customers = await lockedCustomers(trx, { legalEntity, ids });
  if (customers.length !== ids.length) throw new Overtaken("a client of the view was removed in the meantime");
  return customers;
}
