import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode } from "../ids.ts";
import { Translated } from "../names.ts";
import { AttributeValue } from "./attribute-values.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";

export const AttributeGroup = z
  .strictObject({
    name: Translated,
    members: z
      .array(
        z.strictObject({
          attribute: AttributeCode,
          displayOrder: z.int().min(0).max(10_000),
          /** In place of the attribute's own default (R27). */
          default: AttributeValue.optional(),
        }),
      )
      .max(200)
      .default([]),
  })
  .meta({ id: "AttributeGroup" });
export type AttributeGroup = z.infer<typeof AttributeGroup>;

/** What the parameters of the legal entity name the group for. */
export const GroupUse = z.enum(["clientBook", "customer"]);
export type GroupUse = z.infer<typeof GroupUse>;

const StoredAttributeGroup = AttributeGroup.extend({ code: AttributeCode, saved: Saved, usedFor: z.array(GroupUse) }).meta({ id: "StoredAttributeGroup" });
const GroupPath = LegalEntityPath.extend({ code: AttributeCode });

export const putAttributeGroup = endpoint({
  name: "putAttributeGroup",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/attribute-groups/:code",
  permission: "organisation.manage",
  summary: "Create or change an attribute group. Fields that are not named stay, null empties a field.",
  params: GroupPath,
  query: IfVersion,
  body: changeOf(AttributeGroup),
  reply: StoredAttributeGroup,
});

export const listAttributeGroups = endpoint({
  name: "listAttributeGroups",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/attribute-groups",
  permission: "organisation.manage",
  summary: "The attribute groups of a legal entity with their members.",
  params: LegalEntityPath,
  query: listQuery(["code", "name"]).omit({ active: true }),
  reply: z.object({ attributeGroups: z.array(StoredAttributeGroup), total: z.int() }),
});

export const getAttributeGroup = endpoint({
  name: "getAttributeGroup",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/attribute-groups/:code",
  permission: "organisation.manage",
  summary: "One attribute group with its members.",
  params: GroupPath,
  reply: StoredAttributeGroup,
});

export const deleteAttributeGroup = endpoint({
  name: "deleteAttributeGroup",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/attribute-groups/:code",
  permission: "organisation.manage",
  summary: "Delete an attribute group that the parameters do not name. Its attributes stay.",
  params: GroupPath,
  query: IfVersion,
});
