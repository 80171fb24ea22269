import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Card, DataTable, useFormats } from "@rapport/ui";
import { creditTexts } from "./credit-texts.ts";
import { useColumnWords } from "./column-words.ts";
import type { Level } from "./level.ts";
import { keyOf } from "./report-column.ts";
import { shownNumber } from "./report-values.ts";
import { reportTexts } from "./texts.ts";

/** What the columns with a model counted beside what their rows are credited with, and why the two differ if they do (AT9). */
export function CreditSums({ level, suite }: { level: Level; suite: ReportSuite }) {
  const text = useText(reportTexts);
  const credit = useText(creditTexts);
  const formats = useFormats();
  const words = useColumnWords(suite);
  const rows = level.attribution;
  if (rows.length === 0) return null;
  const show = ({ column }: (typeof rows)[number], value: string) => shownNumber({ value: Number(value), metric: column.metric, suite, formats });
  return (
    <Card title={text("adds.title")}>
      <DataTable
        caption={text("adds.title")}
        rows={rows}
        rowKey={({ column }) => keyOf(column)}
        columns={[
          { key: "metric", header: text("adds.metric"), isRowHeader: true, cell: ({ column }) => words.name(column) },
          { key: "credited", header: credit("sums.credited"), align: "end", cell: (row) => show(row, row.credited) },
          { key: "conversions", header: credit("sums.conversions"), align: "end", cell: (row) => <strong>{show(row, row.conversions)}</strong> },
          { key: "because", header: credit("sums.because"), cell: (row) => credit(`sums.${row.because ?? "addsUp"}`) },
        ]}
      />
    </Card>
  );
}
