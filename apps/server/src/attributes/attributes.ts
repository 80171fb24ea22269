import { AttributeCode, Refusal, type Change, type LegalEntityCode, type Translated } from "@rapport/contract";
import { Attribute, AttributeGroup } from "@rapport/contract/clienteling";
import { faultOfDefinition, nameAfter, settingsFor } from "@rapport/domain";
import { holdForChange, inTransaction } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import {
  attributeGroupsOf,
  attributesAmong,
  definitionsOf,
  groupsAmong,
  isAttributeInUse,
  lockedAttribute,
  saveAttribute,
  saveAttributeGroup,
} from "./queries.ts";
import { entityOrRefusal } from "../organisation/index.ts";

type NamedAttribute = Attribute & { readonly code: AttributeCode };
type NamedGroup = AttributeGroup & { readonly code: AttributeCode };
interface Of {
  readonly legalEntity: LegalEntityCode;
  readonly code: AttributeCode;
}

/** Refuses a definition that contradicts itself (R35, R36), and another type once customers have values (R30). */
export async function putAttributeOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, change }: Of & { readonly change: Change<typeof Attribute> },
): Promise<NamedAttribute> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["attribute", legalEntity, code]);
    const row = await lockedAttribute(trx, { legalEntity, code });
    const stored = row === undefined ? undefined : Attribute.parse(row);
    const definition = afterChange(Attribute, { stored: stored && settingsFor(change.type ?? stored.type, stored), change: renamed(stored, change) });
    if (stored !== undefined && stored.type !== definition.type && (await isAttributeInUse(trx, { legalEntity, code }))) {
      throw new Refusal("attribute.type_in_use", { attribute: code });
    }
    const fault = faultOfDefinition(definition);
    if (fault !== null) throw new Refusal("attribute.wrong", { attribute: code }, { faults: [fault] });
    await saveAttribute(trx, { legalEntity, code, attribute: definition });
    return { code, ...definition };
  });
}

export async function listAttributesOf({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<NamedAttribute[]> {
  await entityOrRefusal(db, legalEntity);
  return (await definitionsOf(db, legalEntity)).map(({ code, definition }) => ({ code: AttributeCode.parse(code), ...Attribute.parse(definition) }));
}

export async function putGroup(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, change }: Of & { readonly change: Change<typeof AttributeGroup> },
): Promise<NamedGroup> {
  await entityOrRefusal(db, legalEntity);
  const codes = (change.members ?? []).map(({ attribute }) => attribute);
  const twice = codes.filter((attribute, index) => codes.indexOf(attribute) !== index);
  if (twice.length > 0) throw new Refusal("attribute_group.wrong", { attributes: [...new Set(twice)] });
  const known = await attributesAmong(db, { legalEntity, codes });
  const unknown = codes.filter((attribute) => !known.has(attribute));
  if (unknown.length > 0) throw new Refusal("attribute.unknown", { legalEntity, codes: unknown });
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["attribute group", legalEntity, code]);
    const [stored] = await attributeGroupsOf(trx, { legalEntity, code });
    const before = stored && contentOf(stored);
    const group = afterChange(AttributeGroup, { stored: before, change: renamed(before, change) });
    await saveAttributeGroup(trx, { legalEntity, code, group });
    return { code, ...group };
  });
}

export async function listGroupsOf({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<NamedGroup[]> {
  await entityOrRefusal(db, legalEntity);
  return (await attributeGroupsOf(db, { legalEntity })).map((group) => ({ code: AttributeCode.parse(group.code), ...contentOf(group) }));
}

/** The change with the complete name: languages that it does not name stay. */
function renamed<C extends { name?: Translated | null | undefined }>(stored: { readonly name: Translated } | undefined, change: C): C {
  return change.name ? { ...change, name: nameAfter({ stored: stored?.name, change: change.name }) } : change;
}

function contentOf({ name, members }: Awaited<ReturnType<typeof attributeGroupsOf>>[number]): AttributeGroup {
  return AttributeGroup.parse({ name, members });
}

export async function refuseUnknownGroups(
  db: Deps["db"],
  { legalEntity, codes }: { legalEntity: LegalEntityCode; codes: readonly AttributeCode[] },
): Promise<void> {
  const known = await groupsAmong(db, { legalEntity, codes });
  const unknown = codes.find((code) => !known.has(code));
  if (unknown !== undefined) throw new Refusal("attribute_group.unknown", { legalEntity, codes: [unknown] });
}
