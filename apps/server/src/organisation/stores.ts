import { AddressBookCode, Refusal, RegisterNumber, StoreNumber, type Change, type LegalEntityCode } from "@rapport/contract";
import { Register, Store } from "@rapport/contract/organisation";
import { holdForChange, inTransaction } from "@rapport/operational";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { refuseUnknownAddressBooks } from "./address-books.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { registersOf, saveRegister, saveStore, storeExists, storesOf } from "./queries.ts";

type NamedStore = Store & { readonly number: StoreNumber };
interface StoreChange {
  readonly legalEntity: LegalEntityCode;
  readonly number: StoreNumber;
  readonly change: Change<typeof Store>;
}
type NamedRegister = z.output<typeof Register> & { readonly number: RegisterNumber };

export async function putStoreOf({ db }: Pick<Deps, "db">, { legalEntity, number, change }: StoreChange): Promise<NamedStore> {
  await entityOrRefusal(db, legalEntity);
  await refuseUnknownAddressBooks(db, {
    legalEntity,
    named: (["customerAddressBooks", "employeeAddressBooks"] as const).flatMap((list) => (change[list] ?? []).map((code, i) => ({ code, path: [list, i] }))),
  });
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["store", legalEntity, number]);
    const [stored] = await storesOf(trx, { legalEntity, number });
    const store = afterChange(Store, { stored: stored && detailsOf(stored), change });
    const saved = {
      ...store,
      number,
      customerAddressBooks: [...new Set(store.customerAddressBooks)],
      employeeAddressBooks: [...new Set(store.employeeAddressBooks)],
    };
    await saveStore(trx, { legalEntity, ...saved });
    return saved;
  });
}

export async function listStoresOf({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Pick<NamedStore, "number" | "name" | "city">[]> {
  await entityOrRefusal(db, legalEntity);
  return (await storesOf(db, { legalEntity })).map(({ number, name, city }) => ({ number: StoreNumber.parse(number), name, city }));
}

export async function readStore({ db }: Pick<Deps, "db">, { legalEntity, number }: Pick<StoreChange, "legalEntity" | "number">): Promise<NamedStore> {
  await entityOrRefusal(db, legalEntity);
  const [store] = await storesOf(db, { legalEntity, number });
  if (store === undefined) throw new Refusal("store.unknown", { legalEntity, store: number }, { kind: "not_found" });
  return { ...detailsOf(store), number };
}

function detailsOf({ name, city, country, customer_address_books, employee_address_books }: Awaited<ReturnType<typeof storesOf>>[number]): Store {
  const books = (codes: readonly string[]) => codes.map((code) => AddressBookCode.parse(code));
  return {
    name,
    city,
    ...(country !== null && { country }),
    customerAddressBooks: books(customer_address_books),
    employeeAddressBooks: books(employee_address_books),
  };
}

interface RegisterChange {
  readonly legalEntity: LegalEntityCode;
  readonly number: RegisterNumber;
  readonly change: Change<typeof Register>;
}

export async function putRegisterOf({ db }: Pick<Deps, "db">, { legalEntity, number, change }: RegisterChange): Promise<NamedRegister> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["register", legalEntity, number]);
    const [stored] = await registersOf(trx, { legalEntity, number });
    const { store } = afterChange(Register, { stored: stored && { store: StoreNumber.parse(stored.store) }, change });
    if (!(await storeExists(trx, { legalEntity, number: store }))) throw new Refusal("store.unknown", { legalEntity, store });
    await saveRegister(trx, { legalEntity, number, store });
    return { number, store };
  });
}

export async function listRegistersOf({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<NamedRegister[]> {
  await entityOrRefusal(db, legalEntity);
  return (await registersOf(db, { legalEntity })).map(({ number, store }) => ({ number: RegisterNumber.parse(number), store: StoreNumber.parse(store) }));
}
