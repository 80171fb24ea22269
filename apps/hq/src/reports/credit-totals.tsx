import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Card, DataTable, Loaded, Skeleton, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { reportQuery } from "./queries.ts";
import { type Days, differenceOf } from "@rapport/domain/comparisons";
import { useColumnWords } from "./column-words.ts";
import type { Cell } from "./level.ts";
import { totalsRequestOf } from "./level-request.ts";
import type { ReportSearch } from "./report-search.ts";
import { shownNumber } from "./report-values.ts";
import { reportTexts } from "./texts.ts";

/** Participation cannot credit every row of a file. This shows what it leaves out beside what it counts, and that they add up. */
export function CreditTotals({
  suite,
  search,
  days,
  metrics,
}: {
  suite: ReportSuite;
  search: ReportSearch & { credit: "sessions" | "visitors" };
  days: Days;
  metrics: readonly string[];
}) {
  const text = useText(reportTexts);
  const formats = useFormats();
  const words = useColumnWords(suite);
  const of = { ...search, metrics: [...metrics] };
  const credited = useQuery(reportQuery(totalsRequestOf({ suite, days, search: of })));
  const all = useQuery(reportQuery(totalsRequestOf({ suite, days, search: { ...of, credit: "none" } })));
  const show = (metric: string, value: Cell) => (value === null ? "–" : shownNumber({ value, metric, suite, formats }));
  return (
    <Card title={text("adds.title")}>
      <p className="r-muted">{text(`adds.${search.credit}`)}</p>
      <Loaded query={credited} skeleton={<Skeleton height={120} />}>
        {({ summaryData: some }) => (
          <Loaded query={all} skeleton={<Skeleton height={120} />}>
            {({ summaryData: whole }) => (
              <DataTable
                caption={text("adds.title")}
                rows={metrics.map((metric, i) => ({ metric, credited: some.totals[i] ?? null, whole: whole.totals[i] ?? null }))}
                rowKey={({ metric }) => metric}
                columns={[
                  { key: "metric", header: text("adds.metric"), isRowHeader: true, cell: ({ metric }) => words.metric(metric) },
                  { key: "credited", header: text("adds.credited"), align: "end", cell: (row) => show(row.metric, row.credited) },
                  { key: "rest", header: text("adds.rest"), align: "end", cell: (row) => show(row.metric, differenceOf(row.whole, row.credited)) },
                  { key: "whole", header: text("adds.whole"), align: "end", cell: (row) => <strong>{show(row.metric, row.whole)}</strong> },
                ]}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Card>
  );
}
