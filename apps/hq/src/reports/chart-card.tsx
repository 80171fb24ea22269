import { deviceStorage, useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport } from "@rapport/contract/reporting";
import { Button, Card, Skeleton, useFormats } from "@rapport/ui";
import { lazy, Suspense, useState } from "react";
import { isByTime, MOST_BARS, type ReportSearch } from "./report-search.ts";
import { reportTexts } from "./texts.ts";

const ReportChart = lazy(async () => ({ default: (await import("./report-chart.tsx")).ReportChart }));

/** On a low screen the chart starts folded, so that the numbers come first. The choice is kept on the device. */
const KEY = "rapport.hq.chart";
const LOW_SCREEN = "(max-height: 760px)";

/** The chart of a report, which folds so that the table stands at the top (U11). */
export function ChartCard({ title, report, search, suite }: { title: string; report: RankedReport; search: ReportSearch; suite: ReportSuite }) {
  const text = useText(reportTexts);
  const formats = useFormats();
  const [isOpen, setIsOpen] = useState(() => (deviceStorage().getItem(KEY) ?? (matchMedia(LOW_SCREEN).matches ? "folded" : "open")) === "open");
  const turn = () => {
    deviceStorage().setItem(KEY, isOpen ? "folded" : "open");
    setIsOpen(!isOpen);
  };
  const isCut = !isByTime(search) && report.totalElements > MOST_BARS;
  return (
    <Card
      title={title}
      className="hq-chart-card"
      actions={
        <Button variant="quiet" icon="chart" aria-expanded={isOpen} onClick={turn}>
          {text(isOpen ? "hideChart" : "showChart")}
        </Button>
      }
    >
      {isOpen && (
        <>
          <Suspense fallback={<Skeleton height={220} />}>
            <ReportChart report={report} search={search} suite={suite} />
          </Suspense>
          {isCut && (
            <p className="r-small r-muted">
              {text("chartCut", {
                shown: formats.number(Math.min(MOST_BARS, report.rows.length)),
                count: report.totalElements,
                formatted: formats.number(report.totalElements),
              })}
            </p>
          )}
        </>
      )}
    </Card>
  );
}
