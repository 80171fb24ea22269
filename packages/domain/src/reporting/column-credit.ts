import { wrong, type Fault } from "@rapport/contract/refusals";
import type { AllocationModel } from "@rapport/contract/reporting";
import type { Attribution } from "../attribution/model.ts";
import { readModel } from "../attribution/read-model.ts";
import type { FormulaMetric } from "../formulas/read-formula.ts";
import type { Dimension, Metric } from "./catalogue.ts";
import type { ColumnAttribution, Participation, TextDimension } from "./definition.ts";
import { refused, type ReadFilter } from "./read-filter.ts";

/**
 * Which credit a column asks for: participation, a model, or none.
 * @throws Refusal `report.definition` when its two places disagree, the metric is none of success, or the model cannot be
 */
export function creditOfColumn({
  model: ofColumn,
  inFormula,
  metric,
  path,
}: {
  model: AllocationModel | undefined;
  inFormula: FormulaMetric | null;
  metric: Metric;
  path: Fault["path"];
}): {
  participation: Participation | null;
  attribution: Attribution | null;
} {
  const models = [ofColumn, inFormula?.model].filter((model) => model !== undefined);
  const [model] = models;
  if (model === undefined) return { participation: null, attribution: null };
  const at = [...(ofColumn === undefined && inFormula !== null ? inFormula.path : path), "allocationModel"];
  if (new Set(models.map((one) => JSON.stringify(one))).size > 1) throw refused(at, wrong("report.model_two", {}));
  if (metric.kind !== "conversion") throw refused(at, wrong("report.no_attribution", { id: metric.id }));
  if (model.func === "allocation-participation") return { participation: model.context, attribution: null };
  const attribution = readModel(model);
  if ("wrong" in attribution) throw refused([...at, ...attribution.at], attribution.wrong);
  return { participation: null, attribution };
}

/** What all hits of a visit have in common can have no credit, nor show what has it (DM8). */
export function refuseCreditOfVisits({
  participation,
  attribution,
  dimensions,
  path,
}: {
  participation: Participation | null;
  attribution: Attribution | null;
  dimensions: readonly (Dimension | null)[];
  path: Fault["path"];
}): void {
  const ofVisits = dimensions.find((dimension) => dimension?.kind === "visit");
  if (ofVisits === undefined || ofVisits === null || (participation === null && attribution === null)) return;
  throw refused([...path, "allocationModel"], wrong("report.visit_no_attribution", { id: ofVisits.id }));
}

interface Dimensions {
  readonly dimension: Dimension | null;
  readonly own: readonly ReadFilter[];
  readonly globals: readonly ReadFilter[];
}

/** With the dimension that a model credits (AT10). Without one conversions simply count. */
export function withCredited({ attribution, ...dimensions }: Dimensions & { attribution: Attribution | null }): ColumnAttribution | null {
  const credited = attribution === null ? null : leadingDimension(dimensions);
  return attribution === null || credited === null ? null : { ...attribution, credited };
}

/** That of the column's first breakdown, else the report's, else that of a global filter (AT10, DM2). */
export function leadingDimension({ dimension, own, globals }: Dimensions): TextDimension | null {
  const candidates: readonly TextDimension[] = [
    ...dimensionsIn(own),
    ...(dimension === null || dimension.kind === "time" ? [] : [dimension]),
    ...dimensionsIn(globals),
  ];
  return candidates[0] ?? null;
}

/** Leaving out items is no breakdown: the other items keep their own credit. */
function dimensionsIn(filters: readonly ReadFilter[]): TextDimension[] {
  return filters.flatMap((filter) => (filter.kind === "items" && !(filter.test.kind === "ids" && !filter.test.isIn) ? [filter.dimension] : []));
}
