import { LegalEntityCode, Refusal, Rsid } from "@rapport/contract";
import type { LegalEntity } from "@rapport/contract/organisation";
import type { Deps } from "../deps.ts";
import { currentSettings } from "../report-suites/index.ts";
import { legalEntities, legalEntity, saveLegalEntity } from "./queries.ts";

type Named = LegalEntity & { readonly code: LegalEntityCode };

export async function putEntity(deps: Pick<Deps, "db" | "clock">, entity: Named): Promise<Named> {
  if (entity.rsid !== null && (await currentSettings(deps, entity.rsid)) === undefined) throw new Refusal("report_suite.unknown", { rsid: entity.rsid });
  await saveLegalEntity(deps.db, entity);
  return entity;
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
