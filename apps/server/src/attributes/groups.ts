import { AttributeCode, Refusal, type Change, type LegalEntityCode, type Query, type Saved } from "@rapport/contract";
import { AttributeGroup, type Attribute, type GroupUse, type listAttributeGroups } from "@rapport/contract/clienteling";
import type { Fault } from "@rapport/contract/refusals";
import { faultOfValue, keptValue } from "@rapport/domain";
import { holdForChange, inTransaction } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { entityOrRefusal, holdThing, pageOf, refuseStale, savedOf, stamp, type Writing } from "../organisation/index.ts";
import { attributeGroupsOf, groupsAmong, removeAttributeGroup, saveAttributeGroup } from "./group-queries.ts";
import { renamed } from "./names.ts";
import { heldDefinitions } from "./definitions.ts";

type StoredGroup = AttributeGroup & { readonly code: AttributeCode; readonly saved: Saved; readonly usedFor: GroupUse[] };
interface Of {
  readonly legalEntity: LegalEntityCode;
  readonly code: AttributeCode;
}

/** Refuses attributes that are not there or stand in the group twice, and a write for an older version (OG2). `definitions` when the caller holds them. */
export async function putGroup(
  { db, clock }: Pick<Deps, "db" | "clock">,
  {
    legalEntity,
    code,
    change,
    definitions: held,
    ...writing
  }: Of & Writing & Partial<Pick<Terms, "definitions">> & { readonly change: Change<typeof AttributeGroup> },
): Promise<StoredGroup> {
  const entity = await entityOrRefusal(db, legalEntity);
  const codes = (change.members ?? []).map(({ attribute }) => attribute);
  const twice = codes.filter((attribute, index) => codes.indexOf(attribute) !== index);
  if (twice.length > 0) throw new Refusal("attribute_group.wrong", { attributes: [...new Set(twice)] });
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["attribute group", legalEntity, code], writing);
    const definitions = held ?? (await heldDefinitions(trx, legalEntity));
    const unknown = codes.filter((attribute) => !definitions.has(attribute));
    if (unknown.length > 0) throw new Refusal("attribute.unknown", { legalEntity, codes: unknown });
    const { currency } = entity;
    refuseWrongDefaults(change.members ?? [], { group: code, definitions, currency });
    const row = await attributeGroupsOf(trx, { legalEntity, code }).executeTakeFirst();
    refuseStale(row, { version: writing.version, code });
    const stored = row && contentOf(row);
    const group = afterChange(AttributeGroup, { stored, change: { ...renamed(stored, change), ...keptMembers(change.members, { definitions, currency }) } });
    const usedFor = usesOf(entity, code);
    // Without a change there is no new version (OG1).
    if (row !== undefined && isDeepStrictEqual(group, stored)) return { ...group, code, usedFor, saved: savedOf(row) };
    return { ...group, code, usedFor, saved: savedOf(await saveAttributeGroup(trx, { legalEntity, code, group, ...stamp(writing, clock.now()) })) };
  });
}

type Members = AttributeGroup["members"];
interface Terms {
  readonly definitions: ReadonlyMap<string, Attribute>;
  readonly currency: string;
}

/** A default of a group fits its attribute like any value (R27, R29). */
function refuseWrongDefaults(members: Members, { group, definitions, currency }: Terms & { readonly group: string }): void {
  const faults = members.flatMap(({ attribute, default: value }, at): Fault[] => {
    const definition = definitions.get(attribute);
    const what = value === undefined || definition === undefined ? null : faultOfValue(definition, { value, currency });
    return what === null ? [] : [{ path: ["members", at, "default"], row: attribute, wrong: what }];
  });
  if (faults.length > 0) throw new Refusal("attribute_group.default_wrong", { group }, { faults });
}

function keptMembers(members: Members | null | undefined, { definitions, currency }: Terms): { members?: Members | null } {
  if (members === null || members === undefined) return members === null ? { members } : {};
  return {
    members: members.map((member) => {
      const definition = definitions.get(member.attribute);
      return definition === undefined || member.default === undefined
        ? member
        : { ...member, default: keptValue(definition, { value: member.default, currency }) };
    }),
  };
}

export async function readGroup({ db }: Pick<Deps, "db">, { legalEntity, code }: Of): Promise<StoredGroup> {
  const entity = await entityOrRefusal(db, legalEntity);
  const row = await attributeGroupsOf(db, { legalEntity, code }).executeTakeFirst();
  if (row === undefined) throw missing({ legalEntity, code });
  return storedOf(row, entity);
}

/** A group that the parameters name is not deleted (OG3). */
export async function deleteGroupOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, version }: Of & { readonly version: number | undefined },
): Promise<undefined> {
  await inTransaction(db, async (trx) => {
    // So that no parameter names the group meanwhile.
    await holdForChange(trx, ["parameters", legalEntity]);
    const entity = await entityOrRefusal(trx, legalEntity);
    await holdThing(trx, ["attribute group", legalEntity, code]);
    const row = await attributeGroupsOf(trx, { legalEntity, code }).executeTakeFirst();
    if (row === undefined) throw missing({ legalEntity, code });
    refuseStale(row, { version, code });
    if (usesOf(entity, code).length > 0) throw new Refusal("attribute_group.in_use", {});
    await removeAttributeGroup(trx, { legalEntity, code });
  });
  return undefined;
}

export async function listGroupsOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listAttributeGroups> },
): Promise<{ readonly attributeGroups: StoredGroup[]; readonly total: number }> {
  const entity = await entityOrRefusal(db, legalEntity);
  const columns = { code: "code", name: "english" };
  const { rows, total } = await pageOf(db, attributeGroupsOf(db, { legalEntity }), { list, searched: ["code", "english", "dutch"], columns, key: "code" });
  return { attributeGroups: rows.map((row) => storedOf(row, entity)), total };
}

export async function refuseUnknownGroups(
  db: Deps["db"],
  { legalEntity, codes }: { legalEntity: LegalEntityCode; codes: readonly AttributeCode[] },
): Promise<void> {
  const known = await groupsAmong(db, { legalEntity, codes });
  const unknown = codes.find((code) => !known.has(code));
  if (unknown !== undefined) throw new Refusal("attribute_group.unknown", { legalEntity, codes: [unknown] });
}

type GroupRow = Awaited<ReturnType<ReturnType<typeof attributeGroupsOf>["execute"]>>[number];

function contentOf({ name, members }: GroupRow): AttributeGroup {
  return AttributeGroup.parse({ name, members });
}

type Named = Pick<Awaited<ReturnType<typeof entityOrRefusal>>, "client_book_attribute_group" | "customer_attribute_group">;

function usesOf({ client_book_attribute_group, customer_attribute_group }: Named, code: string): GroupUse[] {
  return [...(client_book_attribute_group === code ? ["clientBook" as const] : []), ...(customer_attribute_group === code ? ["customer" as const] : [])];
}

function storedOf(row: GroupRow, entity: Named): StoredGroup {
  return { ...contentOf(row), code: AttributeCode.parse(row.code), usedFor: usesOf(entity, row.code), saved: savedOf(row) };
}

function missing(of: Of): Refusal {
  return new Refusal("attribute_group.missing", of, { kind: "not_found" });
}
