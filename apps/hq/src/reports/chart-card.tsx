import { deviceStorage, useText } from "@rapport/app-shell";
import { Button, Card, Select, Skeleton, useFormats } from "@rapport/ui";
import { lazy, Suspense, useState } from "react";
import { chartsFor } from "./charted.ts";
import type { Answer } from "./queries.ts";
import { CHARTS, isByTime, MOST_BARS, type ReportSearch } from "./report-search.ts";
import { reportTexts } from "./texts.ts";

const ReportChart = lazy(async () => ({ default: (await import("./report-chart.tsx")).ReportChart }));

/** On a low screen the chart starts folded, so that the numbers come first. The choice is kept on the device. */
const KEY = "rapport.hq.chart";
const LOW_SCREEN = "(max-height: 760px)";

/** The chart of a report, which folds so that the table stands at the top (U11). */
export function ChartCard({
  title,
  answer,
  asking,
  onChange,
}: {
  title: string;
  answer: Answer;
  asking: ReportSearch;
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(reportTexts);
  const formats = useFormats();
  const [isOpen, setIsOpen] = useState(() => (deviceStorage().getItem(KEY) ?? (matchMedia(LOW_SCREEN).matches ? "folded" : "open")) === "open");
  const turn = () => {
    deviceStorage().setItem(KEY, isOpen ? "folded" : "open");
    setIsOpen(!isOpen);
  };
  const { search, suite, level } = answer;
  const isCut = !isByTime(search) && level.elements > MOST_BARS;
  const charts = chartsFor({ search, suite });
  const chart = charts.includes(asking.chart) ? asking.chart : "usual";
  return (
    <Card
      title={title}
      className="hq-chart-card"
      actions={
        <span className="r-row">
          {isOpen && charts.length > 1 && (
            <Select
              label={text("chartKind")}
              hideLabel
              value={chart}
              onChange={(event) => onChange({ chart: CHARTS.find((known) => known === event.target.value) ?? "usual" })}
              options={charts.map((kind) => ({
                value: kind,
                label: text(kind === "usual" ? (isByTime(search) ? "charts.line" : "charts.bars") : `charts.${kind}`),
              }))}
            />
          )}
          <Button variant="quiet" icon="chart" aria-expanded={isOpen} onClick={turn}>
            {text(isOpen ? "hideChart" : "showChart")}
          </Button>
        </span>
      }
    >
      {isOpen && (
        <>
          <Suspense fallback={<Skeleton height={220} />}>
            <ReportChart answer={answer} chart={chart} />
          </Suspense>
          {isCut && (
            <p className="r-small r-muted">
              {text("chartCut", {
                shown: formats.number(Math.min(MOST_BARS, level.rows.length)),
                count: level.elements,
                formatted: formats.number(level.elements),
              })}
            </p>
          )}
        </>
      )}
    </Card>
  );
}
