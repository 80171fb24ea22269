export { readFormulaText, WORDS, type FormulaTextFault, type FormulaTree, type NamedMetric } from "./formula-text.ts";
export { formulaText } from "./write-formula.ts";
