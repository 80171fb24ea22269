import { Refusal, type Change, type LegalEntityCode, type StoreNumber } from "@rapport/contract";
import type { Store } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { refusalsOfBooks } from "./address-books.ts";
import { booksNamedBy, customerNamedBy, isAsStored, refuseUnknownCustomer, storeAfter } from "./judge-store.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { lockedLayouts } from "./queries.ts";
import { holdThings, outcomeOr, savedOf, stamp, type Outcome, type Writing } from "./saved.ts";
import { customersAmong, saveStores, storesAmong } from "./store-queries.ts";

interface StoresChange extends Omit<Writing, "version"> {
  readonly legalEntity: LegalEntityCode;
  /** Each store once. */
  readonly puts: readonly { readonly code: StoreNumber; readonly change: Change<typeof Store> }[];
}

/** Stores the stores of a file by the rules of `putStoreOf`: what many need is read and written together. Tells the outcome of each. */
export async function putStoresOf(
  { db: trx, clock }: { db: Transaction<Database>; clock: Deps["clock"] },
  { legalEntity, puts, ...writing }: StoresChange,
): Promise<readonly Outcome[]> {
  await entityOrRefusal(trx, legalEntity);
  const wrongBooks = await refusalsOfBooks(trx, { legalEntity, rows: puts.map(({ change }) => booksNamedBy(change)) });
  const known = await customersAmong(trx, { legalEntity, accountNumbers: puts.flatMap(({ change }) => customerNamedBy(change)) });
  const codes = puts.map(({ code }) => code);
  await holdThings(trx, { list: ["store", legalEntity], codes }, writing);
  const stored = new Map((await storesAmong(trx, { legalEntity, numbers: codes })).map((row) => [row.number, row]));
  const judgedAlone = (code: string, change: Change<typeof Store>) => {
    refuseUnknownCustomer(change, { legalEntity, known });
    return storeAfter(stored.get(code), change);
  };
  const after = puts.map(({ code, change }, i) => wrongBooks[i] ?? outcomeOr(() => judgedAlone(code, change)));
  const layouts = await lockedLayouts(trx, { legalEntity, codes: after.flatMap((one) => (one instanceof Refusal ? [] : (one.screenLayout ?? []))) });
  const judged = after.map((one) => {
    const layout = one instanceof Refusal ? null : one.screenLayout;
    return layout === null || layouts.has(layout) ? one : new Refusal("screen_layout.unknown", { legalEntity, code: layout });
  });
  const changed = judged.flatMap((store, i) => {
    const [number, before] = [codes[i], stored.get(codes[i] ?? "")];
    if (number === undefined || store instanceof Refusal || (before !== undefined && isAsStored(store, before))) return [];
    return [{ ...store, number, before }];
  });
  const saved = await saveStores(trx, { legalEntity, stores: changed, stamp: stamp(writing, clock.now()) });
  return judged.map((store, i) => {
    if (store instanceof Refusal) return { kind: "refused", refusal: store };
    const row = saved.get(codes[i] ?? "") ?? stored.get(codes[i] ?? "");
    if (row === undefined) throw new Error("a store was neither stored nor there");
    return { kind: "stored", saved: savedOf(row) };
  });
}
