import { AttributeCode, Refusal, type Change, type LegalEntityCode, type Query, type Saved } from "@rapport/contract";
import { Attribute, AttributeValue, type listAttributes } from "@rapport/contract/clienteling";
import { faultOfDefinition, faultOfValue, keptValue, settingsFor } from "@rapport/domain";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { sectionOfStores } from "../publishing/index.ts";
import { entityOrRefusal, holdThing, pageOf, refuseStale, savedOf, stamp, type Writing } from "../organisation/index.ts";
import { holdValues } from "./definitions.ts";
import { moneyDecimalsOf } from "./money.ts";
import { renamed, withTidyWords } from "./names.ts";
import { withItsType } from "./of-type.ts";
import { attributesOf, customersWithSeveral, customersWithValue, defaultsInGroups, isAttributeInUse, removeAttribute, saveAttribute } from "./queries.ts";

type StoredAttribute = Attribute & { readonly code: AttributeCode; readonly saved: Saved; readonly groups: AttributeCode[] };
interface Of {
  readonly legalEntity: LegalEntityCode;
  readonly code: AttributeCode;
}

/** Refuses a definition that contradicts itself (R35, R36), another type once customers have values (R30), and a write for an older version (OG2). */
export async function putAttributeOf(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, code, change: asked, ...writing }: Of & Writing & { readonly change: Change<typeof Attribute> },
): Promise<StoredAttribute> {
  const { currency, publishes_at_once: atOnce } = await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdThing(trx, ["attribute", legalEntity, code], writing);
    await holdValues(trx, legalEntity);
    const row = await attributesOf(trx, { legalEntity, code }).executeTakeFirst();
    refuseStale(row, { version: writing.version, code });
    const stored = row && Attribute.parse(row.definition);
    const change = await withItsType(trx, { legalEntity, code, stored, change: asked });
    const changed = withTidyWords(
      afterChange(Attribute, { stored: stored && settingsFor(change.type ?? stored.type, stored), change: renamed(stored, change) }),
    );
    const definition = { ...changed, ...(changed.default !== undefined && { default: keptValue(changed, { value: changed.default, currency }) }) };
    if (stored !== undefined && stored.type !== definition.type && (await isAttributeInUse(trx, { legalEntity, code }))) {
      throw new Refusal("attribute.type_in_use", { attribute: code });
    }
    // One that was deleted and is made anew is the same attribute to a store that still shows it.
    if (stored?.type !== definition.type && !atOnce) await refuseShown(trx, { legalEntity, code, type: definition.type });
    if (stored?.multiple === true && !definition.multiple) {
      const customers = await customersWithSeveral(trx, { legalEntity, code });
      if (customers > 0) throw new Refusal("attribute.several_in_use", { customers });
    }
    const fault = faultOfDefinition(definition, { moneyDecimals: moneyDecimalsOf(currency), currency });
    if (fault !== null) throw new Refusal("attribute.wrong", { attribute: code }, { faults: [fault] });
    await refuseGroupsDefaults(trx, { legalEntity, code, definition, currency });
    const groups = (row?.groups ?? []).map((group) => AttributeCode.parse(group));
    // Without a change there is no new version (OG1).
    if (row !== undefined && stored !== undefined && isDeepStrictEqual(definition, withTidyWords(stored)))
      return { ...definition, code, groups, saved: savedOf(row) };
    return {
      ...definition,
      code,
      groups,
      saved: savedOf(await saveAttribute(trx, { legalEntity, code, attribute: definition, ...stamp(writing, clock.now()) })),
    };
  });
}

/**
 * Where stores show an attribute, associates may give the first value of it at any moment, of the type that the store knows (PB6). So it is in use there (R30).
 * What is written there is judged by both (`heldShapes`): this only says it in time. So one that stores have before it is answered is not asked for.
 */
async function refuseShown(trx: Transaction<Database>, { legalEntity, code, type }: Of & { readonly type: Attribute["type"] }): Promise<void> {
  const shows = (await typesAtStores(trx, { legalEntity, code })).filter((known) => known !== type);
  if (shows.length > 0) throw new Refusal("attribute.type_at_stores", { attribute: code, stores: shows.length });
}

/** The type by which each store that shows an attribute in a group knows it. */
async function typesAtStores(trx: Transaction<Database>, { legalEntity, code }: Of): Promise<Attribute["type"][]> {
  const [attributes, groups] = [
    await sectionOfStores(trx, { legalEntity, section: "attributes" }),
    await sectionOfStores(trx, { legalEntity, section: "attributeGroups" }),
  ];
  return [...attributes].flatMap(([store, { [code]: known }]) => {
    const isInGroup = Object.values(groups.get(store) ?? {}).some(({ members }) => members.some(({ attribute }) => attribute === code));
    return isInGroup && known !== undefined ? [known.type] : [];
  });
}

/** A default that a group has must still fit (R27): otherwise it would be gone without a word. */
async function refuseGroupsDefaults(
  trx: Transaction<Database>,
  { legalEntity, code, definition, currency }: Of & { readonly definition: Attribute; readonly currency: string },
): Promise<void> {
  const groups = (await defaultsInGroups(trx, { legalEntity, code })).filter(
    ({ default_value }) => faultOfValue(definition, { value: AttributeValue.parse(default_value), currency }) !== null,
  );
  if (groups.length > 0) throw new Refusal("attribute.default_in_group", { groups: groups.map(({ group_code }) => group_code) });
}

export async function readAttribute({ db }: Pick<Deps, "db">, { legalEntity, code }: Of): Promise<StoredAttribute> {
  await entityOrRefusal(db, legalEntity);
  const row = await attributesOf(db, { legalEntity, code }).executeTakeFirst();
  if (row === undefined) throw missing({ legalEntity, code });
  return storedOf(row);
}

/** What is in a group, has values, or is still shown at a store is not deleted (OG3): the values would mean nothing any more. */
export async function deleteAttributeOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, code, version }: Of & { readonly version: number | undefined },
): Promise<undefined> {
  await entityOrRefusal(db, legalEntity);
  await inTransaction(db, async (trx) => {
    await holdThing(trx, ["attribute", legalEntity, code]);
    await holdValues(trx, legalEntity);
    const row = await attributesOf(trx, { legalEntity, code }).forUpdate("a").executeTakeFirst();
    if (row === undefined) throw missing({ legalEntity, code });
    refuseStale(row, { version, code });
    const uses = { attributeGroups: row.groups.length, customers: await customersWithValue(trx, { legalEntity, code }) };
    if (uses.attributeGroups > 0 || uses.customers > 0) throw new Refusal("attribute.in_use", uses);
    const shown = await typesAtStores(trx, { legalEntity, code });
    if (shown.length > 0) throw new Refusal("attribute.at_stores", { attribute: code, stores: shown.length });
    await removeAttribute(trx, { legalEntity, code });
  });
  return undefined;
}

export async function listAttributesOf(
  { db }: Pick<Deps, "db">,
  { legalEntity, list }: { legalEntity: LegalEntityCode; list: Query<typeof listAttributes> },
): Promise<{ readonly attributes: StoredAttribute[]; readonly total: number }> {
  await entityOrRefusal(db, legalEntity);
  const columns = { code: "code", name: "name", type: "type" };
  const all = attributesOf(db, { legalEntity, type: list.type, fixedList: list.fixedList, refinable: list.refinable });
  const { rows, total } = await pageOf(db, all, { list, searched: ["code", "name", "dutch"], columns, key: "code" });
  return { attributes: rows.map(storedOf), total };
}

type AttributeRow = Awaited<ReturnType<ReturnType<typeof attributesOf>["execute"]>>[number];

function storedOf(row: AttributeRow): StoredAttribute {
  const groups = row.groups.map((group) => AttributeCode.parse(group));
  return { ...Attribute.parse(row.definition), code: AttributeCode.parse(row.code), groups, saved: savedOf(row) };
}

function missing(of: Of): Refusal {
  return new Refusal("attribute.missing", of, { kind: "not_found" });
}
