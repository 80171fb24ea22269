import { ActivityTypeCode, Refusal, type Change, type LegalEntityCode, type Query, type Reply } from "@rapport/contract";
import { ActivityType, type getActivityType, type listActivityTypes } from "@rapport/contract/clienteling";
import { nameAfter } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { entityOrRefusal, holdThing, pageOf, refuseStale, savedOf, stamp, type Writing } from "../organisation/index.ts";
import { activityTypesOf, removeActivityType, saveActivityType } from "./queries.ts";

type StoredType = Reply<typeof getActivityType>;
interface Of {
  readonly legalEntity: LegalEntityCode;
  readonly code: ActivityTypeCode;
}

/** Makes or changes a type (R54). A write for an older version is refused (OG2). */
export async function putType(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, code, change, ...writing }: Of & Writing & { readonly change: Change<typeof ActivityType> },
): Promise<StoredType> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["activity type", legalEntity, code], writing);
    const row = await activityTypesOf(trx, { legalEntity, code }).executeTakeFirst();
    refuseStale(row, { version: writing.version, code });
    const stored = row && contentOf(row);
    const named = change.name ? { ...change, name: nameAfter({ stored: stored?.name, change: change.name }) } : change;
    const type = afterChange(ActivityType, { stored, change: named });
    // Without a change there is no new version (OG1).
    if (row !== undefined && isDeepStrictEqual(type, stored)) return storedOf(row);
    return { ...type, code, saved: savedOf(await saveActivityType(trx, { legalEntity, code, type, ...stamp(writing, clock.now()) })) };
  });
}

export async function readType({ db }: Pick<Deps, "db">, { legalEntity, code }: Of): Promise<StoredType> {
  await entityOrRefusal(db, legalEntity);
  const row = await activityTypesOf(db, { legalEntity, code }).executeTakeFirst();
  if (row === undefined) throw new Refusal("activity_type.missing", { legalEntity, code });
  return storedOf(row);
}

export async function deleteTypeOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, version }: Of & { readonly version: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["activity type", legalEntity, code]);
    const row = await activityTypesOf(trx, { legalEntity, code }).executeTakeFirst();
    if (row === undefined) throw new Refusal("activity_type.missing", { legalEntity, code });
    refuseStale(row, { version, code });
    await removeActivityType(trx, { legalEntity, code });
  });
  return undefined;
}

export async function listTypesOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listActivityTypes> },
): Promise<Reply<typeof listActivityTypes>> {
  await entityOrRefusal(db, legalEntity);
  const columns = { code: "code", name: "english", order: "place" };
  const { rows, total } = await pageOf(db, activityTypesOf(db, { legalEntity }), { list, searched: ["code", "english", "dutch"], columns, key: "code" });
  return { activityTypes: rows.map(storedOf), total };
}

type TypeRow = Awaited<ReturnType<ReturnType<typeof activityTypesOf>["execute"]>>[number];

function contentOf({ name, position: order, active }: TypeRow): ActivityType {
  return ActivityType.parse({ name, order, active });
}

function storedOf(row: TypeRow): StoredType {
  return { ...contentOf(row), code: ActivityTypeCode.parse(row.code), saved: savedOf(row) };
}
