import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Card, DataTable, EmptyState, Loaded } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery } from "../session/session-query.ts";
import { SuitePage } from "../suites/suite-page.tsx";
import { useSuiteFormats } from "../suites/suite-time.ts";
import { segmentsQuery } from "./queries.ts";
import { segmentTexts } from "./texts.ts";

export function SegmentsPage() {
  const text = useText(segmentTexts);
  return (
    <SuitePage title={text("title")} lead={text("lead")}>
      {(suite) => <Segments suite={suite} />}
    </SuitePage>
  );
}

function Segments({ suite }: { suite: ReportSuite }) {
  const text = useText(segmentTexts);
  const formats = useSuiteFormats(suite.timeZone);
  const segments = useQuery(segmentsQuery(suite.rsid));
  const maySave = useQuery(sessionQuery).data?.permissions.includes("report.save") === true;
  const create = maySave && (
    <Link className="r-button" data-variant="primary" to="/segments/$rsid/new" params={{ rsid: suite.rsid }}>
      {text("create")}
    </Link>
  );
  return (
    <Card title={text("list", { suite: suite.name })} actions={segments.data !== undefined && segments.data.length > 0 && create}>
      <Loaded
        query={segments}
        isEmpty={(all) => all.length === 0}
        empty={
          <EmptyState icon="chart" title={text("none")} text={text("noneText")}>
            {create}
          </EmptyState>
        }
      >
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
                  <Link to="/segments/$rsid/$segmentId" params={{ rsid: suite.rsid, segmentId: id }}>
                    {name}
                  </Link>
                ),
              },
              { key: "description", header: text("description"), cell: ({ description }) => description },
              { key: "owner", header: text("owner"), cell: ({ owner }) => owner.name },
              { key: "modified", header: text("modified"), cell: ({ modified }) => <span className="r-num">{formats.date(modified)}</span> },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
