import { z } from "zod";
import { changeOf } from "../change.ts";
import { wrongAs } from "../refusals/index.ts";
import { endpoint } from "../endpoint.ts";
import { LegalEntityPath } from "../paths.ts";

/** The format of a number sequence: fixed text with `#` for digits and `&` for letters, such as `CB-####` (R64). */
export const NumberSequence = z.strictObject({
  format: z
    .string()
    .trim()
    .regex(/^[^#&]*[#&]+[^#&]*$/, wrongAs("form.number_format"))
    .max(40),
  next: z.int().min(1).default(1),
});
export type NumberSequence = z.infer<typeof NumberSequence>;

export const putNumberSequence = endpoint({
  name: "putNumberSequence",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/number-sequences/:reference",
  permission: "organisation.manage",
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
