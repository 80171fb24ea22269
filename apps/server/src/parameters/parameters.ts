import { Refusal, type Change, type LegalEntityCode } from "@rapport/contract";
import { Parameters } from "@rapport/contract/clienteling";
import { holdForChange, inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { refuseUnknownGroups } from "../attributes/index.ts";
import { featureGate } from "../features/index.ts";
import { afterChange, type Actor } from "../http/index.ts";
import { entityOrRefusal, saveParameters } from "../organisation/index.ts";

/** What is hidden while clienteling is off (R75). */
const CLIENTELING = ["clientBookAttributeGroup", "measures", "activityTypeHours"] as const;

export async function putParametersOf(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, change, actor }: { legalEntity: LegalEntityCode; change: Change<typeof Parameters>; actor: Actor },
): Promise<Parameters> {
  const { db } = deps;
  await entityOrRefusal(db, legalEntity);
  const groups = [change.clientBookAttributeGroup, change.customerAttributeGroup].flatMap((group) => group ?? []);
  if (CLIENTELING.some((field) => change[field] !== undefined)) await featureGate(deps).assertOn("clienteling", actor);
  const twice = (change.measures ?? []).filter((measure, index, all) => all.indexOf(measure) !== index);
  if (twice.length > 0) throw new Refusal("measure.twice", { measures: [...new Set(twice)] });
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["parameters", legalEntity]);
    await refuseUnknownGroups(trx, { legalEntity, codes: groups });
    const parameters = afterChange(Parameters, { stored: await readParameters({ db: trx }, legalEntity), change });
    await saveParameters(trx, { legalEntity, parameters });
    return parameters;
  });
}

export async function readParameters({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Parameters> {
  const { client_book_attribute_group, customer_attribute_group, measures, activity_type_hours } = await entityOrRefusal(db, legalEntity);
  return Parameters.parse({
    clientBookAttributeGroup: client_book_attribute_group,
    customerAttributeGroup: customer_attribute_group,
    measures,
    activityTypeHours: activity_type_hours,
  });
}
