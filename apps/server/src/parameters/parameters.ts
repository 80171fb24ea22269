import { Refusal, type LegalEntityCode } from "@rapport/contract";
import type { Parameters } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import { refuseUnknownGroups } from "../attributes/index.ts";
import { entityOrRefusal, saveParameters } from "../organisation/index.ts";

export async function putParametersOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, parameters }: { legalEntity: LegalEntityCode; parameters: Parameters },
): Promise<Parameters> {
  await entityOrRefusal(db, legalEntity);
  const groups = [parameters.clientBookAttributeGroup, parameters.customerAttributeGroup].filter((group) => group !== null);
  await refuseUnknownGroups(db, { legalEntity, codes: groups });
  if (new Set(parameters.measures).size !== parameters.measures.length) throw new Refusal("invalid", "A measure is chosen twice.", { reason: "measure.twice" });
  await saveParameters(db, { legalEntity, parameters });
  return parameters;
}
