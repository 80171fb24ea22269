import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode } from "../ids.ts";
import { NumberSequenceChange } from "../organisation/number-sequences.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, Saved } from "../saved.ts";
import { EVERY_CRITERION, MOST_SEARCH_ATTRIBUTES, SearchCriterion, SearchProperty } from "./search-criteria.ts";

export const MeasureCode = z.enum(["netSpend365", "orders365", "lastPurchase"]);
export type MeasureCode = z.infer<typeof MeasureCode>;

const MOST_BOOKS_PER_CUSTOMER = 20;

/** Clienteling parameters: the two groups, the measures of the card in order (at most three), and more. */
export const Parameters = z
  .strictObject({
    clientBookAttributeGroup: AttributeCode.nullable().default(null),
    customerAttributeGroup: AttributeCode.nullable().default(null),
    measures: z.array(MeasureCode).max(3).default([]),
    /** For how many hours a store keeps the activity types that it fetched (R60). */
    activityTypeHours: z.int().min(1).max(168).default(3),
    /** In how many books a customer may be (R4, BK1). Lowering it removes nobody. */
    booksPerCustomer: z.int().min(1).max(MOST_BOOKS_PER_CUSTOMER).default(1),
    /** Which properties the POS searches customers by, in their order (CS8). */
    searchCriteria: z
      .array(SearchCriterion)
      .min(1)
      .max(SearchProperty.options.length)
      .default([...EVERY_CRITERION]),
    /** Attributes of the customer attribute group that the POS searches alone, in their order behind the properties (CS8). */
    searchAttributes: z.array(AttributeCode).max(MOST_SEARCH_ATTRIBUTES).default([]),
    /** Whether other legal entities find its customers, and its stores find theirs, where both say so (CS5). */
    sharesCustomers: z.boolean().default(false),
  })
  .meta({ id: "Parameters" });
export type Parameters = z.infer<typeof Parameters>;

/** Version 0 is of parameters that nobody has saved yet. */
const StoredParameters = Parameters.extend({ saved: Saved }).meta({ id: "StoredParameters" });

export const putParameters = endpoint({
  name: "putParameters",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/parameters",
  permission: "organisation.manage",
  summary:
    "Change the clienteling parameters, and the number sequences of client books and of customers in the same write: all of it or nothing. Fields that are not named stay, null empties a field.",
  params: LegalEntityPath,
  query: IfVersion,
  body: changeOf(Parameters).extend({ numberSequence: NumberSequenceChange.optional(), customerNumberSequence: NumberSequenceChange.optional() }),
  reply: StoredParameters,
});

export const getParameters = endpoint({
  name: "getParameters",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/parameters",
  permission: "organisation.manage",
  summary: "The clienteling parameters.",
  params: LegalEntityPath,
  reply: StoredParameters,
});
