import { useText } from "@rapport/app-shell";
import { Button, Card, Combobox, DateRangePicker, daysIn, Menu, RemovableChip, Select, useFormats } from "@rapport/ui";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { useState } from "react";
import { creditTexts } from "./credit-texts.ts";
import { shownDays } from "./empty-report.tsx";
import { daysOf, RANGES, rangeProblem } from "./report-range.ts";
import { CONTAINERS, CREDITS, isModel, LOOKBACKS, looksBack } from "./report-credit.ts";
import { METRICS, MOST_METRICS, type Metric, type ReportSearch } from "./report-search.ts";
import { ReportSegments } from "./report-segments.tsx";
import { reportTexts } from "./texts.ts";

const GROUPS = {
  online: ["visits", "visitors", "pageviews", "pageevents", "occurrences", "instances", "entries", "exits", "bounces", "singlepagevisits", "timespent"],
  sales: ["orders", "units", "revenue", "grossrevenue", "returnedrevenue"],
  carts: ["carts", "cartadditions", "cartremovals", "cartviews", "checkouts", "productviews"],
} as const satisfies Record<string, readonly Metric[]>;

export function ReportControls({
  search,
  suite,
  dimensions,
  onChange,
}: {
  search: ReportSearch;
  suite: ReportSuite;
  dimensions: readonly { id: string; name: string }[];
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(reportTexts);
  const creditText = useText(creditTexts);
  const formats = useFormats();
  const [now] = useState(() => new Date());
  const days = daysOf(search, daysIn(suite.timeZone)(now));
  const changeRange = (chosen: string) => {
    const range = RANGES.find((known) => known === chosen) ?? "last30";
    // Choosing days starts with the days that were shown.
    onChange(range === "custom" && days !== null ? { range, ...days } : { range });
  };
  const free = METRICS.filter((metric) => !search.metrics.includes(metric));
  const remove = (metric: Metric) =>
    onChange({ metrics: search.metrics.filter((kept) => kept !== metric), ...(search.sort === metric ? { sort: undefined } : {}) });
  return (
    <Card className="hq-controls">
      <div className="hq-control-row">
        <Combobox
          label={text("dimension")}
          value={search.by}
          onValue={(by) => onChange({ by, sort: undefined, find: "", inside: search.inside.filter((level) => level.by !== by) })}
          options={dimensions.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select
          label={text("range")}
          value={search.range}
          onChange={(event) => changeRange(event.target.value)}
          options={RANGES.map((range) => ({ value: range, label: text(`ranges.${range}`) }))}
        />
        {search.range === "custom" && (
          <DateRangePicker
            label={text("chosenDays")}
            value={search.from === undefined || search.to === undefined ? null : { from: search.from, to: search.to }}
            error={rangeProblem(search) === "reversed" ? text("toBeforeFrom") : undefined}
            onValue={(chosen) => onChange({ from: chosen?.from, to: chosen?.to })}
          />
        )}
        <Select
          label={text("credit")}
          value={search.credit}
          onChange={(event) => onChange({ credit: CREDITS.find((credit) => credit === event.target.value) ?? "none" })}
          options={CREDITS.map((credit) => ({ value: credit, label: isModel(credit) ? creditText(`models.${credit}`) : text(`credits.${credit}`) }))}
        />
        {looksBack(search.credit) && (
          <Select
            label={creditText("within")}
            value={search.within}
            onChange={(event) => onChange({ within: CONTAINERS.find((container) => container === event.target.value) ?? "visitors" })}
            options={CONTAINERS.map((container) => ({ value: container, label: creditText(`withins.${container}`) }))}
          />
        )}
        {looksBack(search.credit) && search.within === "visitors" && (
          <Select
            label={creditText("lookback")}
            value={search.lookback}
            onChange={(event) => onChange({ lookback: LOOKBACKS.find((lookback) => lookback === event.target.value) ?? "range" })}
            options={LOOKBACKS.map((lookback) => ({ value: lookback, label: creditText(`lookbacks.${lookback}`) }))}
          />
        )}
      </div>
      <div className="r-row" role="group" aria-label={text("metrics")}>
        {search.metrics.map((metric) =>
          search.metrics.length === 1 ? (
            <span key={metric} className="r-chip" data-on="">
              {text(`metricNames.${metric}`)}
            </span>
          ) : (
            <RemovableChip key={metric} onRemove={() => remove(metric)}>
              {text(`metricNames.${metric}`)}
            </RemovableChip>
          ),
        )}
        {search.metrics.length >= MOST_METRICS ? (
          <span className="r-small r-muted">{text("mostMetrics")}</span>
        ) : (
          <Menu
            trigger={
              <Button variant="quiet" icon="plus">
                {text("addMetric")}
              </Button>
            }
            entries={(["online", "sales", "carts"] as const).flatMap((group) => {
              const offered = GROUPS[group].filter((metric) => free.includes(metric));
              return offered.map((metric) => ({
                kind: "action" as const,
                label: text(`metricNames.${metric}`),
                onSelect: () => onChange({ metrics: [...search.metrics, metric] }),
              }));
            })}
          />
        )}
      </div>
      <ReportSegments suite={suite} chosen={search.segments} onChange={(segments) => onChange({ segments: [...segments] })} />
      {days !== null && (
        <p className="r-small r-muted">
          {text("days", { range: shownDays(days, formats), zone: suite.timeZone })}
          {search.credit !== "none" && <> · {isModel(search.credit) ? creditText(`modelHints.${search.credit}`) : text("creditHint")}</>}
        </p>
      )}
    </Card>
  );
}
