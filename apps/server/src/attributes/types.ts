import { AttributeCode, Refusal, type Change, type LegalEntityCode, type Query, type Reply } from "@rapport/contract";
import { Attribute, TypeOfAttributes, type getAttributeType, type listAttributeTypes } from "@rapport/contract/clienteling";
import { faultOfDefinition, settingsFor } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { entityOrRefusal, holdThing, pageOf, refuseStale, savedOf, stamp, type Writing } from "../organisation/index.ts";
import { putAttributeOf } from "./attributes.ts";
import { holdValues } from "./definitions.ts";
import { moneyDecimalsOf } from "./money.ts";
import { renamed, withTidyWords } from "./names.ts";
import { removeType, saveType, typesOf } from "./type-queries.ts";

type StoredType = Reply<typeof getAttributeType>;
interface Of {
  readonly legalEntity: LegalEntityCode;
  readonly code: AttributeCode;
}

/** Makes or changes a type and, by the rules of a change of each, every attribute that is of it: all or none (R28c). */
export async function putTypeOf(
  deps: Pick<Deps, "db" | "clock">,
  { legalEntity, code, change, ...writing }: Of & Writing & { readonly change: Change<typeof TypeOfAttributes> },
): Promise<StoredType> {
  const { currency } = await entityOrRefusal(deps.db, legalEntity);
  return await inTransaction(deps.db, async (trx) => {
    await holdThing(trx, ["attribute type", legalEntity, code], writing);
    // No attribute of the legal entity changes meanwhile either.
    await holdValues(trx, legalEntity);
    const row = await typesOf(trx, { legalEntity, code }).executeTakeFirst();
    refuseStale(row, { version: writing.version, code });
    const stored = row && TypeOfAttributes.parse(row.definition);
    const kept = stored && settingsFor(change.type ?? stored.type, asAttribute(stored));
    const definition = tidied(afterChange(TypeOfAttributes, { stored: kept && TypeOfAttributes.strip().parse(kept), change: renamed(stored, change) }));
    const fault = faultOfDefinition(asAttribute(definition), { moneyDecimals: moneyDecimalsOf(currency), currency });
    if (fault !== null) throw new Refusal("attribute_type.wrong", { code }, { faults: [fault] });
    const attributes = (row?.attributes ?? []).map((attribute) => AttributeCode.parse(attribute));
    // Without a change there is no new version (OG1).
    if (row !== undefined && stored !== undefined && isDeepStrictEqual(definition, tidied(stored)))
      return { ...definition, code, attributes, saved: savedOf(row) };
    const saved = savedOf(await saveType(trx, { legalEntity, code, type: definition, ...stamp(writing, deps.clock.now()) }));
    for (const attribute of attributes)
      await putAttributeOf({ ...deps, db: trx }, { legalEntity, code: attribute, change: {}, actor: writing.actor, listIsHeld: true });
    return { ...definition, code, attributes, saved };
  });
}

/** What a type says, as an attribute that has nothing else. */
function asAttribute(type: TypeOfAttributes): Attribute {
  return { ...type, multiple: false, refinable: false };
}

function tidied(type: TypeOfAttributes): TypeOfAttributes {
  return TypeOfAttributes.strip().parse(withTidyWords(asAttribute(type)));
}

export async function readType({ db }: Pick<Deps, "db">, { legalEntity, code }: Of): Promise<StoredType> {
  await entityOrRefusal(db, legalEntity);
  const row = await typesOf(db, { legalEntity, code }).executeTakeFirst();
  if (row === undefined) throw missing({ legalEntity, code });
  return storedOf(row);
}

/** A type that attributes are of is not deleted (OG3). */
export async function deleteTypeOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, version }: Of & { readonly version: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["attribute type", legalEntity, code]);
    await holdValues(trx, legalEntity);
    const row = await typesOf(trx, { legalEntity, code }).executeTakeFirst();
    if (row === undefined) throw missing({ legalEntity, code });
    refuseStale(row, { version, code });
    if (row.attributes.length > 0) throw new Refusal("attribute_type.in_use", { attributes: row.attributes });
    await removeType(trx, { legalEntity, code });
  });
  return undefined;
}

export async function listTypes(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listAttributeTypes> },
): Promise<Reply<typeof listAttributeTypes>> {
  await entityOrRefusal(db, legalEntity);
  const columns = { code: "code", name: "name", type: "type" };
  const { rows, total } = await pageOf(db, typesOf(db, { legalEntity, type: list.type }), { list, searched: ["code", "name", "dutch"], columns, key: "code" });
  return { attributeTypes: rows.map(storedOf), total };
}

type TypeRow = Awaited<ReturnType<ReturnType<typeof typesOf>["execute"]>>[number];

function storedOf(row: TypeRow): StoredType {
  const attributes = row.attributes.map((attribute) => AttributeCode.parse(attribute));
  return { ...TypeOfAttributes.parse(row.definition), code: AttributeCode.parse(row.code), attributes, saved: savedOf(row) };
}

function missing(of: Of): Refusal {
  return new Refusal("attribute_type.missing", of, { kind: "not_found" });
}
