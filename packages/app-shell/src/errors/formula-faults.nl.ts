import type { FORMULA_FAULTS, WordsOf } from "@rapport/contract/refusals";

/** What is wrong with the definition of a calculated metric, in Dutch: a clause after the place. */
export const FORMULA_FAULTS_NL: WordsOf<typeof FORMULA_FAULTS> = {
  "formula.breaks": ({ names, more }) =>
    `maakt berekende metrieken die deze metriek noemen te groot of te diep: ${names.join(", ")}${more > 0 ? ` en nog ${more}` : ""}`,
  "formula.circle": ({ id }) => `is berekende metriek ${id}, die naar zichzelf verwijst`,
  "formula.filters": ({ most }) => `is een segment te veel; een formule heeft er hoogstens ${most} in haar filters`,
  "formula.function": ({ func, known }) => `"${func}" kan niet worden berekend; er zijn ${known.join(", ")}`,
  "formula.model": () => "is geen attributiemodel zoals de kolommen van een rapport het kennen",
  "formula.model_of_formula": ({ id }) => `kan niet bij ${id}, die zelf een formule is; de metrieken in die formule kennen attributiemodellen`,
  "formula.no_metric": () => "heeft een metriek nodig; deze formule heeft alleen getallen",
  "formula.number": () => "is geen getal met hoogstens 18 cijfers voor en 12 achter de punt",
  "formula.too_large": ({ levels, parts }) => `is meer dan een formule kan bevatten: ${levels} niveaus, en ${parts} metrieken en getallen`,
  "formula.unknown": ({ id }) => `is geen berekende metriek van deze rapportsuite: ${id}`,
};
