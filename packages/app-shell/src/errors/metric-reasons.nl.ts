import type { REASONS, WordsOf } from "@rapport/contract/refusals";

type Code = Extract<keyof typeof REASONS, `metric.${string}` | "report.numbers_large">;

/** Why something with calculated metrics is refused, in Dutch. */
export const METRIC_REASONS_NL: Pick<WordsOf<typeof REASONS>, Code> = {
  "metric.built_in": ({ name }) => `${name} hoort bij elke rapportsuite. Bewaar er zelf een met die formule.`,
  "metric.not_found": ({ id }) => `Berekende metriek ${id} bestaat niet.`,
  "metric.of_another": ({ owner }) => `Deze berekende metriek is van ${owner}. Die wijzigt haar, en iedereen die de rapportsuite beheert.`,
  "metric.definition": () => "Deze metriek kan zo niet worden berekend.",
  "report.numbers_large": () =>
    "Een berekende metriek van dit rapport geeft te grote getallen: producten en wat wordt gedeeld hebben hoogstens 28 cijfers voor de punt.",
};
