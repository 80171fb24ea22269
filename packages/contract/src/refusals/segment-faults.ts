import { z } from "zod";
import { NONE, saying } from "./saying.ts";

const Id = z.object({ id: z.string() });
const Most = z.object({ levels: z.int(), conditions: z.int() });

/** What is wrong with the definition of a segment, besides the forms of its values. Words are those of the definition. */
export const SEGMENT_FAULTS = {
  "segment.number": saying(NONE, () => "is not a number with at most 18 digits before and 8 behind the point"),
  "segment.not_yet": saying(z.object({ func: z.string() }), ({ func }) => `cannot be counted yet: ${func}`),
  "segment.too_large": saying(Most, ({ levels, conditions }) => `is more than a segment can hold: ${levels} levels and ${conditions} conditions`),
  "segment.too_long": saying(z.object({ letters: z.int() }), ({ letters }) => `makes the segment too long: its texts have at most ${letters} letters together`),
  "segment.sequences": saying(
    z.object({ most: z.int(), deep: z.int() }),
    ({ most, deep }) => `is a sequence too many; a segment has at most ${most}, and at most ${deep} inside one another`,
  ),
  "segment.amounts": saying(z.object({ most: z.int() }), ({ most }) => `is a condition on an amount too many; a segment has at most ${most}`),
  "segment.group": saying(
    NONE,
    () =>
      "must be a step of a sequence, with containers of one kind. sequence-and has hits, and no limit and nothing excluded beside it; it cannot be excluded itself",
  ),
  "segment.edge": saying(
    NONE,
    () => "cannot be counted yet: beside a sequence nothing is excluded before its first or after its last step, and the step there is a hit",
  ),
  "segment.breaks": saying(
    z.object({ names: z.array(z.string()), more: z.int() }),
    ({ names, more }) => `would make segments that name this one too large or too deep: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  ),
  "segment.circle": saying(Id, ({ id }) => `is segment ${id}, which refers to itself`),
  "segment.unknown": saying(Id, ({ id }) => `is no segment of this report suite: ${id}`),
  "segment.not_of_hit": saying(Id, ({ id }) => `cannot be a condition: ${id} is of no single hit`),
  "segment.sequence": saying(NONE, () => "must follow the order of a sequence: it stands in visits or visitors, its steps are hits, or visits of visitors"),
  "segment.between": saying(NONE, () => "must stand between two steps, or exclude one thing before the next step"),
  "segment.steps": saying(z.object({ most: z.int() }), ({ most }) => `is a step too many; a sequence has at most ${most}`),
} as const;
