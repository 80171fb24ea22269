import { z } from "zod";
import { Label, MAX_TEXT_VALUE_LENGTH } from "./attribute-values.ts";
import { AttributeType } from "./attributes.ts";
import { endpoint } from "../endpoint.ts";
import { AttributeCode } from "../ids.ts";

/** A filter on one refinable attribute, of its facet's kind. Several values of a filter, and several filters on one attribute, are alternatives; different attributes must all fit (R39). */
export const AttributeFilter = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("anyOf"),
    attribute: AttributeCode,
    values: z
      .array(z.union([z.string().max(MAX_TEXT_VALUE_LENGTH), z.boolean()]))
      .min(1)
      .max(100),
  }),
  /** lower <= value < upper; null is open. */
  z.strictObject({ kind: z.literal("between"), attribute: AttributeCode, lower: z.number().nullable(), upper: z.number().nullable() }),
  /** A day with its year, from one day to another, both included; null is open (R38). On a day is from it to it. */
  z.strictObject({ kind: z.literal("dates"), attribute: AttributeCode, from: z.iso.date().nullable(), to: z.iso.date().nullable() }),
  /** A text that holds what was typed, letters compared as in names; of an attribute without a fixed list (R38). */
  z.strictObject({ kind: z.literal("contains"), attribute: AttributeCode, text: z.string().trim().min(1).max(100) }),
  /** Day and month fall within the next N days, today included; leap years and New Year included. */
  z.strictObject({ kind: z.literal("withinDays"), attribute: AttributeCode, days: z.int().min(0).max(366) }),
]);
export type AttributeFilter = z.infer<typeof AttributeFilter>;

export const BookQuery = z.strictObject({
  keyword: z.string().trim().max(100).default(""),
  filters: z.array(AttributeFilter).max(20).default([]),
});
export type BookQuery = z.infer<typeof BookQuery>;

export const Facet = z
  .object({
    attribute: AttributeCode,
    name: Label,
    type: AttributeType,
    kind: z.enum(["list", "range", "slider", "date"]),
    multi: z.boolean(),
    /** A text without a fixed list: it can be filtered by a part of it (R38). */
    takesText: z.literal(true).optional(),
    unit: Label.optional(),
    /** Of a slider, unless no client has a number: where it ends, its steps, and how many clients are in each part of equal width, where bars show. */
    slider: z.object({ lowest: z.number(), highest: z.number(), step: z.number(), bars: z.array(z.int()) }).optional(),
    /** Counts follow the other active filters (R39). */
    options: z.array(
      z.object({
        filter: AttributeFilter,
        /** The retailer's name for a value of a list. Null for yes or no, a range, or days, which need no name. */
        label: Label.nullable(),
        /** True for a value that its list lost but clients still have (C14). */
        retired: z.boolean().optional(),
        count: z.int(),
        active: z.boolean(),
      }),
    ),
    /** Of a text without a fixed list, while its values are looked for by `inside`: the filter on all that contain it. */
    contains: z.object({ filter: AttributeFilter, count: z.int() }).optional(),
    /** How many more values clients have. Of a long list the most frequent are offered; `inside` finds the others. */
    left: z.int().optional(),
  })
  .meta({ id: "Facet" });
export type Facet = z.infer<typeof Facet>;

export const clientBookFacets = endpoint({
  name: "clientBookFacets",
  method: "POST",
  path: "/api/pos/client-book/facets",
  permission: "clientBook.view",
  feature: "clienteling",
  summary: "The refinable attributes of both groups with counts.",
  body: BookQuery.extend({
    /** Offers the values of one attribute that contain this text. */
    inside: z
      .strictObject({ attribute: AttributeCode, text: z.string().trim().min(1).max(100) })
      .nullable()
      .default(null),
  }),
  reply: z.object({ facets: z.array(Facet) }),
});
