import type { REASONS, WordsOf } from "@rapport/contract/refusals";

type Code = Extract<keyof typeof REASONS, `metric.${string}` | "report.numbers_large">;

/** Why something with calculated metrics is refused, in Dutch. */
export const METRIC_REASONS_NL: Pick<WordsOf<typeof REASONS>, Code> = {
  "metric.built_in": ({ name }) => `${name} is van elke rapportsuite. Bewaar er zelf een.`,
  "metric.not_found": ({ id }) => `Berekende metriek ${id} bestaat niet.`,
  "metric.of_another": ({ owner }) => `Deze berekende metriek is van ${owner}. Die wijzigt hem, en iedereen die de rapportsuite beheert.`,
  "metric.definition": () => "Deze metriek kan zo niet worden berekend.",
  "report.numbers_large": () => "Een berekende metriek van dit rapport geeft getallen met meer dan 28 cijfers voor de punt.",
};
