import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode } from "../ids.ts";
import { Translated } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";

export const AttributeType = z.enum(["currency", "date", "decimal", "integer", "text", "boolean"]);
export type AttributeType = z.infer<typeof AttributeType>;

/** How a refinable attribute is offered as a filter (R36 to R38). */
export const FilterDisplay = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("list"), multi: z.boolean() }),
  z.strictObject({ kind: z.literal("range"), thresholds: z.array(z.number()).min(1).max(20) }),
  z.strictObject({ kind: z.literal("date") }),
]);
export type FilterDisplay = z.infer<typeof FilterDisplay>;

export const Attribute = z
  .strictObject({
    name: Translated,
    type: AttributeType,
    /** Fixed list, text only. */
    values: z
      .array(z.strictObject({ value: z.string().trim().min(1).max(100), label: Translated }))
      .max(200)
      .optional(),
    lower: z.number().optional(),
    upper: z.number().optional(),
    multiple: z.boolean().default(false),
    refinable: z.boolean(),
    filter: FilterDisplay.optional(),
  })
  .meta({ id: "Attribute" });
export type Attribute = z.infer<typeof Attribute>;

export const putAttribute = endpoint({
  name: "putAttribute",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/attributes/:code",
  permission: "organisation.manage",
  summary: "Create or change an attribute; refinable only with filter settings. Fields that are not named stay, null empties a field.",
  params: LegalEntityPath.extend({ code: AttributeCode }),
  body: changeOf(Attribute),
  reply: Attribute.extend({ code: AttributeCode }),
});

export const AttributeGroup = z
  .strictObject({
    name: Translated,
    members: z
      .array(z.strictObject({ attribute: AttributeCode, displayOrder: z.int().min(0).max(10_000) }))
      .max(200)
      .default([]),
  })
  .meta({ id: "AttributeGroup" });
export type AttributeGroup = z.infer<typeof AttributeGroup>;

export const putAttributeGroup = endpoint({
  name: "putAttributeGroup",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/attribute-groups/:code",
  permission: "organisation.manage",
  summary: "Create or change an attribute group. Fields that are not named stay, null empties a field.",
  params: LegalEntityPath.extend({ code: AttributeCode }),
  body: changeOf(AttributeGroup),
  reply: AttributeGroup.extend({ code: AttributeCode }),
});

export const listAttributes = endpoint({
  name: "listAttributes",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/attributes",
  permission: "organisation.manage",
  summary: "The attributes of a legal entity, in groups or not.",
  params: LegalEntityPath,
  reply: z.object({ attributes: z.array(Attribute.extend({ code: AttributeCode })) }),
});

export const listAttributeGroups = endpoint({
  name: "listAttributeGroups",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/attribute-groups",
  permission: "organisation.manage",
  summary: "The attribute groups of a legal entity with their members.",
  params: LegalEntityPath,
  reply: z.object({ attributeGroups: z.array(AttributeGroup.extend({ code: AttributeCode })) }),
});
