import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { comparedDays, type Days } from "@rapport/domain/comparisons";
import { Button, CheckGroup, DateRangePicker, Dialog, ErrorText, useFormats } from "@rapport/ui";
import { useState } from "react";
import { useColumnWords } from "./column-words.ts";
import { shownDays } from "./empty-report.tsx";
import { freeformTexts } from "./freeform-texts.ts";
import { type Column, COMPARED, keyOf, keyOfText, type Period } from "./report-column.ts";
import { comparable, comparisonsOf, withColumns } from "./report-columns.ts";
import { MOST_COLUMNS, type ReportSearch } from "./report-search.ts";
import { reportTexts } from "./texts.ts";

const SHOWS = ["number", "difference", "percent"] as const;
const PERIODS = [...COMPARED, "chosen"] as const;

/** Adds comparisons beside one column, or beside every column that shows a number of the report's own period. */
export function CompareDialog({
  suite,
  search,
  days,
  only,
  onChange,
  onClose,
}: {
  suite: ReportSuite;
  search: ReportSearch;
  days: Days;
  only?: Column;
  onChange: (part: Partial<ReportSearch>) => void;
  onClose: () => void;
}) {
  const text = useText(freeformTexts);
  const reportText = useText(reportTexts);
  const formats = useFormats();
  const words = useColumnWords(suite);
  const [periods, setPeriods] = useState<(typeof PERIODS)[number][]>(["before"]);
  const [shows, setShows] = useState<(typeof SHOWS)[number][]>(["number", "percent"]);
  const [chosen, setChosen] = useState<Days | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isReversed = chosen !== null && chosen.from > chosen.to;
  const add = () => {
    const compared = periods.flatMap((period): Period[] => (period === "chosen" ? (chosen === null || isReversed ? [] : [chosen]) : [period]));
    if (compared.length === 0 || shows.length === 0) return setProblem(text("chooseSomething"));
    const columns = only === undefined ? comparable(search) : [{ ...only, period: "main" as const, as: "number" as const }];
    let next = search;
    for (const column of columns) {
      const place = next.metrics.findIndex((written) => keyOfText(written) === keyOf(only ?? column));
      const fresh = compared.flatMap((period) => comparisonsOf(column, { period, shows }));
      const count = next.metrics.length + fresh.filter((one) => !next.metrics.some((written) => keyOfText(written) === keyOf(one))).length;
      if (count > MOST_COLUMNS) return setProblem(text("tooManyColumns", { count: search.metrics.length + columns.length * fresh.length }));
      next = { ...next, ...withColumns(next, fresh, place + 1) };
    }
    onClose();
    onChange({ metrics: next.metrics });
  };
  return (
    <Dialog
      open
      title={only === undefined ? text("compareTitle") : text("compareOf", { name: words.metric(only.metric) })}
      description={text("compareText")}
      onOpenChange={(stays) => !stays && onClose()}
      footer={
        <>
          <Button onClick={onClose}>{text("cancel")}</Button>
          <Button variant="primary" onClick={add}>
            {text("addComparisons")}
          </Button>
        </>
      }
    >
      <div className="hq-compare">
        <CheckGroup
          label={text("compareWith")}
          options={PERIODS.map((period) => ({
            value: period,
            label:
              period === "chosen"
                ? text("compares.chosen")
                : text(`compares.${period}`, { days: shownDays(comparedDays({ days, compared: period }), formats) }),
          }))}
          chosen={periods}
          onChoose={setPeriods}
        />
        {periods.includes("chosen") && (
          <DateRangePicker
            label={reportText("chosenDays")}
            value={chosen}
            error={isReversed ? reportText("toBeforeFrom") : undefined}
            onValue={(picked) => setChosen(picked)}
          />
        )}
        <CheckGroup
          label={text("showComparison")}
          options={SHOWS.map((as) => ({ value: as, label: text(`shows.${as}`) }))}
          chosen={shows}
          onChoose={setShows}
        />
        <ErrorText>{problem ?? undefined}</ErrorText>
      </div>
    </Dialog>
  );
}
