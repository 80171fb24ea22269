import type { RankedReport, ReportSuite } from "@rapport/contract";
import { Button, Card, EmptyState, Loaded, Skeleton, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { SuitePicker, WithSuite } from "../data-sources/suite-picker.tsx";
import { reportQuery } from "../queries.ts";
import { ReportControls } from "./report-controls.tsx";
import { dimensionsOf, isBaseDimension, requestOf, type ReportSearch } from "./report-search.ts";
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
  const report = useQuery(reportQuery(requestOf(suite, search)));
  const dimensions = dimensionsOf(suite).map(({ id, name }) => ({ id, name: name ?? (isBaseDimension(id) ? t(`reports.dimensions.${id}`) : id) }));
  const nameOf = (id: string) => dimensions.find((dimension) => dimension.id === id)?.name ?? id;
  return (
    <>
      <ReportControls search={search} dimensions={dimensions} onChange={onChange} />
      <Loaded
        query={report}
        isEmpty={(answer) => answer.totalElements === 0}
        empty={
          <Card>
            <EmptyState title={t("reports.empty")} text={t("reports.emptyText")} />
          </Card>
        }
        skeleton={<Skeleton height={480} />}
      >
        {(answer) => (
          <div className="hq-report" data-waiting={report.isPlaceholderData ? "" : undefined}>
            <Card
              title={t("reports.chart", {
                metric: t(`reports.metricNames.${search.sort ?? search.metrics[0] ?? "occurrences"}`),
                dimension: nameOf(search.by),
              })}
            >
              <Suspense fallback={<Skeleton height={280} />}>
                <ReportChart report={answer} search={search} suite={suite} />
              </Suspense>
            </Card>
            <Card className="hq-report-table">
              <ReportTable report={answer} search={search} suite={suite} dimensions={dimensions} dimensionName={nameOf(search.by)} onChange={onChange} />
              <Pages report={answer} page={search.page} onPage={(page) => onChange({ page })} />
            </Card>
          </div>
        )}
      </Loaded>
    </>
  );
}

function Pages({ report, page, onPage }: { report: RankedReport; page: number; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className="hq-pages">
      <span className="r-small r-muted">{t("reports.rowCount", { count: report.totalElements, formatted: formats.number(report.totalElements) })}</span>
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
