import { useText } from "@rapport/app-shell";
import { Button, Card, Combobox, DateRangePicker, IconButton, Select, useFormats } from "@rapport/ui";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { Days } from "@rapport/domain/comparisons";
import { useState } from "react";
import { CompareDialog } from "./compare-dialog.tsx";
import { creditTexts } from "./credit-texts.ts";
import { shownDays } from "./empty-report.tsx";
import { freeformTexts } from "./freeform-texts.ts";
import { useNamedMetrics } from "./named.ts";
import { withMetric } from "./report-columns.ts";
import { RANGES, rangeProblem } from "./report-range.ts";
import { CONTAINERS, CREDITS, isModel, LOOKBACKS, looksBack } from "./report-credit.ts";
import { MOST_COLUMNS, type ReportSearch } from "./report-search.ts";
import { ReportSegments } from "./report-segments.tsx";
import { reportTexts } from "./texts.ts";

export function ReportControls({
  search,
  suite,
  days,
  dimensions,
  history,
  onChange,
}: {
  search: ReportSearch;
  suite: ReportSuite;
  /** Null while the chosen days are no period. */
  days: Days | null;
  dimensions: readonly { id: string; name: string }[];
  history: { readonly undo: (() => void) | null; readonly redo: (() => void) | null };
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(reportTexts);
  const creditText = useText(creditTexts);
  const freeform = useText(freeformTexts);
  const formats = useFormats();
  const metrics = useNamedMetrics(suite);
  const [isComparing, setIsComparing] = useState(false);
  const changeRange = (chosen: string) => {
    const range = RANGES.find((known) => known === chosen) ?? "last30";
    // Choosing days starts with the days that were shown.
    onChange(range === "custom" && days !== null ? { range, ...days } : { range });
  };
  const free = metrics.filter(({ id }) => !search.metrics.includes(id));
  return (
    <Card className="hq-controls">
      <div className="hq-control-row">
        <Combobox
          label={text("dimension")}
          value={search.by}
          onValue={(by) => onChange({ by, sort: undefined, find: "", open: [], inside: search.inside.filter((level) => level.by !== by) })}
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
      <div className="hq-control-row hq-control-columns">
        {search.metrics.length >= MOST_COLUMNS ? (
          <span className="r-small r-muted">{freeform("mostColumns")}</span>
        ) : (
          <Combobox
            // A choice becomes a column, and the field is empty again.
            key={search.metrics.join()}
            label={freeform("addColumn")}
            value={null}
            onValue={(metric) => onChange(withMetric(search, metric) ?? {})}
            options={free.map(({ id, name, group }) => ({ value: id, label: name, group: freeform(`groups.${group}`) }))}
          />
        )}
        <div className="r-row hq-control-actions">
          <Button variant="quiet" icon="calendar" disabled={days === null} onClick={() => setIsComparing(true)}>
            {freeform("compareAll")}
          </Button>
          <ReportSegments suite={suite} chosen={search.segments} onChange={(segments) => onChange({ segments: [...segments] })} />
        </div>
        <div className="r-row hq-history" role="group" aria-label={freeform("history")}>
          <IconButton label={freeform("undo")} icon="undo" disabled={history.undo === null} onClick={() => history.undo?.()} />
          <IconButton label={freeform("redo")} icon="redo" disabled={history.redo === null} onClick={() => history.redo?.()} />
        </div>
      </div>
      {isComparing && days !== null && <CompareDialog suite={suite} search={search} days={days} onChange={onChange} onClose={() => setIsComparing(false)} />}
      {days !== null && (
        <p className="r-small r-muted">
          {text("days", { range: shownDays(days, formats), zone: suite.timeZone })}
          {search.credit !== "none" && <> · {isModel(search.credit) ? creditText(`modelHints.${search.credit}`) : text("creditHint")}</>}
        </p>
      )}
    </Card>
  );
}
