import { PermissionGroupCode, Refusal, type Change, type LegalEntityCode, type Query, type Saved } from "@rapport/contract";
import { Operations, PermissionGroup, type listPermissionGroups } from "@rapport/contract/organisation";
import { inTransaction } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { refuseInUse, usesOfPermissionGroup } from "./in-use-queries.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { pageOf } from "./list-page-queries.ts";
import { ordered } from "./ordered.ts";
import { permissionGroupsOf, removePermissionGroup, savePermissionGroup } from "./permission-group-queries.ts";
import { holdThing, refuseStale, savedOf, stamp, type Writing } from "./saved.ts";

type StoredGroup = PermissionGroup & { readonly code: PermissionGroupCode; readonly saved: Saved };
interface GroupKey {
  readonly legalEntity: LegalEntityCode;
  readonly code: PermissionGroupCode;
}

/** What the group loses, its workers lose from their next request on (OG7). */
export async function putGroup(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, code, change, ...writing }: GroupKey & Writing & { readonly change: Change<typeof PermissionGroup> },
): Promise<StoredGroup> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["permission group", legalEntity, code], writing);
    const stored = await permissionGroupsOf(trx, { legalEntity, code }).executeTakeFirst();
    refuseStale(stored, { version: writing.version, code });
    const before = stored && detailsOf(stored);
    const after = afterChange(PermissionGroup, { stored: before, change });
    const group = { ...after, operations: ordered(after.operations) };
    // Without a change there is no new version (OG1).
    if (stored !== undefined && isDeepStrictEqual(group, before)) return { ...group, code, saved: savedOf(stored) };
    return { ...group, code, saved: savedOf(await savePermissionGroup(trx, { legalEntity, code, ...group, ...stamp(writing, clock.now()) })) };
  });
}

export async function readGroup({ db }: Pick<Deps, "db">, { legalEntity, code }: GroupKey): Promise<StoredGroup> {
  await entityOrRefusal(db, legalEntity);
  const stored = await permissionGroupsOf(db, { legalEntity, code }).executeTakeFirst();
  if (stored === undefined) throw missing({ legalEntity, code });
  return storedOf(stored);
}

export async function deleteGroup(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, version }: GroupKey & { readonly version: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["permission group", legalEntity, code]);
    const stored = await permissionGroupsOf(trx, { legalEntity, code }).forUpdate().executeTakeFirst();
    if (stored === undefined) throw missing({ legalEntity, code });
    refuseStale(stored, { version, code });
    await refuseInUse(trx, usesOfPermissionGroup({ legalEntity, id: code }));
    await removePermissionGroup(trx, { legalEntity, code });
  });
  return undefined;
}

export async function listGroups(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listPermissionGroups> },
): Promise<{ readonly permissionGroups: StoredGroup[]; readonly total: number }> {
  await entityOrRefusal(db, legalEntity);
  const columns = { code: "code", name: "name" };
  const { rows, total } = await pageOf(db, permissionGroupsOf(db, { legalEntity }), { list, searched: ["code", "name"], columns, key: "code" });
  return { permissionGroups: rows.map(storedOf), total };
}

type GroupRow = Awaited<ReturnType<ReturnType<typeof permissionGroupsOf>["execute"]>>[number];

function detailsOf({ name, operations, active }: GroupRow): PermissionGroup {
  return { name, operations: ordered(Operations.parse(operations)), active };
}

function storedOf(row: GroupRow): StoredGroup {
  return { ...detailsOf(row), code: PermissionGroupCode.parse(row.code), saved: savedOf(row) };
}

function missing({ legalEntity, code }: GroupKey): Refusal {
  return new Refusal("permission_group.unknown", { legalEntity, code }, { kind: "not_found" });
}
