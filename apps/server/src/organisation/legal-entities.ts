import { LegalEntityCode, Refusal, Rsid } from "@rapport/contract";
import type { LegalEntity } from "@rapport/contract/organisation";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { currentSettings } from "../report-suites/index.ts";
import { customersHaveMoney, legalEntities, legalEntity, lockedCurrency, saveLegalEntity } from "./queries.ts";

type Named = LegalEntity & { readonly code: LegalEntityCode };

export async function putEntity(deps: Pick<Deps, "db" | "clock">, entity: Named): Promise<Named> {
  if (entity.rsid !== null && (await currentSettings(deps, entity.rsid)) === undefined) throw new Refusal("report_suite.unknown", { rsid: entity.rsid });
  await inTransaction(deps.db, async (trx) => {
    const before = await lockedCurrency(trx, { code: entity.code, strength: "update" });
    if (before !== undefined && before !== entity.currency && (await customersHaveMoney(trx, entity.code)))
      throw new Refusal("legal_entity.currency_settled", { legalEntity: entity.code, currency: before });
    await saveLegalEntity(trx, entity);
  });
  return entity;
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
  return (await legalEntities(db)).map(({ code, rsid, ...rest }) => ({
    ...rest,
    code: LegalEntityCode.parse(code),
    rsid: rsid === null ? null : Rsid.parse(rsid),
  }));
}

export async function entityOrRefusal(db: Deps["db"], code: string) {
  const found = await legalEntity(db, code);
  if (found === undefined) throw new Refusal("legal_entity.unknown", { legalEntity: code });
  return found;
}
