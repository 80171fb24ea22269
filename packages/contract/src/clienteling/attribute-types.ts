import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode } from "../ids.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";
import { Attribute, AttributeType } from "./attributes.ts";

/** A type that attributes can be of (R28c): what their values are, with the list, the bounds and the unit that all of them have. */
export const TypeOfAttributes = Attribute.pick({ name: true, type: true, values: true, lower: true, upper: true, unit: true }).meta({ id: "TypeOfAttributes" });
export type TypeOfAttributes = z.infer<typeof TypeOfAttributes>;

/** `attributes`: those that are of the type. */
const StoredType = TypeOfAttributes.extend({ code: AttributeCode, saved: Saved, attributes: z.array(AttributeCode) }).meta({ id: "StoredTypeOfAttributes" });
const TypePath = LegalEntityPath.extend({ code: AttributeCode });

export const putAttributeType = endpoint({
  name: "putAttributeType",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/attribute-types/:code",
  permission: "organisation.manage",
  summary: "Create or change a type of attributes, and each attribute that is of it: all or none. Fields that are not named stay, null empties a field.",
  params: TypePath,
  query: IfVersion,
  body: changeOf(TypeOfAttributes),
  reply: StoredType,
});

export const listAttributeTypes = endpoint({
  name: "listAttributeTypes",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/attribute-types",
  permission: "organisation.manage",
  summary: "The types of attributes of a legal entity, with the attributes that are of each.",
  params: LegalEntityPath,
  query: listQuery(["code", "name", "type"]).omit({ active: true }).extend({ type: AttributeType.optional() }),
  reply: z.object({ attributeTypes: z.array(StoredType), total: z.int() }),
});

export const getAttributeType = endpoint({
  name: "getAttributeType",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/attribute-types/:code",
  permission: "organisation.manage",
  summary: "One type of attributes.",
  params: TypePath,
  reply: StoredType,
});

export const deleteAttributeType = endpoint({
  name: "deleteAttributeType",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/attribute-types/:code",
  permission: "organisation.manage",
  summary: "Delete a type that no attribute is of.",
  params: TypePath,
  query: IfVersion,
});
