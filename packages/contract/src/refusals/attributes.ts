import { z } from "zod";
import { reason } from "./reason.ts";
import { listed, NONE } from "./saying.ts";

const OfLegalEntity = z.object({ legalEntity: z.string() });
const Codes = OfLegalEntity.extend({ codes: z.array(z.string()) });

/** Attributes, their types and their groups. */
export const ATTRIBUTE_REASONS = {
  "attribute.several_in_use": reason(
    "conflict",
    z.object({ customers: z.int() }),
    ({ customers }) =>
      `${customers === 1 ? "1 customer has" : `${customers} customers have`} several values of this attribute, so it has to hold several. Leave them one each first.`,
  ),
  "attribute.type_at_stores": reason(
    "conflict",
    z.object({ attribute: z.string(), stores: z.int() }),
    ({ attribute, stores }) =>
      `${stores === 1 ? "1 store shows" : `${stores} stores show`} attribute ${attribute}, and associates may give values of it at any moment, so its type cannot change. Make a new attribute and retire this one.`,
  ),
  "attribute.type_in_use": reason(
    "conflict",
    z.object({ attribute: z.string() }),
    ({ attribute }) => `Customers have values of attribute ${attribute}, so its type cannot change. Make a new attribute and retire this one.`,
  ),
  "attribute.in_use": reason("conflict", z.object({ attributeGroups: z.int(), customers: z.int() }), ({ attributeGroups, customers }) =>
    [
      "This attribute cannot be deleted.",
      ...(attributeGroups > 0 ? [`It is in ${attributeGroups === 1 ? "1 attribute group" : `${attributeGroups} attribute groups`}.`] : []),
      ...(customers > 0 ? [`${customers === 1 ? "1 customer has" : `${customers} customers have`} a value of it, which would be lost.`] : []),
      "In no group it shows nowhere, and its values stay.",
    ].join(" "),
  ),
  "attribute.at_stores": reason(
    "conflict",
    z.object({ attribute: z.string(), stores: z.int() }),
    ({ attribute, stores }) =>
      `${stores === 1 ? "1 store still shows" : `${stores} stores still show`} attribute ${attribute}, so it cannot be deleted. Publish first that it is in no group any more.`,
  ),
  "attribute.missing": reason(
    "not_found",
    OfLegalEntity.extend({ code: z.string() }),
    ({ legalEntity, code }) => `Legal entity ${legalEntity} has no attribute ${code}.`,
  ),
  "attribute.unknown": reason("invalid", Codes, ({ legalEntity, codes }) => `Legal entity ${legalEntity} has no attribute ${listed(codes)}.`),
  "attribute.wrong": reason("invalid", z.object({ attribute: z.string() }), ({ attribute }) => `Attribute ${attribute} cannot be set up like this.`),
  "attribute.default_in_group": reason(
    "conflict",
    z.object({ groups: z.array(z.string()) }),
    ({ groups }) =>
      `The default of this attribute in ${groups.length === 1 ? "group" : "groups"} ${listed(groups)} would not fit any more. Change it there first.`,
  ),
  "attribute_type.in_use": reason(
    "conflict",
    z.object({ attributes: z.array(z.string()) }),
    ({ attributes }) => `This type cannot be deleted: attributes are of it, ${listed(attributes)}. Choose another type there first, or settings of their own.`,
  ),
  "attribute_type.missing": reason(
    "not_found",
    OfLegalEntity.extend({ code: z.string() }),
    ({ legalEntity, code }) => `Legal entity ${legalEntity} has no attribute type ${code}.`,
  ),
  "attribute_type.unknown": reason("invalid", Codes, ({ legalEntity, codes }) => `Legal entity ${legalEntity} has no attribute type ${listed(codes)}.`),
  "attribute_type.wrong": reason("invalid", z.object({ code: z.string() }), ({ code }) => `Attribute type ${code} cannot be set up like this.`),
  "attribute_group.default_wrong": reason("invalid", z.object({ group: z.string() }), ({ group }) => `A default of group ${group} does not fit its attribute.`),
  "attribute_group.in_use": reason("conflict", NONE, () => "This group cannot be deleted: the commerce parameters name it. Choose another group there first."),
  "attribute_group.missing": reason(
    "not_found",
    OfLegalEntity.extend({ code: z.string() }),
    ({ legalEntity, code }) => `Legal entity ${legalEntity} has no attribute group ${code}.`,
  ),
  "attribute_group.unknown": reason("invalid", Codes, ({ legalEntity, codes }) => `Legal entity ${legalEntity} has no attribute group ${listed(codes)}.`),
  "attribute_group.wrong": reason(
    "invalid",
    z.object({ attributes: z.array(z.string()) }),
    ({ attributes }) => `In this group more than once: ${listed(attributes)}.`,
  ),
} as const;
