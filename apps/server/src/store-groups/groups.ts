import { Refusal, StoreGroupCode, StoreNumber, type Change, type LegalEntityCode, type Query, type Reply, type Saved } from "@rapport/contract";
import { StoreGroup, type listStoreGroups } from "@rapport/contract/publishing";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { entityOrRefusal, holdThing, pageOf, refuseStale, savedOf, stamp, storeNames, type Writing } from "../organisation/index.ts";
import { groupsOf, removeGroup, saveGroup, schedulesNaming } from "./queries.ts";

interface GroupKey {
  readonly legalEntity: LegalEntityCode;
  readonly code: StoreGroupCode;
}
type StoredGroup = StoreGroup & { readonly code: StoreGroupCode; readonly saved: Saved };

/** Makes or changes a group of stores (R78). */
export async function putGroup(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, code, change, ...writing }: GroupKey & Writing & { readonly change: Change<typeof StoreGroup> },
): Promise<StoredGroup> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["store group", legalEntity, code], writing);
    const stored = await groupsOf(trx, { legalEntity, code }).executeTakeFirst();
    refuseStale(stored, { version: writing.version, code });
    const before = stored && detailsOf(stored);
    const asked = afterChange(StoreGroup, { stored: before, change });
    const group = { ...asked, stores: [...new Set(asked.stores)].toSorted() };
    await refuseUnknownStores(trx, { legalEntity, stores: group.stores });
    // Without a change there is no new version (OG1).
    if (stored !== undefined && isDeepStrictEqual(group, before)) return storedOf(stored);
    return { ...group, code, saved: savedOf(await saveGroup(trx, { legalEntity, code, ...group, ...stamp(writing, clock.now()) })) };
  });
}

export async function readGroup({ db }: Pick<Deps, "db">, { legalEntity, code }: GroupKey): Promise<StoredGroup> {
  await entityOrRefusal(db, legalEntity);
  const stored = await groupsOf(db, { legalEntity, code }).executeTakeFirst();
  if (stored === undefined) throw new Refusal("store_group.unknown", { legalEntity, code }, { kind: "not_found" });
  return storedOf(stored);
}

export async function listGroups(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listStoreGroups> },
): Promise<Reply<typeof listStoreGroups>> {
  await entityOrRefusal(db, legalEntity);
  const { rows, total } = await pageOf(db, groupsOf(db, { legalEntity }), {
    list: { ...list, active: undefined },
    searched: ["code", "name"],
    columns: { code: "code", name: "name" },
    key: "code",
  });
  return { storeGroups: rows.map(storedOf), total };
}

export async function deleteGroup(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, version }: GroupKey & { readonly version?: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["store group", legalEntity, code]);
    const stored = await groupsOf(trx, { legalEntity, code }).forUpdate("g").executeTakeFirst();
    if (stored === undefined) throw new Refusal("store_group.unknown", { legalEntity, code }, { kind: "not_found" });
    refuseStale(stored, { version, code });
    const schedules = await schedulesNaming(trx, { legalEntity, code });
    if (schedules.length > 0) throw new Refusal("store_group.in_use", { schedules });
    await removeGroup(trx, { legalEntity, code });
  });
  return undefined;
}

async function refuseUnknownStores(
  db: Transaction<Database>,
  { legalEntity, stores }: { legalEntity: LegalEntityCode; stores: readonly StoreNumber[] },
): Promise<void> {
  const known = await storeNames(db, { legalEntity, numbers: stores });
  const unknown = stores.find((store) => !known.has(store));
  if (unknown !== undefined) throw new Refusal("store.unknown", { legalEntity, store: unknown });
}

type GroupRow = Awaited<ReturnType<ReturnType<typeof groupsOf>["execute"]>>[number];

function detailsOf({ name, paused, stores }: GroupRow): StoreGroup {
  return { name, stores: stores.map((store) => StoreNumber.parse(store)), paused };
}

function storedOf(row: GroupRow): StoredGroup {
  return { ...detailsOf(row), code: StoreGroupCode.parse(row.code), saved: savedOf(row) };
}
