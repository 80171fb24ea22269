import type { RankedReport, ReportSuite } from "@rapport/contract";
import { Button, Card, EmptyState, Loaded, Skeleton, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { SuitePicker, WithSuite } from "../data-sources/suite-picker.tsx";
import { reportQuery } from "../queries.ts";
import { CreditTotals } from "./credit-totals.tsx";
import { EmptyReport } from "./empty-report.tsx";
import { ReportControls } from "./report-controls.tsx";
import { rangeProblem } from "./report-range.ts";
import { canParticipate, dimensionsOf, isBaseDimension, requestOf, type ReportSearch } from "./report-search.ts";
import { ReportTable } from "./report-table.tsx";

const ReportChart = lazy(async () => ({ default: (await import("./report-chart.tsx")).ReportChart }));

export function ReportPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/signed-in/reports" });
  const navigate = useNavigate({ from: "/reports" });
  return (
    <WithSuite rsid={search.suite}>
      {(suite, suites) => (
        <>
          <header className="hq-head">
            <div>
              <h1>{t("reports.title")}</h1>
              <p className="r-muted">{t("reports.lead")}</p>
            </div>
            <SuitePicker
              suite={suite}
              suites={suites}
              onPick={(picked) => void navigate({ search: (before) => ({ ...before, suite: picked, page: 0, inside: undefined }) })}
            />
          </header>
          <Report suite={suite} search={search} onChange={(part) => void navigate({ search: (before) => ({ ...before, page: 0, ...part }) })} />
        </>
      )}
    </WithSuite>
  );
}

function Report({ suite, search, onChange }: { suite: ReportSuite; search: ReportSearch; onChange: (part: Partial<ReportSearch>) => void }) {
  const { t } = useTranslation();
  const problem = rangeProblem(search);
  const dimensions = dimensionsOf(suite).map(({ id, name }) => ({ id, name: name ?? (isBaseDimension(id) ? t(`reports.dimensions.${id}`) : id) }));
  return (
    <>
      <ReportControls search={search} suite={suite} dimensions={dimensions} onChange={onChange} />
      {problem === null ? (
        <Answer suite={suite} search={search} dimensions={dimensions} onChange={onChange} />
      ) : (
        <Card>
          <EmptyState icon="chart" title={t(`reports.problems.${problem}`)} text={t(`reports.problemTexts.${problem}`)}>
            {problem === "reversed" && <Button onClick={() => onChange({ from: search.to, to: search.from })}>{t("reports.swap")}</Button>}
          </EmptyState>
        </Card>
      )}
    </>
  );
}

function Answer({
  suite,
  search,
  dimensions,
  onChange,
}: {
  suite: ReportSuite;
  search: ReportSearch;
  dimensions: readonly { id: string; name: string }[];
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const { t } = useTranslation();
  const report = useQuery(reportQuery(requestOf(suite, search)));
  const nameOf = (id: string) => dimensions.find((dimension) => dimension.id === id)?.name ?? id;
  const charted = {
    metric: t(`reports.metricNames.${search.sort ?? search.metrics[0] ?? "occurrences"}`),
    dimension: insideSentence(search.by, nameOf(search.by)),
  };
  const { credit } = search;
  return (
    <Loaded
      query={report}
      isEmpty={(answer) => answer.totalElements === 0}
      empty={<EmptyReport suite={suite} search={search} onChange={onChange} />}
      skeleton={<Skeleton height={480} />}
    >
      {(answer) =>
        answer.rows.length === 0 ? (
          <PastTheEnd report={answer} onPage={(page) => onChange({ page })} />
        ) : (
          <div className="hq-report" data-waiting={report.isPlaceholderData ? "" : undefined} aria-busy={report.isPlaceholderData}>
            <Card title={search.inside === undefined ? t("reports.chart", charted) : t("reports.chartInside", { ...charted, value: search.inside.value })}>
              <Suspense fallback={<Skeleton height={280} />}>
                <ReportChart report={answer} search={search} suite={suite} />
              </Suspense>
            </Card>
            <Card className="hq-report-table">
              <ReportTable report={answer} search={search} suite={suite} dimensions={dimensions} dimensionName={nameOf(search.by)} onChange={onChange} />
              <Pages report={answer} page={search.page} onPage={(page) => onChange({ page })} />
            </Card>
            {credit !== "none" && search.inside === undefined && search.metrics.some(canParticipate) && (
              <CreditTotals suite={suite} search={{ ...search, credit }} />
            )}
          </div>
        )
      }
    </Loaded>
  );
}

/** Our own names are words of a sentence; a name that the retailer gave stays as it is. */
function insideSentence(id: string, name: string): string {
  return isBaseDimension(id) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}

function PastTheEnd({ report, onPage }: { report: RankedReport; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  return (
    <Card>
      <EmptyState icon="chart" title={t("reports.pastTheEnd", { page: report.number + 1 })} text={t("reports.pastTheEndText", { count: report.totalPages })}>
        <Button variant="primary" onClick={() => onPage(report.totalPages - 1)}>
          {t("reports.lastPage")}
        </Button>
      </EmptyState>
    </Card>
  );
}

function Pages({ report, page, onPage }: { report: RankedReport; page: number; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className="hq-pages">
      <span className="r-small r-muted">
        {t("reports.rowCount", { count: report.totalElements, formatted: formats.number(report.totalElements) })} · {t("reports.totalHint")}
      </span>
      {report.totalPages > 1 && (
        <span className="r-row">
          <Button disabled={report.firstPage} onClick={() => onPage(page - 1)}>
            {t("reports.previous")}
          </Button>
          <span className="r-small r-muted">{t("reports.page", { page: page + 1, pages: report.totalPages })}</span>
          <Button disabled={report.lastPage} onClick={() => onPage(page + 1)}>
            {t("reports.next")}
          </Button>
        </span>
      )}
    </div>
  );
}
