import { LegalEntityCode, Refusal, Rsid, type Change } from "@rapport/contract";
import { LegalEntity } from "@rapport/contract/organisation";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { currentSettings } from "../report-suites/index.ts";
import { customersHaveMoney, legalEntities, legalEntity, otherEntityOfSuite, lockedCurrency, saveLegalEntity } from "./queries.ts";

type Named = LegalEntity & { readonly code: LegalEntityCode };

interface EntityChange {
  readonly code: LegalEntityCode;
  readonly change: Change<typeof LegalEntity>;
}

export async function putEntity(deps: Pick<Deps, "db" | "clock">, { code, change }: EntityChange): Promise<Named> {
  const { rsid } = change;
  if (rsid !== undefined && rsid !== null && (await currentSettings(deps, rsid)) === undefined) throw new Refusal("report_suite.unknown", { rsid });
  return await inTransaction(deps.db, async (trx) => {
    await holdForChange(trx, ["legal entity", code]);
    const before = await lockedCurrency(trx, { code, strength: "update" });
    const stored = await legalEntity(trx, code);
    const entity = { code, ...afterChange(LegalEntity, { stored: stored && detailsOf(stored), change }) };
    if (before !== undefined && before !== entity.currency && (await customersHaveMoney(trx, code)))
      throw new Refusal("legal_entity.currency_settled", { legalEntity: code, currency: before });
    if (change.rsid !== undefined || change.commonAccountNumbers !== undefined) await refuseSharedSuite(trx, entity);
    await saveLegalEntity(trx, entity);
    return entity;
  });
}

type Row = NonNullable<Awaited<ReturnType<typeof legalEntity>>>;

/** What is not said is left out. */
function detailsOf({
  name,
  currency,
  rsid,
  country,
  common_account_numbers,
}: Pick<Row, "name" | "currency" | "rsid" | "country" | "common_account_numbers">): LegalEntity {
  return {
    name,
    currency,
    rsid: rsid === null ? null : Rsid.parse(rsid),
    ...(country !== null && { country }),
    ...(common_account_numbers && { commonAccountNumbers: true }),
  };
}

/** Two legal entities with one report suite see each other's orders, unless an account number is the same customer's in both (C17). */
async function refuseSharedSuite(trx: Transaction<Database>, { code, rsid, commonAccountNumbers = false }: Named): Promise<void> {
  if (rsid === null || commonAccountNumbers) return;
  await holdForChange(trx, ["legal entity of suite", rsid]);
  const other = await otherEntityOfSuite(trx, { code, rsid });
  if (other !== undefined) throw new Refusal("report_suite.shared", { rsid, legalEntity: other });
}

/** Keeps the currency that customers' amounts were read by until the transaction ends; refuses when it has changed since (CY5). */
export async function holdCurrency(
  trx: Transaction<Database>,
  { legalEntity: code, currency }: { legalEntity: LegalEntityCode; currency: string },
): Promise<void> {
  const held = await lockedCurrency(trx, { code, strength: "share" });
  if (held !== currency) throw new Refusal("legal_entity.currency_settled", { legalEntity: code, currency });
}

export async function listEntities({ db }: Pick<Deps, "db">): Promise<Named[]> {
  return (await legalEntities(db)).map((entity) => ({ ...detailsOf(entity), code: LegalEntityCode.parse(entity.code) }));
}

export async function entityOrRefusal(db: Deps["db"], code: string) {
  const found = await legalEntity(db, code);
  if (found === undefined) throw new Refusal("legal_entity.unknown", { legalEntity: code });
  return found;
}
