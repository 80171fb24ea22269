import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport } from "@rapport/contract/reporting";
import { Button, Card, EmptyState, Loaded, Skeleton, type Formats, plusDays, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { segmentTexts } from "../segments/texts.ts";
import { reportQuery } from "./queries.ts";
import type { Days } from "./report-range.ts";
import { edgeDayRequestOf, type ReportSearch } from "./report-search.ts";
import { startOfItem } from "./time-names.ts";
import { reportTexts } from "./texts.ts";

/** A report without rows: says when the suite has data, and offers that range. */
export function EmptyReport({ suite, search, onChange }: { suite: ReportSuite; search: ReportSearch; onChange: (part: Partial<ReportSearch>) => void }) {
  const text = useText(reportTexts);
  const formats = useFormats();
  const oldest = useQuery(reportQuery(edgeDayRequestOf(suite, "oldest")));
  const newest = useQuery(reportQuery(edgeDayRequestOf(suite, "newest")));
  const innermost = search.inside.at(-1);
  const segmentText = useText(segmentTexts);
  if (search.segments.length > 0) {
    return (
      <Card>
        <EmptyState icon="chart" title={segmentText("emptied")} text={segmentText("emptiedText")}>
          <Button variant="primary" onClick={() => onChange({ segments: [] })}>
            {segmentText("withoutSegments")}
          </Button>
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <Loaded query={oldest} skeleton={<Skeleton height={180} />}>
        {(first) => (
          <Loaded query={newest} skeleton={<Skeleton height={180} />}>
            {(last) => {
              const data = daysWithData(first, last);
              if (data === null)
                return (
                  <EmptyState icon="chart" title={text("noData")} text={text("noDataText")}>
                    <Link to="/data-sources" search={{ suite: suite.rsid }} className="r-button" data-variant="secondary">
                      {text("toSources")}
                    </Link>
                  </EmptyState>
                );
              const recent = { from: later(plusDays(data.to, -29), data.from), to: data.to };
              return (
                <EmptyState
                  icon="chart"
                  title={innermost === undefined ? text("empty") : text("emptyInside", { value: innermost.value })}
                  text={text("dataFromTo", { from: formats.longDate(data.from), to: formats.longDate(data.to) })}
                >
                  <Button variant="primary" onClick={() => onChange({ range: "custom", ...recent })}>
                    {text("showRange", { range: shownDays(recent, formats) })}
                  </Button>
                  {recent.from !== data.from && (
                    <Button onClick={() => onChange({ range: "custom", ...data })}>{text("showAll", { range: shownDays(data, formats) })}</Button>
                  )}
                  {innermost !== undefined && (
                    <Button variant="quiet" icon="back" onClick={() => onChange({ by: innermost.by, inside: search.inside.slice(0, -1) })}>
                      {text("back")}
                    </Button>
                  )}
                </EmptyState>
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </Card>
  );
}

/** No row has a matching name, or only rows without a name are there. */
export function NothingFound({ find, onChange }: { find: string; onChange: (part: Partial<ReportSearch>) => void }) {
  const text = useText(reportTexts);
  const isSearch = find.trim() !== "";
  return (
    <EmptyState icon="search" title={text("foundNone")} text={isSearch ? text("foundNoneText", { find }) : text("foundOnlyUnspecified")}>
      <Button onClick={() => onChange({ find: "", nones: "show" })}>{text("showAllValues")}</Button>
    </EmptyState>
  );
}

export function shownDays({ from, to }: Days, formats: Formats): string {
  return from === to ? formats.date(from) : `${formats.date(from)} – ${formats.date(to)}`;
}

function daysWithData(first: RankedReport, last: RankedReport): Days | null {
  const [from, to] = [first.rows[0], last.rows[0]];
  return from === undefined || to === undefined ? null : { from: startOfItem(from.itemId, "daterangeday"), to: startOfItem(to.itemId, "daterangeday") };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
