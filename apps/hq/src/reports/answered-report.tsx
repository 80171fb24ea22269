import { useText } from "@rapport/app-shell";
import type { Days } from "@rapport/domain/comparisons";
import { Button, Card, useFormats } from "@rapport/ui";
import { ChartCard } from "./chart-card.tsx";
import { useColumnWords } from "./column-words.ts";
import { ComparisonNotes } from "./comparison-notes.tsx";
import { CreditSums } from "./credit-sums.tsx";
import { CreditTotals } from "./credit-totals.tsx";
import { NothingFound } from "./empty-report.tsx";
import type { Level } from "./level.ts";
import { useNamedDimensions } from "./named.ts";
import type { Answer } from "./queries.ts";
import { isModel } from "./report-credit.ts";
import { canParticipate, chartedColumn, columnsOf, isBaseDimension, type ReportSearch } from "./report-search.ts";
import { ReportTable } from "./report-table.tsx";
import { ReportTools } from "./report-tools.tsx";
import { ReportTrail } from "./report-trail.tsx";
import { reportTexts } from "./texts.ts";

/** An answer on screen: its chart, its table, and how its totals add up. */
export function AnsweredReport({
  answer,
  asking,
  days,
  onChange,
}: {
  answer: Answer;
  /** The present request and its days, whose answer may still be loading. */
  asking: ReportSearch;
  days: Days;
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(reportTexts);
  const { suite, search, level } = answer;
  const dimensions = useNamedDimensions(suite);
  const words = useColumnWords(suite);
  const nameOf = (dimension: string) => dimensions.find(({ id }) => id === dimension)?.name ?? dimension;
  const innermost = search.inside.at(-1);
  const isNothing = level.elements === 0;
  const column = columnsOf(search)[chartedColumn(search)];
  const charted = { metric: column === undefined ? "" : words.name(column), dimension: insideSentence(search.by, nameOf(search.by)) };
  const { credit } = search;
  const participating = columnsOf(search).flatMap(({ metric, as, credit: own, segments, period }) =>
    as === "number" && own === null && segments.length === 0 && period === "main" && canParticipate(metric) ? [metric] : [],
  );
  return (
    <>
      {!isNothing && (
        <ChartCard
          title={innermost === undefined ? text("chart", charted) : text("chartInside", { ...charted, value: innermost.value })}
          answer={answer}
          asking={asking}
          onChange={onChange}
        />
      )}
      <Card className="hq-report-table">
        <ReportTrail search={search} nameOf={nameOf} onChange={onChange} />
        <ReportTools suite={suite} search={asking} days={days} nameOf={nameOf} onChange={onChange} />
        {isNothing ? (
          <NothingFound find={search.find} onChange={onChange} />
        ) : (
          <>
            <ReportTable answer={answer} asking={asking} askedDays={days} dimensions={dimensions} onChange={onChange} />
            <ComparisonNotes answer={answer} />
            <Pages level={level} page={search.page} onPage={(page) => onChange({ page })} />
          </>
        )}
      </Card>
      {credit !== "none" && !isModel(credit) && !isNothing && innermost === undefined && participating.length > 0 && (
        <CreditTotals suite={suite} days={answer.days} search={{ ...search, credit }} metrics={participating} />
      )}
      {!isNothing && innermost === undefined && <CreditSums level={level} suite={suite} />}
    </>
  );
}

/** Our own names are lower-cased inside a sentence; a retailer's name stays as it is. */
function insideSentence(id: string, name: string): string {
  return isBaseDimension(id) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}

function Pages({ level, page, onPage }: { level: Level; page: number; onPage: (page: number) => void }) {
  const text = useText(reportTexts);
  const formats = useFormats();
  return (
    <div className="hq-pages">
      <span className="r-small r-muted">
        {text("rowCount", { count: level.elements, formatted: formats.number(level.elements) })} · {text("totalHint")}
      </span>
      {level.pages > 1 && (
        <span className="r-row">
          <Button disabled={page === 0} onClick={() => onPage(page - 1)}>
            {text("previous")}
          </Button>
          <span className="r-small r-muted">{text("page", { page: page + 1, pages: level.pages })}</span>
          <Button disabled={page >= level.pages - 1} onClick={() => onPage(page + 1)}>
            {text("next")}
          </Button>
        </span>
      )}
    </div>
  );
}
