import { z } from "zod";
import { NONE, saying } from "./saying.ts";

const Id = z.object({ id: z.string() });
const Most = z.object({ levels: z.int(), conditions: z.int() });

/** What is wrong with the definition of a segment, besides the forms of its values. Words are those of the definition. */
export const SEGMENT_FAULTS = {
  "segment.number": saying(NONE, () => "is not a number with at most 18 digits before and 8 behind the point"),
  "segment.not_yet": saying(z.object({ func: z.string() }), ({ func }) => `cannot be counted yet: ${func}`),
  "segment.too_large": saying(Most, ({ levels, conditions }) => `is more than a segment can hold: ${levels} levels and ${conditions} conditions`),
  "segment.circle": saying(Id, ({ id }) => `is segment ${id}, which refers to itself`),
  "segment.unknown": saying(Id, ({ id }) => `is no segment of this report suite: ${id}`),
  "segment.not_of_hit": saying(Id, ({ id }) => `cannot be a condition: ${id} is of no single hit`),
  "segment.sequence": saying(NONE, () => "must follow the order of a sequence: it stands in visits or visitors, its steps are hits, or visits of visitors"),
  "segment.between": saying(NONE, () => "must stand between two steps, or exclude one thing before the next step"),
  "segment.steps": saying(z.object({ most: z.int() }), ({ most }) => `is a step too many; a sequence has at most ${most}`),
} as const;
