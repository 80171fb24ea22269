import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AttributeCode } from "../ids.ts";
import { LegalEntityPath } from "../paths.ts";

export const MeasureCode = z.enum(["netSpend365", "orders365", "lastPurchase"]);
export type MeasureCode = z.infer<typeof MeasureCode>;

/** Clienteling parameters: the two groups, the measures of the card in order (at most three). */
export const Parameters = z
  .strictObject({ clientBookAttributeGroup: AttributeCode.nullable(), customerAttributeGroup: AttributeCode.nullable(), measures: z.array(MeasureCode).max(3) })
  .meta({ id: "Parameters" });
export type Parameters = z.infer<typeof Parameters>;

export const putParameters = endpoint({
  name: "putParameters",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/parameters",
  permission: "organisation.manage",
  summary: "Set the clienteling parameters.",
  params: LegalEntityPath,
  body: Parameters,
  reply: Parameters,
});
