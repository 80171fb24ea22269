import { LegalEntityCode, Refusal, Rsid, type Change } from "@rapport/contract";
import { LegalEntity } from "@rapport/contract/organisation";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { currentSettings } from "../report-suites/index.ts";
import { customersHaveMoney, legalEntities, legalEntity, lockedCurrency, saveLegalEntity } from "./queries.ts";

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
    const entity = { code, ...afterChange(LegalEntity, { stored: stored && pick(stored), change }) };
    if (before !== undefined && before !== entity.currency && (await customersHaveMoney(trx, code)))
      throw new Refusal("legal_entity.currency_settled", { legalEntity: code, currency: before });
    await saveLegalEntity(trx, entity);
    return entity;
  });
}

function pick({ name, currency, rsid }: z.input<typeof LegalEntity>): z.input<typeof LegalEntity> {
  return { name, currency, rsid };
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
