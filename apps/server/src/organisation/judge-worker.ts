import { AddressBookCode, Language, PermissionGroupCode, Refusal, ScreenLayoutCode, type Change, type LegalEntityCode } from "@rapport/contract";
import { Operations, Worker } from "@rapport/contract/organisation";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { isDeepStrictEqual } from "node:util";
import { afterChange } from "../http/index.ts";
import { ordered } from "./ordered.ts";
import { lockedGroups } from "./permission-group-queries.ts";
import { lockedLayouts } from "./queries.ts";
import type { workersOf } from "./worker-queries.ts";

export type WorkerRow = Awaited<ReturnType<ReturnType<typeof workersOf>["execute"]>>[number];

/** A worker after a change. Refuses what is wrong in itself. */
export function workerAfter(stored: WorkerRow | undefined, change: Change<typeof Worker>): Worker {
  const after = afterChange(Worker, { stored: stored && detailsOf(stored), change });
  if (after.employedFrom !== null && after.employedTo !== null && after.employedTo < after.employedFrom) throw new Refusal("worker.employment", {});
  return {
    ...after,
    employeeAddressBooks: ordered(after.employeeAddressBooks),
    operations: ordered(after.operations),
    withheld: ordered(after.withheld),
  };
}

/** The groups and layouts that are there. */
interface Known {
  readonly groups: ReadonlySet<string>;
  readonly layouts: ReadonlySet<string>;
}

/** Locks the groups and layouts that workers name, so that they are not deleted meanwhile. */
export async function holdNamed(
  trx: Transaction<Database>,
  { legalEntity, workers }: { legalEntity: LegalEntityCode; workers: readonly Worker[] },
): Promise<Known> {
  const named = (field: "permissionGroup" | "screenLayout") => workers.flatMap((worker) => worker[field] ?? []);
  return {
    groups: await lockedGroups(trx, { legalEntity, codes: named("permissionGroup") }),
    layouts: await lockedLayouts(trx, { legalEntity, codes: named("screenLayout") }),
  };
}

/** The worker, unless operations are held and withheld, or a group or a layout is not there. */
export function withKnownNames(worker: Worker, { legalEntity, groups, layouts }: Known & { legalEntity: LegalEntityCode }): Worker {
  const { permissionGroup, operations, withheld, screenLayout } = worker;
  const both = operations.filter((operation) => withheld.includes(operation));
  if (both.length > 0) throw new Refusal("worker.operations", { operations: both });
  if (permissionGroup !== null && !groups.has(permissionGroup)) throw new Refusal("permission_group.unknown", { legalEntity, code: permissionGroup });
  if (screenLayout !== null && !layouts.has(screenLayout)) throw new Refusal("screen_layout.unknown", { legalEntity, code: screenLayout });
  return worker;
}

export function isAsStored(worker: Worker, stored: WorkerRow): boolean {
  return isDeepStrictEqual(worker, detailsOf(stored));
}

export function detailsOf(row: WorkerRow): Worker {
  return {
    name: row.name,
    email: row.email,
    employeeAddressBooks: ordered(row.address_books.map((code) => AddressBookCode.parse(code))),
    permissionGroup: PermissionGroupCode.nullable().parse(row.permission_group),
    operations: ordered(Operations.parse(row.operations)),
    withheld: ordered(Operations.parse(row.withheld)),
    position: row.position,
    language: Language.nullable().parse(row.language),
    screenLayout: ScreenLayoutCode.nullable().parse(row.screen_layout),
    employedFrom: row.employed_from,
    employedTo: row.employed_to,
    active: row.active,
  };
}
