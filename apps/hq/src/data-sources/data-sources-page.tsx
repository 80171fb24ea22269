import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Card, EmptyState, Icon, Loaded } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { SuitePage } from "../suites/suite-page.tsx";
import "./data-sources.css";
import { SaveSources, SourcesTable } from "./manage/sources-table.tsx";
import { manageTexts } from "./manage/texts.ts";
import { sourcesQuery } from "./queries.ts";
import { RecordingBanner } from "./recording-banner.tsx";
import { sourceTexts } from "./texts.ts";

export function DataSourcesPage() {
  const text = useText(sourceTexts);
  return (
    <SuitePage title={text("sources.title")} lead={text("sources.lead")}>
      {(suite) => (
        <>
          <RecordingBanner suite={suite} />
          <Sources suite={suite} />
        </>
      )}
    </SuitePage>
  );
}

function Sources({ suite }: { suite: ReportSuite }) {
  const text = useText(sourceTexts);
  const manage = useText(manageTexts);
  const sources = useQuery(sourcesQuery(suite.rsid));
  const create = (
    <Link className="r-button" data-variant="primary" to="/data-sources/new" search={{ suite: suite.rsid }}>
      <Icon name="plus" size={18} />
      {text("sources.create")}
    </Link>
  );
  return (
    <Card
      title={text("sources.ofSuite", { suite: suite.name })}
      actions={
        sources.data !== undefined &&
        sources.data.length > 0 && (
          <div className="r-row">
            <Link className="r-button" data-variant="secondary" to="/data-sources/files" search={{ suite: suite.rsid }}>
              {manage("log")}
            </Link>
            <SaveSources suite={suite} />
            {create}
          </div>
        )
      }
    >
      <Loaded
        query={sources}
        isEmpty={(all) => all.length === 0}
        empty={
          <EmptyState title={text("sources.empty")} text={text("sources.emptyText")}>
            {create}
          </EmptyState>
        }
      >
        {(all) => <SourcesTable suite={suite} sources={all} />}
      </Loaded>
    </Card>
  );
}
