import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport } from "@rapport/contract/reporting";
import { DataTable, IconButton, Menu, useFormats } from "@rapport/ui";
import { isModel } from "./report-credit.ts";
import { isByTime, isNarrowed, METRICS, type Metric, MOST_LEVELS, type ReportSearch } from "./report-search.ts";
import { dimensionOf, shownNumber, shownValue } from "./report-values.ts";
import { reportTexts } from "./texts.ts";

type Row = RankedReport["rows"][number];

export function ReportTable({
  report,
  search,
  suite,
  dimensions,
  dimensionName,
  onChange,
}: {
  report: RankedReport;
  search: ReportSearch;
  suite: ReportSuite;
  dimensions: readonly { id: string; name: string }[];
  dimensionName: string;
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(reportTexts);
  const formats = useFormats();
  const sorted: Metric | undefined = search.sort ?? (isByTime(search) ? undefined : search.metrics[0]);
  const sortBy = (key: string) => {
    const metric = METRICS.find((known) => known === key);
    if (metric !== undefined) onChange({ sort: metric, direction: sorted === metric && search.direction === "desc" ? "asc" : "desc" });
  };
  const narrowed = isNarrowed(search);
  const value = (row: Row) => shownValue({ row, by: dimensionOf(report), formats, text });
  return (
    <DataTable
      caption={text("table", { dimension: dimensionName })}
      rows={report.rows}
      rowKey={(row) => row.itemId}
      sort={sorted === undefined ? undefined : { key: sorted, direction: search.direction === "asc" ? "ascending" : "descending" }}
      onSort={sortBy}
      columns={[
        {
          key: "value",
          header: dimensionName,
          isRowHeader: true,
          cell: value,
          footer: (
            <Total label={text(search.credit === "none" || isModel(search.credit) ? "total" : "totalOnce")} shown={narrowed ? text("totalShown") : undefined} />
          ),
        },
        ...search.metrics.map((metric, index) => ({
          key: metric,
          header: text(`metricNames.${metric}`),
          align: "end" as const,
          sortable: true,
          cell: (row: Row) => (
            <Number
              value={row.data[index] ?? 0}
              highest={Math.max(...report.rows.map((other) => Math.abs(other.data[index] ?? 0)))}
              text={shownNumber({ value: row.data[index] ?? 0, metric, suite, formats })}
            />
          ),
          footer: (
            <Total
              label={shownNumber({ value: report.summaryData.totals[index] ?? 0, metric, suite, formats })}
              shown={narrowed ? shownNumber({ value: report.summaryData.filteredTotals[index] ?? 0, metric, suite, formats }) : undefined}
            />
          ),
        })),
        ...(search.inside.length < MOST_LEVELS
          ? [
              {
                key: "break-down",
                header: "",
                align: "end" as const,
                cell: (row: Row) => (
                  <Menu
                    trigger={<IconButton label={text("breakDown", { value: value(row) })} icon="more" />}
                    entries={dimensions
                      .filter(({ id }) => id !== search.by && !search.inside.some(({ by }) => by === id))
                      .map(({ id, name }) => ({
                        kind: "action" as const,
                        label: `${text("breakDownBy")} ${name}`,
                        onSelect: () =>
                          onChange({
                            by: id,
                            sort: undefined,
                            find: "",
                            inside: [...search.inside, { by: search.by, itemId: row.itemId, value: value(row) }],
                          }),
                      }))}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** When rows are left out by name, the rows shown have a total of their own above that of the period. */
function Total({ label, shown }: { label: string; shown: string | undefined }) {
  if (shown === undefined) return <span className="r-num">{label}</span>;
  return (
    <span className="hq-totals r-num">
      <span>{shown}</span>
      <span className="r-muted">{label}</span>
    </span>
  );
}

/** The bar behind a number compares the rows of its column at a glance. */
function Number({ value, highest, text }: { value: number; highest: number; text: string }) {
  return (
    <span className="hq-number">
      {value !== 0 && (
        <span
          className="hq-number-bar"
          data-below={value < 0 ? "" : undefined}
          aria-hidden="true"
          style={{ width: `${highest === 0 ? 0 : (Math.abs(value) / highest) * 100}%` }}
        />
      )}
      <span className="r-num">{text}</span>
    </span>
  );
}
