import { reportRemark } from "@rapport/contract/refusals";
import type { RankedReport } from "@rapport/contract/reporting";
import { attributionSums, type CreditedAmounts } from "./attribution-sums.ts";
import { UNSPECIFIED, type ReportDefinition } from "./definition.ts";
import { timeNames } from "./time-texts.ts";

/** A row from the warehouse: numbers as exact decimal texts, an empty text for no value, which only formulas give. */
export interface RankedRow {
  readonly itemId: string;
  readonly value: string;
  readonly data: readonly string[];
}

/** Everything that an answer needs. */
export interface Ranked {
  readonly rows: readonly RankedRow[];
  /** The number of items on all pages. */
  readonly elements: number;
  readonly totals: readonly string[];
  readonly filteredTotals: readonly string[];
  /** For each column, over all pages; null when not requested. */
  readonly max: readonly string[] | null;
  readonly min: readonly string[] | null;
  /** Null when no column has a model. */
  readonly credit: CreditedAmounts | null;
}

/** Makes the documented answer of a ranked report (RQ4, RQ6). */
export function shapeReport(definition: ReportDefinition, ranked: Ranked): RankedReport {
  const { dimension, page, limit } = definition;
  const nameOf = namer(definition);
  const totalPages = Math.ceil(ranked.elements / limit);
  return {
    totalPages,
    firstPage: page === 0,
    lastPage: page >= totalPages - 1,
    numberOfElements: ranked.rows.length,
    number: page,
    totalElements: ranked.elements,
    ...(page > 0 && page >= totalPages ? { message: reportRemark("page.past_the_end", { page, totalPages }) } : {}),
    columns: {
      ...(dimension === null ? {} : { dimension: { id: dimension.id, type: dimension.kind === "time" ? "time" : "string" } }),
      columnIds: definition.answers.map(({ id }) => id),
    },
    rows: ranked.rows.map((row) => ({ itemId: row.itemId, value: nameOf(row), data: numbers(row.data) })),
    summaryData: {
      totals: numbers(ranked.totals),
      filteredTotals: numbers(ranked.filteredTotals),
      ...(ranked.max === null ? {} : { "col-max": numbers(ranked.max) }),
      ...(ranked.min === null ? {} : { "col-min": numbers(ranked.min) }),
      ...(ranked.credit === null ? {} : { attribution: attributionSums(definition, ranked.credit) }),
    },
  };
}

function namer({ dimension, locale }: ReportDefinition): (row: RankedRow) => string {
  if (dimension?.kind !== "time") return ({ value }) => (value === "" ? UNSPECIFIED : value);
  const name = timeNames({ unit: dimension.unit, locale });
  return ({ itemId }) => name(itemId);
}

/** Sums are exact until here, where they become JSON numbers; null for no value (CF3). */
function numbers(texts: readonly string[]): (number | null)[] {
  return texts.map((text) => (text === "" ? null : Number(text) + 0));
}
