import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { configOfStore } from "../../publishing/index.ts";
import { registerOfDevice, registersInUse } from "./queries.ts";

type Db = Kysely<Database>;
type InUse = Awaited<ReturnType<typeof registersInUse>>[number];

/** The register in use whose device has that token, as its store shows it; `unpublished` while its store does not know it yet (PB8). */
export async function publishedRegister(db: Db, token: Buffer): Promise<InUse | "unpublished" | undefined> {
  const row = await registerOfDevice(db, token);
  return row === undefined ? undefined : ((await asShown(db, row)) ?? "unpublished");
}

/** The registers in use that their stores show. */
export async function publishedRegisters(db: Db, legalEntity: string): Promise<InUse[]> {
  const shown: InUse[] = [];
  for (const row of await registersInUse(db, legalEntity)) {
    const register = await asShown(db, row);
    if (register !== undefined) shown.push(register);
  }
  return shown;
}

async function asShown(db: Db, row: InUse): Promise<InUse | undefined> {
  const { store, stores, registers } = await configOfStore(db, { legalEntity: row.legal_entity, store: row.store });
  const place = store[row.store];
  if (place?.active !== true || registers[row.number]?.active !== true) return undefined;
  return { ...row, store_name: stores[row.store]?.name ?? row.store, language: place.language };
}
