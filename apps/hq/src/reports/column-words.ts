import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { segmentsQuery } from "../segments/queries.ts";
import { creditTexts } from "./credit-texts.ts";
import { freeformTexts } from "./freeform-texts.ts";
import type { Cell } from "./level.ts";
import { useNamedMetrics } from "./named.ts";
import { type Column, isChange, type Period } from "./report-column.ts";
import { type Credit, isModel } from "./report-credit.ts";
import { shownCell, type Written } from "./report-values.ts";
import { reportTexts } from "./texts.ts";

export interface ColumnWords {
  metric: (id: string) => string;
  period: (period: Period) => string;
  credit: (credit: Credit) => string;
  /** What distinguishes the column from a plain one of its metric. */
  notes: (column: Column) => string[];
  /** The whole name, for a screen reader and for files. */
  name: (column: Column) => string;
  cell: (cell: Cell, column: Column) => string;
  /** Of a calculated metric. */
  written: (id: string) => Written | undefined;
}

/** What columns are called, and how their numbers are written. */
export function useColumnWords(suite: ReportSuite): ColumnWords {
  const text = useText(reportTexts);
  const freeform = useText(freeformTexts);
  const creditText = useText(creditTexts);
  const formats = useFormats();
  const metrics = useNamedMetrics(suite);
  const segments = useQuery(segmentsQuery(suite.rsid)).data ?? [];
  const metric = (id: string) => metrics.find((known) => known.id === id)?.name ?? id;
  const written = (id: string) => metrics.find((known) => known.id === id)?.written;
  const credit = (chosen: Credit) => (isModel(chosen) ? creditText(`models.${chosen}`) : text(`credits.${chosen}`));
  const period = (chosen: Period) => {
    if (typeof chosen === "string") return chosen === "main" ? "" : freeform(`periods.${chosen}`);
    return chosen.from === chosen.to ? formats.date(chosen.from) : `${formats.date(chosen.from)} – ${formats.date(chosen.to)}`;
  };
  const notes = (column: Column) => {
    const { as } = column;
    return [
      ...(column.credit === null
        ? []
        : [[credit(column.credit.credit), ...(column.credit.lookback === "range" ? [] : [creditText(`lookbacks.${column.credit.lookback}`)])].join(", ")]),
      ...column.segments.map((id) => segments.find((one) => one.id === id)?.name ?? text("deletedSegment")),
      ...(isChange(as)
        ? [freeform("change", { as: freeform(`as.${as}`), period: period(column.period) })]
        : [...(column.period === "main" ? [] : [period(column.period)]), ...(as === "number" ? [] : [freeform(`as.${as}`)])]),
    ];
  };
  return {
    metric,
    period,
    credit,
    notes,
    name: (column) => [metric(column.metric), ...notes(column)].join(", "),
    cell: (cell, column) => shownCell({ cell, column, written: written(column.metric), suite, formats }),
    written,
  };
}
