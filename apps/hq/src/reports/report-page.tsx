import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport } from "@rapport/contract/reporting";
import { Button, Card, EmptyState, Loaded, Skeleton, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { SuitePage } from "../suites/suite-page.tsx";
import "./reports.css";
import { answerQuery } from "./queries.ts";
import { ChartCard } from "./chart-card.tsx";
import { CreditSums } from "./credit-sums.tsx";
import { CreditTotals } from "./credit-totals.tsx";
import { EmptyReport, NothingFound } from "./empty-report.tsx";
import { useNamedDimensions } from "./named.ts";
import { ReportControls } from "./report-controls.tsx";
import { rangeProblem } from "./report-range.ts";
import { isModel } from "./report-credit.ts";
import { canParticipate, chartedMetric, isBaseDimension, isNarrowed, type ReportSearch } from "./report-search.ts";
import { ofReport, readAddress, without } from "./report-address.ts";
import { StrangeParts, UnknownAddress } from "./unknown-address.tsx";
import { ReportTable } from "./report-table.tsx";
import { ReportTools } from "./report-tools.tsx";
import { ReportTrail } from "./report-trail.tsx";
import { reportTexts } from "./texts.ts";

export function ReportPage() {
  const text = useText(reportTexts);
  const address = useSearch({ from: "/signed-in/reports" });
  const navigate = useNavigate({ from: "/reports" });
  const asked = readAddress(address);
  return (
    <SuitePage title={text("title")} lead={text("lead")} resets={["page", "inside", "segments"]}>
      {(suite) =>
        asked.kind === "report" ? (
          <>
            <StrangeParts parts={asked.strange} onLeaveOut={() => void navigate({ search: ofReport, replace: true })} />
            <Report suite={suite} search={asked.search} onChange={(part) => void navigate({ search: (before) => ({ ...before, page: 0, ...part }) })} />
          </>
        ) : (
          <UnknownAddress parts={asked.parts} onLeaveOut={() => void navigate({ search: () => without(address, asked.parts), replace: true })} />
        )
      }
    </SuitePage>
  );
}

function Report({ suite, search, onChange }: { suite: ReportSuite; search: ReportSearch; onChange: (part: Partial<ReportSearch>) => void }) {
  const text = useText(reportTexts);
  const problem = rangeProblem(search);
  const dimensions = useNamedDimensions(suite);
  return (
    <>
      <ReportControls search={search} suite={suite} dimensions={dimensions} onChange={onChange} />
      {problem === null ? (
        <Answer suite={suite} search={search} onChange={onChange} />
      ) : (
        <Card>
          <EmptyState icon="chart" title={text(`problems.${problem}`)} text={text(`problemTexts.${problem}`)}>
            {problem === "reversed" && <Button onClick={() => onChange({ from: search.to, to: search.from })}>{text("swap")}</Button>}
          </EmptyState>
        </Card>
      )}
    </>
  );
}

/** Until the next answer comes, the page describes the rows by the request of the answer on screen. */
function Answer({ suite, search, onChange }: { suite: ReportSuite; search: ReportSearch; onChange: (part: Partial<ReportSearch>) => void }) {
  const answer = useQuery(answerQuery(suite, search));
  return (
    <Loaded
      query={answer}
      isEmpty={({ report, search: asked }) => report.totalElements === 0 && !isNarrowed(asked)}
      empty={<EmptyReport suite={answer.data?.suite ?? suite} search={answer.data?.search ?? search} onChange={onChange} />}
      skeleton={<Skeleton height={480} />}
    >
      {({ report, ...asked }) =>
        report.rows.length === 0 && report.totalElements > 0 ? (
          <PastTheEnd report={report} onPage={(page) => onChange({ page })} />
        ) : (
          <div className="hq-report" data-waiting={answer.isPlaceholderData ? "" : undefined} aria-busy={answer.isPlaceholderData}>
            <Answered report={report} suite={asked.suite} search={asked.search} asking={search} onChange={onChange} />
          </div>
        )
      }
    </Loaded>
  );
}

function Answered({
  report,
  suite,
  search,
  asking,
  onChange,
}: {
  report: RankedReport;
  suite: ReportSuite;
  search: ReportSearch;
  /** The present request, whose answer may still be loading. */
  asking: ReportSearch;
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(reportTexts);
  const dimensions = useNamedDimensions(suite);
  const nameOf = (dimension: string) => dimensions.find(({ id }) => id === dimension)?.name ?? dimension;
  const dimensionName = nameOf(search.by);
  const innermost = search.inside.at(-1);
  const isNothing = report.totalElements === 0;
  const charted = { metric: text(`metricNames.${chartedMetric(search)}`), dimension: insideSentence(search.by, dimensionName) };
  const { credit } = search;
  return (
    <>
      {!isNothing && (
        <ChartCard
          title={innermost === undefined ? text("chart", charted) : text("chartInside", { ...charted, value: innermost.value })}
          report={report}
          search={search}
          suite={suite}
        />
      )}
      <Card className="hq-report-table">
        <ReportTrail search={search} nameOf={nameOf} onChange={onChange} />
        <ReportTools suite={suite} search={asking} nameOf={nameOf} onChange={onChange} />
        {isNothing ? (
          <NothingFound find={search.find} onChange={onChange} />
        ) : (
          <>
            <ReportTable report={report} search={search} suite={suite} dimensions={dimensions} dimensionName={dimensionName} onChange={onChange} />
            <Pages report={report} page={search.page} onPage={(page) => onChange({ page })} />
          </>
        )}
      </Card>
      {credit !== "none" && !isModel(credit) && !isNothing && innermost === undefined && search.metrics.some(canParticipate) && (
        <CreditTotals suite={suite} search={{ ...search, credit }} />
      )}
      {isModel(credit) && !isNothing && innermost === undefined && <CreditSums report={report} suite={suite} />}
    </>
  );
}

/** Our own names are lower-cased inside a sentence; a retailer's name stays as it is. */
function insideSentence(id: string, name: string): string {
  return isBaseDimension(id) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}

function PastTheEnd({ report, onPage }: { report: RankedReport; onPage: (page: number) => void }) {
  const text = useText(reportTexts);
  return (
    <Card>
      <EmptyState icon="chart" title={text("pastTheEnd", { page: report.number + 1 })} text={text("pastTheEndText", { count: report.totalPages })}>
        <Button variant="primary" onClick={() => onPage(report.totalPages - 1)}>
          {text("lastPage")}
        </Button>
      </EmptyState>
    </Card>
  );
}

function Pages({ report, page, onPage }: { report: RankedReport; page: number; onPage: (page: number) => void }) {
  const text = useText(reportTexts);
  const formats = useFormats();
  return (
    <div className="hq-pages">
      <span className="r-small r-muted">
        {text("rowCount", { count: report.totalElements, formatted: formats.number(report.totalElements) })} · {text("totalHint")}
      </span>
      {report.totalPages > 1 && (
        <span className="r-row">
          <Button disabled={report.firstPage} onClick={() => onPage(page - 1)}>
            {text("previous")}
          </Button>
          <span className="r-small r-muted">{text("page", { page: page + 1, pages: report.totalPages })}</span>
          <Button disabled={report.lastPage} onClick={() => onPage(page + 1)}>
            {text("next")}
          </Button>
        </span>
      )}
    </div>
  );
}
