import { useText } from "@rapport/app-shell";
import type { DataSourceAccount } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { isMetric } from "@rapport/domain";
import { Card } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { ColumnsTable } from "./summary-step.tsx";
import { wizardTexts } from "./texts.ts";

/** The columns that were chosen for a source, and the way to its template. */
export function ChosenCard({ suite, source }: { suite: ReportSuite; source: DataSourceAccount }) {
  const text = useText(wizardTexts);
  const { columns, type } = source;
  const metrics = columns.filter(({ to }) => isMetric(to));
  const dimensions = columns.filter(({ to }) => !isMetric(to));
  return (
    <Card
      title={text("chosen")}
      actions={
        <>
          <Link
            className="r-button"
            data-variant="secondary"
            to="/data-sources/$rsid/$dataSourceId/columns"
            params={{ rsid: suite.rsid, dataSourceId: String(source.data_source_id) }}
          >
            {text("changeColumns")}
          </Link>
          <Link
            className="r-button"
            data-variant="secondary"
            to="/data-sources/$rsid/$dataSourceId/template"
            params={{ rsid: suite.rsid, dataSourceId: String(source.data_source_id) }}
          >
            {text("templateTitle")}
          </Link>
        </>
      }
    >
      {columns.length === 0 ? <p className="r-muted">{text("chosenNone")}</p> : <ColumnsTable of={{ type, metrics, dimensions }} suite={suite} />}
    </Card>
  );
}
