import { usePreferences, useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Card, DataTable, Loaded } from "@rapport/ui";
import { formulaText } from "@rapport/domain/formulas";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery } from "../session/session-query.ts";
import { SuitePage } from "../suites/suite-page.tsx";
import { useSuiteFormats } from "../suites/suite-time.ts";
import { useMetricNames } from "./metric-names.ts";
import { metricsQuery } from "./queries.ts";
import { metricTexts } from "./texts.ts";

export function CalculatedMetricsPage() {
  const text = useText(metricTexts);
  return (
    <SuitePage title={text("title")} lead={text("lead")}>
      {(suite) => <Metrics suite={suite} />}
    </SuitePage>
  );
}

function Metrics({ suite }: { suite: ReportSuite }) {
  const text = useText(metricTexts);
  const formats = useSuiteFormats(suite.timeZone);
  const { language } = usePreferences().appearance;
  const metrics = useQuery(metricsQuery(suite.rsid, language));
  const names = useMetricNames(suite, metrics.data ?? []);
  const maySave = useQuery(sessionQuery).data?.permissions.includes("report.save") === true;
  return (
    <Card
      title={text("list", { suite: suite.name })}
      actions={
        maySave && (
          <Link className="r-button" data-variant="primary" to="/calculated-metrics/$rsid/new" params={{ rsid: suite.rsid }}>
            {text("create")}
          </Link>
        )
      }
    >
      <Loaded query={metrics}>
        {(all) => (
          <DataTable
            narrow="stack"
            caption={text("list", { suite: suite.name })}
            rows={all}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "name",
                header: text("name"),
                isRowHeader: true,
                cell: ({ id, name }) => (
                  <Link to="/calculated-metrics/$rsid/$metricId" params={{ rsid: suite.rsid, metricId: id }}>
                    {name}
                  </Link>
                ),
              },
              { key: "formula", header: text("formula"), cell: ({ definition }) => formulaText(definition, names) ?? text("ofDefinition") },
              { key: "type", header: text("type"), cell: ({ type }) => text(`types.${type}`) },
              { key: "owner", header: text("owner"), cell: ({ owner, template }) => (template ? text("ofEverySuite") : owner.name) },
              {
                key: "modified",
                header: text("modified"),
                cell: ({ modified }) => (modified === undefined ? "" : <span className="r-num">{formats.date(modified)}</span>),
              },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
