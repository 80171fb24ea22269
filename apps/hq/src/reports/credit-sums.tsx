import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport } from "@rapport/contract/reporting";
import { Card, DataTable, useFormats } from "@rapport/ui";
import { creditTexts } from "./credit-texts.ts";
import { METRICS } from "./report-search.ts";
import { shownNumber } from "./report-values.ts";
import { reportTexts } from "./texts.ts";

/** What the columns with a model counted beside what their rows are credited with, and why the two differ if they do (AT9). */
export function CreditSums({ report, suite }: { report: RankedReport; suite: ReportSuite }) {
  const text = useText(reportTexts);
  const credit = useText(creditTexts);
  const formats = useFormats();
  const rows = (report.summaryData.attribution ?? []).flatMap((sum) => {
    const metric = METRICS.find((known) => known === sum.columnId);
    return metric === undefined ? [] : [{ ...sum, metric }];
  });
  if (rows.length === 0) return null;
  const show = (metric: (typeof rows)[number]["metric"], value: string) => shownNumber({ value: Number(value), metric, suite, formats });
  return (
    <Card title={text("adds.title")}>
      <DataTable
        caption={text("adds.title")}
        rows={rows}
        rowKey={({ metric }) => metric}
        columns={[
          { key: "metric", header: text("adds.metric"), isRowHeader: true, cell: ({ metric }) => text(`metricNames.${metric}`) },
          { key: "credited", header: credit("sums.credited"), align: "end", cell: (row) => show(row.metric, row.credited) },
          { key: "conversions", header: credit("sums.conversions"), align: "end", cell: (row) => <strong>{show(row.metric, row.conversions)}</strong> },
          { key: "because", header: credit("sums.because"), cell: (row) => credit(`sums.${row.because ?? "addsUp"}`) },
        ]}
      />
    </Card>
  );
}
