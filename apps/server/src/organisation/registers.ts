import { Refusal, RegisterNumber, ScreenLayoutCode, StoreNumber, type Change, type LegalEntityCode, type Query, type Saved } from "@rapport/contract";
import { Register, type listRegisters } from "@rapport/contract/organisation";
import { inTransaction } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { endSessionsAt } from "../sessions/index.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { pageOf } from "./list-page-queries.ts";
import { holdThing, refuseStale, savedOf, stamp, type Writing } from "./saved.ts";
import { refuseUnknownLayout } from "./screen-layouts.ts";
import { registersOf, removeRegister, saveRegister, storeExists } from "./store-queries.ts";

type StoredRegister = Register & { readonly number: RegisterNumber; readonly saved: Saved };
interface RegisterKey {
  readonly legalEntity: LegalEntityCode;
  readonly number: RegisterNumber;
}

export async function putRegisterOf(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, number, change, ...writing }: RegisterKey & Writing & { readonly change: Change<typeof Register> },
): Promise<StoredRegister> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["register", legalEntity, number], writing);
    const stored = await registersOf(trx, { legalEntity, number }).executeTakeFirst();
    refuseStale(stored, { version: writing.version, code: number });
    const before = stored && detailsOf(stored);
    const register = afterChange(Register, { stored: before, change });
    if (!(await storeExists(trx, { legalEntity, number: register.store }))) throw new Refusal("store.unknown", { legalEntity, store: register.store });
    await refuseUnknownLayout(trx, { legalEntity, screenLayout: register.screenLayout });
    // Without a change there is no new version (OG1).
    if (stored !== undefined && isDeepStrictEqual(register, before)) return { ...register, number, saved: savedOf(stored) };
    return { ...register, number, saved: savedOf(await saveRegister(trx, { legalEntity, number, ...register, ...stamp(writing, clock.now()) })) };
  });
}

export async function listRegistersOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listRegisters> },
): Promise<{ readonly registers: StoredRegister[]; readonly total: number }> {
  await entityOrRefusal(db, legalEntity);
  const columns = { number: "number", name: "name", store: "store" };
  const { rows, total } = await pageOf(db, registersOf(db, { legalEntity }), { list, searched: ["number", "name", "store"], columns, key: "number" });
  return { registers: rows.map(storedOf), total };
}

export async function readRegister({ db }: Pick<Deps, "db">, { legalEntity, number }: RegisterKey): Promise<StoredRegister> {
  await entityOrRefusal(db, legalEntity);
  const stored = await registersOf(db, { legalEntity, number }).executeTakeFirst();
  if (stored === undefined) throw new Refusal("register.unknown", { legalEntity, register: number });
  return storedOf(stored);
}

/** Deletes the register and ends the sessions at it. */
export async function deleteRegisterOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, number, version }: RegisterKey & { readonly version: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["register", legalEntity, number]);
    const stored = await registersOf(trx, { legalEntity, number }).executeTakeFirst();
    if (stored === undefined) throw new Refusal("register.unknown", { legalEntity, register: number });
    refuseStale(stored, { version, code: number });
    await endSessionsAt(trx, { legalEntity, register: number });
    await removeRegister(trx, { legalEntity, number });
  });
  return undefined;
}

type RegisterRow = Awaited<ReturnType<ReturnType<typeof registersOf>["execute"]>>[number];

function detailsOf({ store, name, screen_layout, active }: RegisterRow): Register {
  return { store: StoreNumber.parse(store), name, screenLayout: ScreenLayoutCode.nullable().parse(screen_layout), active };
}

function storedOf(row: RegisterRow): StoredRegister {
  return { ...detailsOf(row), number: RegisterNumber.parse(row.number), saved: savedOf(row) };
}
