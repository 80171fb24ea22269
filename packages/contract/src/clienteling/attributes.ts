import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode } from "../ids.ts";
import { Translated } from "../names.ts";
import { AttributeValue } from "./attribute-values.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";

export const AttributeType = z.enum(["currency", "date", "decimal", "integer", "text", "boolean"]);
export type AttributeType = z.infer<typeof AttributeType>;

/** How a refinable attribute is offered as a filter (R36 to R38). */
export const FilterDisplay = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("list"), multi: z.boolean() }),
  z.strictObject({ kind: z.literal("range"), thresholds: z.array(z.number()).min(1).max(20) }),
  /** From one number to another, with or without bars that show how many clients are where. */
  z.strictObject({ kind: z.literal("slider"), bars: z.boolean() }),
  z.strictObject({ kind: z.literal("date") }),
]);
export type FilterDisplay = z.infer<typeof FilterDisplay>;

/** More than advised (R40), and still answered fast. */
export const MOST_LISTED_VALUES = 2_000;

export const Attribute = z
  .strictObject({
    name: Translated,
    /** The type that it is of (R28c): what it holds, its list, bounds and unit are those of the type. */
    attributeType: AttributeCode.optional(),
    type: AttributeType,
    /** Fixed list, text only. */
    values: z
      .array(z.strictObject({ value: z.string().trim().min(1).max(100), label: Translated }))
      .max(MOST_LISTED_VALUES)
      .optional(),
    lower: z.number().optional(),
    upper: z.number().optional(),
    /** What a number counts, such as `cm`. */
    unit: Translated.optional(),
    multiple: z.boolean().default(false),
    /** Shown of customers without a value; a group may have another one (R27). */
    default: AttributeValue.optional(),
    /** A form of a customer is not saved without a value (R29b). */
    mandatory: z.boolean().optional(),
    refinable: z.boolean(),
    filter: FilterDisplay.optional(),
  })
  .meta({ id: "Attribute" });
export type Attribute = z.infer<typeof Attribute>;

const StoredAttribute = Attribute.extend({ code: AttributeCode, saved: Saved, groups: z.array(AttributeCode) }).meta({ id: "StoredAttribute" });
const AttributePath = LegalEntityPath.extend({ code: AttributeCode });

export const putAttribute = endpoint({
  name: "putAttribute",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/attributes/:code",
  permission: "organisation.manage",
  summary: "Create or change an attribute; refinable only with filter settings. Fields that are not named stay, null empties a field.",
  params: AttributePath,
  query: IfVersion,
  body: changeOf(Attribute),
  reply: StoredAttribute,
});

export const listAttributes = endpoint({
  name: "listAttributes",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/attributes",
  permission: "organisation.manage",
  summary: "The attributes of a legal entity, in groups or not.",
  params: LegalEntityPath,
  query: listQuery(["code", "name", "type"]).omit({ active: true }).extend({
    type: AttributeType.optional(),
    /** Only those with a fixed list of values, or only those without. */
    fixedList: z.stringbool().optional(),
    refinable: z.stringbool().optional(),
  }),
  reply: z.object({ attributes: z.array(StoredAttribute), total: z.int() }),
});

export const getAttribute = endpoint({
  name: "getAttribute",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/attributes/:code",
  permission: "organisation.manage",
  summary: "One attribute, with the groups that it is in.",
  params: AttributePath,
  reply: StoredAttribute,
});

export const deleteAttribute = endpoint({
  name: "deleteAttribute",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/attributes/:code",
  permission: "organisation.manage",
  summary: "Delete an attribute that is in no group and that no customer has a value of.",
  params: AttributePath,
  query: IfVersion,
});
