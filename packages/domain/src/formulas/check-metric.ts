import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { KNOWN_METRICS, findMetric } from "../reporting/catalogue.ts";
import { creditOfColumn } from "../reporting/column-credit.ts";
import type { Formula } from "./formula.ts";
import { readFormula, type FormulaMetric, type FormulaReader } from "./read-formula.ts";

/** Of what a formula is made. */
export interface MetricParts {
  /** The counted metrics. */
  readonly metrics: readonly string[];
  readonly functions: readonly string[];
}

/**
 * Says whether a calculated metric can be counted in a report suite (CF1, CF4, CF5), and of what it is made.
 * @throws Refusal `metric.definition` that names the place and what is wrong there
 */
export function checkMetric(asked: FormulaReader & { definition: unknown; id?: string }): MetricParts {
  const formula = readFormula(asked);
  const metrics = new Set<string>();
  const functions = new Set<string>();
  const look = (part: Formula<FormulaMetric>): void => {
    switch (part.kind) {
      case "column":
        metrics.add(countable(part.column, asked));
        return;
      case "number":
        return;
      case "one":
        functions.add(part.func);
        look(part.of);
        return;
      case "two":
        functions.add(part.func);
        look(part.left);
        look(part.right);
    }
  };
  look(formula);
  if (metrics.size === 0) throw refusedAs([{ path: ["formula"], wrong: wrong("formula.no_metric", {}) }]);
  return { metrics: [...metrics], functions: [...functions] };
}

function countable(inFormula: FormulaMetric, { suite }: FormulaReader): string {
  const { name, path } = inFormula;
  const metric = findMetric(name, suite);
  if (metric === undefined) throw refusedAs([{ path: [...path, "name"], wrong: wrong("report.metric_unknown", { id: name, known: [...KNOWN_METRICS] }) }]);
  try {
    creditOfColumn({ model: undefined, inFormula, metric, path });
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw refusedAs(cause.faults, cause);
  }
  return metric.id;
}

function refusedAs(faults: Refusal["faults"], cause?: unknown): Refusal {
  return new Refusal("metric.definition", {}, { faults, ...(cause === undefined ? {} : { cause }) });
}
