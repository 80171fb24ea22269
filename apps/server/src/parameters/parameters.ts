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
  const twice = parameters.measures.filter((measure, index) => parameters.measures.indexOf(measure) !== index);
  if (twice.length > 0) throw new Refusal("measure.twice", { measures: [...new Set(twice)] });
  await saveParameters(db, { legalEntity, parameters });
  return parameters;
}
