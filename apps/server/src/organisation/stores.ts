import { Refusal, StoreNumber, type LegalEntityCode, type RegisterNumber } from "@rapport/contract";
import type { Store } from "@rapport/contract/organisation";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { refuseUnknownAddressBooks } from "./address-books.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { saveRegister, saveStore, storeExists, storesOf } from "./queries.ts";

type NamedStore = Store & { readonly number: StoreNumber };
interface Register {
  readonly number: RegisterNumber;
  readonly store: StoreNumber;
}

export async function putStoreOf({ db }: Pick<Deps, "db">, { legalEntity, store }: { legalEntity: LegalEntityCode; store: NamedStore }): Promise<NamedStore> {
  await entityOrRefusal(db, legalEntity);
  const saved = { ...store, customerAddressBooks: [...new Set(store.customerAddressBooks)], employeeAddressBooks: [...new Set(store.employeeAddressBooks)] };
  await refuseUnknownAddressBooks(db, {
    legalEntity,
    named: (["customerAddressBooks", "employeeAddressBooks"] as const).flatMap((list) => store[list].map((code, i) => ({ code, path: [list, i] }))),
  });
  await inTransaction(db, async (trx) => await saveStore(trx, { legalEntity, ...saved }));
  return saved;
}

export async function listStoresOf({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Pick<NamedStore, "number" | "name" | "city">[]> {
  await entityOrRefusal(db, legalEntity);
  return (await storesOf(db, legalEntity)).map(({ number, ...rest }) => ({ ...rest, number: StoreNumber.parse(number) }));
}

export async function putRegisterOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, register }: { legalEntity: LegalEntityCode; register: Register },
): Promise<Register> {
  await entityOrRefusal(db, legalEntity);
  if (!(await storeExists(db, { legalEntity, number: register.store }))) throw new Refusal("store.unknown", { legalEntity, store: register.store });
  await saveRegister(db, { legalEntity, ...register });
  return register;
}
