import type { AttributionSum } from "@rapport/contract/reporting";
import type { PositionWeights } from "../attribution/model.ts";
import type { ReportDefinition } from "./definition.ts";

/** For each column of a report with its dimension: what was counted, and the credit of all items before it is rounded. Exact decimal texts. */
export interface CreditedAmounts {
  /** By the index of the column. */
  readonly conversions: ReadonlyMap<number, string>;
  readonly credited: readonly string[];
}

/** Says of each column with a model whether its credit adds up to its conversions, or why it does not (AT9). */
export function attributionSums(definition: ReportDefinition, { conversions, credited }: CreditedAmounts): AttributionSum[] {
  return definition.answers.flatMap((answer) => {
    const { id, attribution = null, filters = [] } = (answer.kind === "counted" ? definition.columns[answer.index] : undefined) ?? {};
    if (answer.kind !== "counted" || attribution === null || id === undefined) return [];
    const { index } = answer;
    const { func, model, container, lookbackMs, rowTime } = attribution;
    const counted = shortest(conversions.get(index) ?? "0");
    const given = shortest(credited[index] ?? "0");
    const addsUp = counted === given;
    const isFiltered = definition.shown.length > 0 || filters.some(({ kind }) => kind === "items");
    return [
      {
        columnId: id,
        model: func,
        container: model.kind === "same" ? null : container,
        lookbackMinutes: lookbackMs === null ? null : lookbackMs / 60_000,
        rowTime,
        weights: model.kind === "position" ? fractionsOf(model.weights) : null,
        conversions: counted,
        credited: given,
        addsUp,
        because: addsUp ? null : isFiltered ? "filtered" : "several_values",
      },
    ];
  });
}

function fractionsOf({ first, middle, last }: PositionWeights): PositionWeights {
  const sum = first + middle + last;
  return { first: first / sum, middle: middle / sum, last: last / sum };
}

function shortest(decimal: string): string {
  const text = decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
  return text === "-0" ? "0" : text;
}
