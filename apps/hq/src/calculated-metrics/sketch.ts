import { z } from "zod";
import { MetricPolarity, MetricType, type CalculatedMetric, type MetricDefinition } from "@rapport/contract/reporting";
import { formulaText, readFormulaText, type FormulaTextFault, type NamedMetric } from "@rapport/domain/formulas";

/** What somebody fills in. The formula is a text, or the definition as JSON where the text cannot say it (CF6). */
export interface MetricValues {
  readonly name: string;
  readonly description: string;
  readonly type: MetricType;
  readonly precision: string;
  readonly polarity: "positive" | "negative";
  readonly formula: string;
}

export type FormulaProblem = FormulaTextFault | { readonly kind: "empty" | "json"; readonly at: 0; readonly found: "" };

/** The fields of the form; a formula that cannot be read is told beside its field. */
export function metricForm(metrics: readonly NamedMetric[]) {
  return z.object({
    name: z.string().trim().min(1).max(200),
    description: z.string().trim().max(1000),
    type: MetricType,
    precision: z.coerce.number<string>().int().min(0).max(10),
    polarity: MetricPolarity,
    formula: z.string().refine((text) => "definition" in definitionIn(text, metrics)),
  });
}

export function blankValues(): MetricValues {
  return { name: "", description: "", type: "decimal", precision: "2", polarity: "positive", formula: "" };
}

export function valuesOf({ name, description, type, precision, polarity, definition }: CalculatedMetric, metrics: readonly NamedMetric[]): MetricValues {
  const formula = formulaText(definition, metrics) ?? JSON.stringify(definition, null, 2);
  return { name, description, type, precision: String(precision), polarity, formula };
}

/** True for a definition that stands there as JSON. */
export function isDefinition(text: string): boolean {
  return text.trimStart().startsWith("{");
}

/** The definition that a text means, or what is wrong with it. */
export function definitionIn(text: string, metrics: readonly NamedMetric[]): { definition: MetricDefinition } | { problem: FormulaProblem } {
  if (text.trim() === "") return { problem: { kind: "empty", at: 0, found: "" } };
  if (isDefinition(text)) {
    try {
      return { definition: JSON.parse(text) as MetricDefinition };
    } catch {
      return { problem: { kind: "json", at: 0, found: "" } };
    }
  }
  const read = readFormulaText(text, metrics);
  if ("fault" in read) return { problem: read.fault };
  return { definition: { func: "calc-metric", version: [1, 0, 0], formula: read.formula } };
}
