import { z } from "zod";
import { NONE, saying } from "./saying.ts";

const Id = z.object({ id: z.string() });
const Most = z.object({ levels: z.int(), parts: z.int() });
const Known = z.object({ func: z.string(), known: z.array(z.string()) });

/** What is wrong with the definition of a calculated metric, besides the forms of its values. Words are those of the definition. */
export const FORMULA_FAULTS = {
  "formula.breaks": saying(
    z.object({ names: z.array(z.string()), more: z.int() }),
    ({ names, more }) => `would make calculated metrics that name this one too large or too deep: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  ),
  "formula.circle": saying(Id, ({ id }) => `is calculated metric ${id}, which refers to itself`),
  "formula.filters": saying(z.object({ most: z.int() }), ({ most }) => `is a segment too many; a formula has at most ${most}`),
  "formula.function": saying(Known, ({ func, known }) => `"${func}" cannot be calculated; there are ${known.join(", ")}`),
  "formula.model": saying(NONE, () => "is no attribution model"),
  "formula.model_of_formula": saying(Id, ({ id }) => `cannot be given to ${id}, a formula; the metrics inside it take models`),
  "formula.no_metric": saying(NONE, () => "needs a metric"),
  "formula.number": saying(NONE, () => "is not a number with at most 18 digits before and 12 behind the point"),
  "formula.too_large": saying(Most, ({ levels, parts }) => `is more than a formula can hold: ${levels} levels and ${parts} metrics and numbers`),
  "formula.unknown": saying(Id, ({ id }) => `is no calculated metric of this report suite: ${id}`),
} as const;
