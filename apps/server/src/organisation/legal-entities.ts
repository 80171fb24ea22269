import { LegalEntityCode, permissionsOf, Refusal, Rsid, type Change, type Query, type Reply, type Saved } from "@rapport/contract";
import { LegalEntity, type listLegalEntities, type listOwnLegalEntities } from "@rapport/contract/organisation";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { isDeepStrictEqual } from "node:util";
import { audit } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import { afterChange, reachOf, type Actor, type Reach } from "../http/index.ts";
import { currentSettings } from "../report-suites/index.ts";
import { refuseInUse, usesOfEntity } from "./in-use-queries.ts";
import { pageOf } from "./list-page-queries.ts";
import { holdThing, refuseStale, savedOf, stamp, type Writing } from "./saved.ts";
import { customersHaveMoney, legalEntities, legalEntity, lockedCurrency, otherEntityOfSuite, removeLegalEntity, saveLegalEntity } from "./queries.ts";

type StoredEntity = LegalEntity & { readonly code: LegalEntityCode; readonly saved: Saved };

interface EntityChange extends Writing {
  readonly code: LegalEntityCode;
  readonly change: Change<typeof LegalEntity>;
}

export async function putEntity(deps: Pick<Deps, "db" | "clock">, { code, change, ...writing }: EntityChange): Promise<StoredEntity> {
  const { rsid } = change;
  if (rsid !== undefined && rsid !== null && (await currentSettings(deps, rsid)) === undefined) throw new Refusal("report_suite.unknown", { rsid });
  return await inTransaction(deps.db, async (trx) => {
    await holdThing(trx, ["legal entity", code], writing);
    const before = await lockedCurrency(trx, { code, strength: "update" });
    const stored = await legalEntity(trx, code);
    refuseStale(stored, { version: writing.version, code });
    const detailsBefore = stored && detailsOf(stored);
    const { commonAccountNumbers, publishAtOnce, ...rest } = afterChange(LegalEntity, { stored: detailsBefore, change });
    // Stored as it is read: `false` is left out.
    const flags = { ...(commonAccountNumbers === true && { commonAccountNumbers }), ...(publishAtOnce === true && { publishAtOnce }) };
    const entity: LegalEntity = { ...rest, ...flags };
    if (before !== undefined && before !== entity.currency && (await customersHaveMoney(trx, code)))
      throw new Refusal("legal_entity.currency_settled", { legalEntity: code, currency: before });
    if (change.rsid !== undefined || change.commonAccountNumbers !== undefined) await refuseSharedSuite(trx, { ...entity, code });
    // Without a change there is no new version (OG1).
    if (stored !== undefined && isDeepStrictEqual(entity, detailsBefore)) return { ...entity, code, saved: savedOf(stored) };
    return { ...entity, code, saved: savedOf(await saveLegalEntity(trx, { ...entity, code }, stamp(writing, deps.clock.now()))) };
  });
}

/** Deletes a legal entity that nothing uses (OG3). */
export async function deleteEntity(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { code, version, actor }: { code: LegalEntityCode; version: number | undefined; actor: Actor },
): Promise<undefined> {
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["legal entity", code]);
    await lockedCurrency(trx, { code, strength: "update" });
    refuseStale(await entityOrRefusal(trx, code), { version, code });
    await refuseInUse(trx, usesOfEntity(code));
    await removeLegalEntity(trx, code);
    await audit({ db: trx, clock }, { legalEntity: code, actor, action: "legal_entity.deleted", subjects: [{ kind: "legalEntity", id: code }] });
  });
  return undefined;
}

type Row = NonNullable<Awaited<ReturnType<typeof legalEntity>>>;

/** Fields without a value are left out. */
function detailsOf({ name, currency, rsid, country, common_account_numbers, publishes_at_once, active }: Row): LegalEntity {
  return {
    name,
    currency,
    rsid: rsid === null ? null : Rsid.parse(rsid),
    ...(country !== null && { country }),
    active,
    ...(common_account_numbers && { commonAccountNumbers: true }),
    ...(publishes_at_once && { publishAtOnce: true }),
  };
}

/** Two legal entities with one report suite would see each other's orders, unless both give a customer the same account number (C17). */
async function refuseSharedSuite(
  trx: Transaction<Database>,
  { code, rsid, commonAccountNumbers = false }: LegalEntity & { readonly code: LegalEntityCode },
): Promise<void> {
  if (rsid === null || commonAccountNumbers) return;
  await holdForChange(trx, ["legal entity of suite", rsid]);
  const other = await otherEntityOfSuite(trx, { code, rsid });
  if (other !== undefined) throw new Refusal("report_suite.shared", { rsid, legalEntity: other });
}

/** Locks the currency in which customers' amounts were read, until the transaction ends. Refuses when it has changed since (CY5). */
export async function holdCurrency(
  trx: Transaction<Database>,
  { legalEntity: code, currency }: { legalEntity: LegalEntityCode; currency: string },
): Promise<void> {
  const held = await lockedCurrency(trx, { code, strength: "share" });
  if (held !== currency) throw new Refusal("legal_entity.currency_settled", { legalEntity: code, currency });
}

export async function listEntities(
  { db }: Pick<Deps, "db">,
  { list, reach }: { list: Query<typeof listLegalEntities>; reach: Reach },
): Promise<{ readonly legalEntities: StoredEntity[]; readonly total: number }> {
  const columns = { code: "code", name: "name", currency: "currency" };
  const { rows, total } = await pageOf(db, reach === "all" ? legalEntities(db) : legalEntities(db).where("code", "in", [...reach.keys()]), {
    list,
    searched: ["code", "name"],
    columns,
    key: "code",
  });
  return { legalEntities: rows.map(storedOf), total };
}

/** Those in which the caller may do anything, each with what, in the order of their names. */
export async function listOwnEntities({ db }: Pick<Deps, "db">, actor: Actor): Promise<Reply<typeof listOwnLegalEntities>["legalEntities"]> {
  const reaches = permissionsOf("headquarters").map((permission) => [permission, reachOf(actor, permission)] as const);
  const rows = await legalEntities(db).orderBy("name").orderBy("code").execute();
  return rows.flatMap((row) => {
    const permissions = reaches.flatMap(([permission, reach]) => (reach === "all" || reach.has(row.code) ? [permission] : []));
    const { code, name, currency, rsid, active } = storedOf(row);
    return permissions.length === 0 ? [] : [{ code, name, currency, rsid, active, permissions }];
  });
}

export async function readEntity({ db }: Pick<Deps, "db">, { legalEntity: code }: { legalEntity: LegalEntityCode }): Promise<StoredEntity> {
  return storedOf(await entityOrRefusal(db, code));
}

function storedOf(row: Awaited<ReturnType<typeof entityOrRefusal>>): StoredEntity {
  return { ...detailsOf(row), code: LegalEntityCode.parse(row.code), saved: savedOf(row) };
}

export async function entityOrRefusal(db: Deps["db"], code: string) {
  const found = await legalEntity(db, code);
  if (found === undefined) throw new Refusal("legal_entity.unknown", { legalEntity: code });
  return found;
}
