import { z } from "zod";
import { changeOf } from "../change.ts";
import { wrongAs } from "../refusals/index.ts";
import { endpoint } from "../endpoint.ts";
import { LegalEntityPath } from "../paths.ts";

/** One run of places in fixed text. */
export const NUMBER_FORMAT = /^[^#&]*[#&]+[^#&]*$/;

/**
 * `format` is fixed text with one run of places, `#` for a digit and `&` for a letter, such as `CB-####` (R64). A `continuous` sequence gives a number that was
 * drawn and not used to whoever asks next; any other may skip numbers, and lets nobody wait (R65). `reserve` is how many numbers are reserved at once, 1 to 1,000:
 * in the database for a continuous sequence, in memory for another (R66). `next` is the first number that is not reserved.
 */
export const NumberSequence = z.strictObject({
  format: z.string().trim().regex(NUMBER_FORMAT, wrongAs("form.number_format")).max(40),
  next: z.int().min(1).default(1),
  continuous: z.boolean().default(false),
  reserve: z.int().min(1).max(1000).default(1),
});
export type NumberSequence = z.infer<typeof NumberSequence>;

export const putNumberSequence = endpoint({
  name: "putNumberSequence",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/number-sequences/:reference",
  permission: "organisation.manage",
  feature: "clienteling",
  configures: false,
  summary: "Assign a number sequence to a reference.",
  params: LegalEntityPath.extend({ reference: z.enum(["clientBook"]) }),
  body: changeOf(NumberSequence),
  reply: NumberSequence.extend({ reference: z.enum(["clientBook"]) }),
});

export const listNumberSequences = endpoint({
  name: "listNumberSequences",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/number-sequences",
  permission: "organisation.manage",
  summary: "The number sequences that are assigned.",
  params: LegalEntityPath,
  reply: z.object({ numberSequences: z.array(NumberSequence.extend({ reference: z.enum(["clientBook"]) })) }),
});
