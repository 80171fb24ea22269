import { Refusal, type AttributeCode, type LegalEntityCode } from "@rapport/contract";
import { Attribute, type AttributeGroup } from "@rapport/contract/clienteling";
import { faultOfDefinition } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { attributesAmong, groupsAmong, isAttributeInUse, lockedAttribute, saveAttribute, saveAttributeGroup } from "./queries.ts";
import { entityOrRefusal } from "../organisation/index.ts";

type NamedAttribute = Attribute & { readonly code: AttributeCode };
type NamedGroup = AttributeGroup & { readonly code: AttributeCode };

/** Refuses a definition that contradicts itself (R35, R36) and a new type once customers have values (R30). */
export async function putAttributeOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, attribute }: { legalEntity: LegalEntityCode; attribute: NamedAttribute },
): Promise<NamedAttribute> {
  await entityOrRefusal(db, legalEntity);
  const { code, ...definition } = attribute;
  const fault = faultOfDefinition(definition);
  if (fault !== null) throw new Refusal("attribute.wrong", { attribute: code }, { faults: [fault] });
  await inTransaction(db, async (trx) => {
    const stored = await lockedAttribute(trx, { legalEntity, code });
    if (stored !== undefined && Attribute.parse(stored).type !== definition.type && (await isAttributeInUse(trx, { legalEntity, code }))) {
      throw new Refusal("attribute.type_in_use", { attribute: code });
    }
    await saveAttribute(trx, { legalEntity, code, attribute: definition });
  });
  return attribute;
}

export async function putGroup({ db }: Pick<Deps, "db">, { legalEntity, group }: { legalEntity: LegalEntityCode; group: NamedGroup }): Promise<NamedGroup> {
  await entityOrRefusal(db, legalEntity);
  const { code, ...content } = group;
  const codes = content.members.map(({ attribute }) => attribute);
  const twice = codes.filter((attribute, index) => codes.indexOf(attribute) !== index);
  if (twice.length > 0) throw new Refusal("attribute_group.wrong", { attributes: [...new Set(twice)] });
  const known = await attributesAmong(db, { legalEntity, codes });
  const unknown = codes.filter((attribute) => !known.has(attribute));
  if (unknown.length > 0) throw new Refusal("attribute.unknown", { legalEntity, codes: unknown });
  await inTransaction(db, async (trx) => await saveAttributeGroup(trx, { legalEntity, code, group: content }));
  return group;
}

export async function refuseUnknownGroups(
  db: Deps["db"],
  { legalEntity, codes }: { legalEntity: LegalEntityCode; codes: readonly AttributeCode[] },
): Promise<void> {
  const known = await groupsAmong(db, { legalEntity, codes });
  const unknown = codes.find((code) => !known.has(code));
  if (unknown !== undefined) throw new Refusal("attribute_group.unknown", { legalEntity, codes: [unknown] });
}
