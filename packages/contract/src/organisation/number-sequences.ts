import { z } from "zod";
import { changeOf } from "../change.ts";
import { wrongAs } from "../refusals/index.ts";
import { endpoint } from "../endpoint.ts";
import { LegalEntityCode } from "../ids.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion } from "../saved.ts";

/** What is numbered. */
export const NumberReference = z.enum(["clientBook", "customer"]);
export type NumberReference = z.infer<typeof NumberReference>;

/** One run of places in fixed text. */
export const NUMBER_FORMAT = /^[^#&]*[#&]+[^#&]*$/;

/**
 * `format` is fixed text with one run of places, `#` for a digit and `&` for a letter, such as `CB-####`; `{legalEntity}` in it is the code of the legal entity
 * and `{store}` the number of the store (R64). A `continuous` sequence gives a number that was
 * drawn and not used to whoever asks next; any other may skip numbers, and lets nobody wait (R65). `reserve` is how many numbers are reserved at once, 1 to 1,000:
 * in the database for a continuous sequence, in memory for another (R66). `next` is the first number that is not reserved.
 */
export const NumberSequence = z.strictObject({
  format: z.string().trim().regex(NUMBER_FORMAT, wrongAs("form.number_format")).max(40),
  next: z.int().min(1).default(1),
  continuous: z.boolean().default(false),
  reserve: z.int().min(1).max(1000).default(1),
  /** With `store` each store counts on its own, from `next` on, and the format says which store it is. Only customers are numbered in stores (R63). */
  scope: z.enum(["legalEntity", "store"]).default("legalEntity"),
  /** The legal entity whose sequence is used instead, so that both count together (R63); `null` counts on its own. */
  countsWith: LegalEntityCode.nullable().default(null),
});
export type NumberSequence = z.infer<typeof NumberSequence>;

/** A part of a number: fixed text, one run of `#` and `&`, or the code of the legal entity or the store (R64). */
export const NumberSegment = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("constant"),
    text: z
      .string()
      .min(1)
      .max(40)
      .regex(/^[^#&]+$/, wrongAs("form.number_format")),
  }),
  z.strictObject({
    kind: z.literal("number"),
    places: z
      .string()
      .max(40)
      .regex(/^[#&]+$/, wrongAs("form.number_format")),
  }),
  z.strictObject({ kind: z.literal("legalEntity") }),
  z.strictObject({ kind: z.literal("store") }),
]);

/** A change of a sequence; its format as one text, or as segments in their order. */
export const NumberSequenceChange = changeOf(NumberSequence)
  .extend({ segments: z.array(NumberSegment).min(1).max(20).optional() })
  .refine(({ format, segments }) => segments === undefined || format === undefined, wrongAs("form.number_format"));

const StoredNumberSequence = NumberSequence.extend({
  reference: NumberReference,
  segments: z.array(NumberSegment),
  /** The number that is given next as it is written, where stores count in the first of them; `null` when the format is used up. */
  preview: z.string().nullable(),
});

export const putNumberSequence = endpoint({
  name: "putNumberSequence",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/number-sequences/:reference",
  permission: "organisation.manage",
  configures: false,
  summary:
    "Assign a number sequence to a reference, if nobody saved newer parameters meanwhile. With `countsWith`, the sequence of that legal entity is used. That of client books is refused while clienteling is off.",
  params: LegalEntityPath.extend({ reference: NumberReference }),
  query: IfVersion,
  body: NumberSequenceChange,
  reply: StoredNumberSequence,
});

export const listNumberSequences = endpoint({
  name: "listNumberSequences",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/number-sequences",
  permission: "organisation.manage",
  summary: "The number sequences that are assigned.",
  params: LegalEntityPath,
  reply: z.object({ numberSequences: z.array(StoredNumberSequence) }),
});
