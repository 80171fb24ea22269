import { Refusal, StoreNumber, type Change, type LegalEntityCode, type Query, type Saved } from "@rapport/contract";
import type { Store, listStores } from "@rapport/contract/organisation";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { refuseUnknownAddressBooks } from "./address-books.ts";
import { refuseInUse, usesOfStore } from "./in-use-queries.ts";
import { booksNamedBy, customerNamedBy, detailsOf, isAsStored, refuseUnknownCustomer, storeAfter } from "./judge-store.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { pageOf } from "./list-page-queries.ts";
import { holdThing, refuseStale, savedOf, stamp, type Writing } from "./saved.ts";
import { refuseUnknownLayout } from "./screen-layouts.ts";
import { customersAmong, removeStore, saveStore, storesOf, type StoreRow } from "./store-queries.ts";

type StoredStore = Store & { readonly number: StoreNumber; readonly saved: Saved };
interface StoreKey {
  readonly legalEntity: LegalEntityCode;
  readonly number: StoreNumber;
}

export async function putStoreOf(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, number, change, ...writing }: StoreKey & Writing & { readonly change: Change<typeof Store> },
): Promise<StoredStore> {
  await entityOrRefusal(db, legalEntity);
  await refuseUnknownAddressBooks(db, { legalEntity, named: booksNamedBy(change) });
  refuseUnknownCustomer(change, { legalEntity, known: await customersAmong(db, { legalEntity, accountNumbers: customerNamedBy(change) }) });
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["store", legalEntity, number], writing);
    const stored = await storesOf(trx, { legalEntity, number }).executeTakeFirst();
    refuseStale(stored, { version: writing.version, code: number });
    const store = storeAfter(stored, change);
    await refuseUnknownLayout(trx, { legalEntity, screenLayout: store.screenLayout });
    // Without a change there is no new version (OG1).
    if (stored !== undefined && isAsStored(store, stored)) return { ...store, number, saved: savedOf(stored) };
    return { ...store, number, saved: savedOf(await saveStore(trx, { legalEntity, number, ...store }, stamp(writing, clock.now()))) };
  });
}

export async function listStoresOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listStores> },
): Promise<{ readonly stores: StoredStore[]; readonly total: number }> {
  await entityOrRefusal(db, legalEntity);
  const columns = { number: "number", name: "name", city: "city" };
  const { rows, total } = await pageOf(db, storesOf(db, { legalEntity }), { list, searched: ["number", "name", "city"], columns, key: "number" });
  return { stores: rows.map(storedOf), total };
}

export async function readStore({ db }: Pick<Deps, "db">, { legalEntity, number }: StoreKey): Promise<StoredStore> {
  await entityOrRefusal(db, legalEntity);
  const store = await storesOf(db, { legalEntity, number }).executeTakeFirst();
  if (store === undefined) throw missing({ legalEntity, number });
  return storedOf(store);
}

export async function deleteStoreOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, number, version }: StoreKey & { readonly version: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["store", legalEntity, number]);
    const stored = await storesOf(trx, { legalEntity, number }).forUpdate().executeTakeFirst();
    if (stored === undefined) throw missing({ legalEntity, number });
    refuseStale(stored, { version, code: number });
    await refuseInUse(trx, usesOfStore({ legalEntity, id: number }));
    await removeStore(trx, { legalEntity, number });
  });
  return undefined;
}

function storedOf(row: StoreRow): StoredStore {
  return { ...detailsOf(row), number: StoreNumber.parse(row.number), saved: savedOf(row) };
}

function missing({ legalEntity, number }: StoreKey): Refusal {
  return new Refusal("store.unknown", { legalEntity, store: number }, { kind: "not_found" });
}
