import { AttributeCode, Refusal, Translated, type Change, type LegalEntityCode } from "@rapport/contract";
import { Attribute, AttributeGroup, AttributeType, TypeOfAttributes, type AttributeValue } from "@rapport/contract/clienteling";
import { wrong } from "@rapport/contract/refusals";
import { FILTER_LOOKS, filterOfLook, lookOfFilter } from "@rapport/domain";
import { attributeCell, flagCell, linesCell, numberCell, textCell, type CellForm } from "@rapport/domain/lists";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { listOf, stored, type ListOfThings } from "../organisation/index.ts";
import { listAttributesOf, putAttributeOf } from "./attributes.ts";
import { attributeDefinitions, heldDefinitions } from "./definitions.ts";
import { attributeGroupsOf } from "./group-queries.ts";
import { listGroupsOf, putGroup } from "./groups.ts";
import { attributesOf } from "./queries.ts";
import { typesOf } from "./type-queries.ts";
import { listTypes, putTypeOf } from "./types.ts";

/** A number that may have decimals. */
const decimalCell = attributeCell({ type: "decimal", multiple: false });
/** Numbers between semicolons, as the form has them (R37). */
const thresholdsCell: CellForm = {
  read: (cell) => (cell.trim() === "" ? null : cell.split(";").map((part) => decimalCell.read(part) ?? part)),
  write: (value) => (Array.isArray(value) ? value.join("; ") : ""),
};
/** `gold | Yellow gold | Geelgoud`, a value on each line. */
const VALUE_LINES = { fields: ["value", "en", "nl"], main: "value" } as const;
/** `birthday | 1 | --12-05`: the attribute, its display order, and the group's own default; one on each line. */
const MEMBER_LINES = { fields: ["attribute", "displayOrder", "default"], main: "attribute" } as const;

const Text = z.string();
const AttributeRow = z.object({
  name: Text,
  dutch: Text,
  attributeType: AttributeCode,
  type: AttributeType,
  values: z.array(z.object({ value: Text, en: Text, nl: Text })),
  lower: z.number(),
  upper: z.number(),
  unit: Text,
  unitDutch: Text,
  multiple: z.boolean(),
  default: Text,
  mandatory: z.boolean(),
  filter: z.enum(FILTER_LOOKS),
  thresholds: z.array(z.number()),
  refinable: z.boolean(),
});
type AttributeRow = Change<typeof AttributeRow>;

/** The attributes as a CSV file, with their lists, bounds, defaults and filter settings, in both languages. */
export const ATTRIBUTES_AS_LIST: ListOfThings = listOf(AttributeCode, AttributeRow, {
  ...stored({ table: "attribute", key: "code", kind: "attribute" }),
  key: "code",
  // An attribute of an attribute type has the type of that.
  needs: ["name", "type", "refinable"],
  cells: {
    name: textCell,
    dutch: textCell,
    attributeType: textCell,
    type: textCell,
    values: linesCell(VALUE_LINES),
    lower: decimalCell,
    upper: decimalCell,
    unit: textCell,
    unitDutch: textCell,
    multiple: flagCell,
    default: textCell,
    mandatory: flagCell,
    filter: textCell,
    thresholds: thresholdsCell,
    refinable: flagCell,
  },
  columnOf: {
    "attribute.type_in_use": "type",
    "attribute.type_at_stores": "type",
    "attribute.several_in_use": "multiple",
    "attribute_type.unknown": "attributeType",
  },
  async put(deps, { change: row, ...put }) {
    const before = await attributesOf(deps.db, { legalEntity: put.legalEntity, code: put.code }).executeTakeFirst();
    const stored = before && Attribute.parse(before.definition);
    return await putAttributeOf(deps, { ...put, change: changeOfRow(withoutWhatTypeSays(row, stored), stored) });
  },
  async all(deps, legalEntity) {
    const { attributes } = await listAttributesOf(deps, { legalEntity, list: { sort: "code", descending: false, page: 1 } });
    return attributes.map(({ name, unit, values, default: standard, filter, ...rest }) => ({
      ...rest,
      ...wordsOf({ name, unit, values }),
      default: standard === undefined ? "" : attributeCell(rest).write(standard),
      filter: filter === undefined ? "" : lookOfFilter(filter),
      thresholds: filter?.kind === "range" ? filter.thresholds : [],
    }));
  },
});

const TypeRow = AttributeRow.pick({ name: true, dutch: true, type: true, values: true, lower: true, upper: true, unit: true, unitDutch: true });

/** The types of attributes as a CSV file, with their lists, bounds and units, in both languages. They are imported before the attributes. */
export const TYPES_AS_LIST: ListOfThings = listOf(AttributeCode, TypeRow, {
  ...stored({ table: "attribute_type", key: "code", kind: "attribute type" }),
  key: "code",
  needs: ["name", "type"],
  cells: {
    name: textCell,
    dutch: textCell,
    type: textCell,
    values: linesCell(VALUE_LINES),
    lower: decimalCell,
    upper: decimalCell,
    unit: textCell,
    unitDutch: textCell,
  },
  columnOf: { "attribute.type_in_use": "type", "attribute.type_at_stores": "type" },
  async put(deps, { change: { name, dutch, values, unit, unitDutch, ...rest }, ...put }) {
    const row = await typesOf(deps.db, { legalEntity: put.legalEntity, code: put.code }).executeTakeFirst();
    const before = row && TypeOfAttributes.parse(row.definition);
    const words = {
      ...named("name", { en: name, nl: dutch, before: before?.name }),
      ...named("unit", { en: unit, nl: unitDutch, before: before?.unit }),
      ...listed(values),
    };
    return await putTypeOf(deps, { ...put, change: { ...rest, ...words } });
  },
  async all(deps, legalEntity) {
    const { attributeTypes } = await listTypes(deps, { legalEntity, list: { sort: "code", descending: false, page: 1 } });
    return attributeTypes.map(({ name, unit, values, ...rest }) => ({ ...rest, ...wordsOf({ name, unit, values }) }));
  },
});

const SAID_BY_TYPE = ["type", "values", "lower", "upper", "unit", "unitDutch"] as const;

/** Empty cells say nothing of what the type of an attribute says (R28c): in a file they are there for the attributes without a type. */
function withoutWhatTypeSays(row: AttributeRow, before: Attribute | undefined): AttributeRow {
  if ((row.attributeType === undefined ? before?.attributeType : row.attributeType) == null) return row;
  const isEmpty = (value: unknown) => value === null || value === "" || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(row).filter(([field, value]) => !(SAID_BY_TYPE.some((said) => said === field) && isEmpty(value)))) as AttributeRow;
}

function wordsOf({ name, unit, values }: Pick<TypeOfAttributes, "name" | "unit" | "values">) {
  return {
    name: name.en,
    dutch: name.nl ?? "",
    unit: unit?.en ?? "",
    unitDutch: unit?.nl ?? "",
    values: values?.map(({ value, label }) => ({ value, en: label.en === value && !label.nl ? "" : label.en, nl: label.nl ?? "" })),
  };
}

function listed(values: AttributeRow["values"]): Pick<Change<typeof Attribute>, "values"> {
  if (values === undefined) return {};
  return { values: values?.map(({ value, en, nl }) => ({ value, label: { en: en === "" ? value : en, ...(nl !== "" && { nl }) } })) ?? null };
}

/** What a row names, as the form sends it. What only belongs together, such as a name's two languages, takes the part that the row leaves out from before. */
function changeOfRow(
  { name, dutch, values, unit, unitDutch, default: standard, filter, thresholds, ...rest }: AttributeRow,
  before: Attribute | undefined,
): Change<typeof Attribute> {
  const type = rest.type ?? before?.type ?? "text";
  const multiple = (rest.multiple === undefined ? before?.multiple : rest.multiple) ?? false;
  return {
    ...rest,
    ...named("name", { en: name, nl: dutch, before: before?.name }),
    ...named("unit", { en: unit, nl: unitDutch, before: before?.unit }),
    ...listed(values),
    ...(standard !== undefined && { default: defaultOf(standard, { type, multiple }) }),
    ...(!(filter === undefined && thresholds === undefined) && { filter: filterOf({ filter, thresholds }, before?.filter) }),
  };
}

function named<F extends "name" | "unit">(
  field: F,
  { en, nl, before }: { en: string | null | undefined; nl: string | null | undefined; before: Translated | undefined },
): { [K in F]?: Translated | null } {
  if (en === undefined && nl === undefined) return {};
  const english = en === undefined ? before?.en : (en ?? undefined);
  const dutch = nl === undefined ? before?.nl : nl;
  // A Dutch word alone is no name: the write says that the English one is missing.
  const whole = english === undefined ? null : { en: english, ...(dutch ? { nl: dutch } : { nl: null }) };
  return { [field]: whole } as { [K in F]?: Translated | null };
}

/** A cell that is not of the attribute's type stays text, so that the write says what is wrong with it. */
function defaultOf(cell: string | null | undefined, of: Pick<Attribute, "type" | "multiple">): AttributeValue | null {
  return cell === null || cell === undefined ? null : (attributeCell(of).read(cell) as AttributeValue);
}

function filterOf({ filter, thresholds }: Pick<AttributeRow, "filter" | "thresholds">, before: Attribute["filter"]): NonNullable<Attribute["filter"]> | null {
  const was = before === undefined ? null : lookOfFilter(before);
  const look = filter === undefined ? was : filter;
  // They would be lost without a word.
  if (look !== "range" && (thresholds?.length ?? 0) > 0)
    throw new Refusal("request.wrong", { where: "body" }, { faults: [{ path: ["thresholds"], wrong: wrong("attribute.thresholds_not_range", {}) }] });
  if (look === null) return null;
  if (look !== "range") return filterOfLook(look, []);
  const numbers = thresholds === undefined && before?.kind === "range" ? before.thresholds : (thresholds ?? []);
  // Ranges need thresholds (R37).
  if (numbers.length === 0)
    throw new Refusal("request.wrong", { where: "body" }, { faults: [{ path: ["thresholds"], wrong: wrong("value.missing", { expected: "number" }) }] });
  return filterOfLook(look, numbers);
}

const GroupRow = z.object({
  name: Text,
  dutch: Text,
  members: z.array(z.object({ attribute: AttributeCode, displayOrder: Text, default: Text })),
});

/** The attribute groups as a CSV file, with their attributes, display orders and defaults. */
export const GROUPS_AS_LIST: ListOfThings = listOf(AttributeCode, GroupRow, {
  ...stored({ table: "attribute_group", key: "code", kind: "attribute group" }),
  key: "code",
  needs: ["name"],
  cells: { name: textCell, dutch: textCell, members: linesCell(MEMBER_LINES) },
  columnOf: { "attribute.unknown": "members", "attribute_group.wrong": "members" },
  async put(deps, { change: { name, dutch, members }, ...put }) {
    const definitions = await heldOnce(
      // A row is written in the transaction of its part of the file.
      deps.db as Transaction<Database>,
      put.legalEntity,
    );
    const before =
      name === undefined || dutch === undefined ? Translated.optional().parse((await attributeGroupsOf(deps.db, put).executeTakeFirst())?.name) : undefined;
    return await putGroup(deps, {
      ...put,
      definitions,
      change: {
        ...named("name", { en: name, nl: dutch, before }),
        ...(members !== undefined && { members: members?.map((member, place) => memberOf(member, { place, definitions })) ?? null }),
      },
    });
  },
  async all(deps, legalEntity) {
    const [groups, definitions] = [await everyGroup(deps, legalEntity), await attributeDefinitions(deps.db, legalEntity)];
    return groups.map(({ name, members, ...group }) => ({
      ...group,
      name: name.en,
      dutch: name.nl ?? "",
      members: members.map(({ attribute, displayOrder, default: standard }) => ({
        attribute,
        displayOrder: String(displayOrder),
        default: standard === undefined ? "" : attributeCell(definitions.get(attribute) ?? PLAIN).write(standard),
      })),
    }));
  },
});

/** The attributes, read once for all rows of a transaction: they are held until it ends. */
const HELD = new WeakMap<Transaction<Database>, Map<LegalEntityCode, ReturnType<typeof heldDefinitions>>>();

function heldOnce(trx: Transaction<Database>, legalEntity: LegalEntityCode): ReturnType<typeof heldDefinitions> {
  const held = HELD.get(trx) ?? new Map<LegalEntityCode, ReturnType<typeof heldDefinitions>>();
  HELD.set(trx, held);
  const definitions = held.get(legalEntity) ?? heldDefinitions(trx, legalEntity);
  held.set(legalEntity, definitions);
  return definitions;
}

const PLAIN = { type: "text", multiple: false } as const;

async function everyGroup(deps: Pick<Deps, "db">, legalEntity: Parameters<typeof listGroupsOf>[1]["legalEntity"]) {
  return (await listGroupsOf(deps, { legalEntity, list: { sort: "code", descending: false, page: 1 } })).attributeGroups;
}

type MemberRow = NonNullable<Change<typeof GroupRow>["members"]>[number];

/** Without a display order the lines are in order. */
function memberOf(
  { attribute, displayOrder, default: standard }: MemberRow,
  { place, definitions }: { place: number; definitions: ReadonlyMap<string, Attribute> },
) {
  const order = displayOrder === "" ? place + 1 : numberCell.read(displayOrder);
  if (typeof order !== "number" || order > 10_000)
    throw new Refusal(
      "request.wrong",
      { where: "body" },
      { faults: [{ path: ["members"], wrong: wrong("value.type", { found: "text", expected: "integer" }) }] },
    );
  return {
    attribute,
    displayOrder: order,
    ...(standard !== "" && { default: defaultOf(standard, definitions.get(attribute) ?? PLAIN) as AttributeValue }),
  } satisfies AttributeGroup["members"][number];
}
