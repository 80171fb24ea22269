import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { Days } from "@rapport/domain/comparisons";
import { Button, Card, daysIn, EmptyState, Loaded, Skeleton } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { SuitePage } from "../suites/suite-page.tsx";
import "./reports.css";
import { AnsweredReport } from "./answered-report.tsx";
import { EmptyReport } from "./empty-report.tsx";
import { freeformTexts } from "./freeform-texts.ts";
import { topOf } from "./level-request.ts";
import { useNamedDimensions } from "./named.ts";
import { levelQuery } from "./queries.ts";
import { ofReport, readAddress, without, writeAddress } from "./report-address.ts";
import { ReportControls } from "./report-controls.tsx";
import { daysOf, rangeProblem } from "./report-range.ts";
import { isNarrowed, type ReportSearch } from "./report-search.ts";
import { reportTexts } from "./texts.ts";
import { StrangeParts, UnknownAddress } from "./unknown-address.tsx";
import { useHistory } from "./use-history.ts";

export function ReportPage() {
  const text = useText(reportTexts);
  const address = useSearch({ from: "/signed-in/reports" });
  const navigate = useNavigate({ from: "/reports" });
  const asked = readAddress(address);
  const go = useCallback((to: ReportSearch) => void navigate({ search: (before) => ({ ...before, ...writeAddress(to) }) }), [navigate]);
  return (
    <SuitePage title={text("title")} lead={text("lead")} resets={["page", "inside", "open", "segments"]}>
      {(suite) =>
        asked.kind === "report" ? (
          <>
            <StrangeParts parts={asked.strange} onLeaveOut={() => void navigate({ search: ofReport, replace: true })} />
            <Report key={suite.rsid} suite={suite} search={asked.search} go={go} />
          </>
        ) : (
          <UnknownAddress parts={asked.parts} onLeaveOut={() => void navigate({ search: () => without(address, asked.parts), replace: true })} />
        )
      }
    </SuitePage>
  );
}

function Report({ suite, search, go }: { suite: ReportSuite; search: ReportSearch; go: (to: ReportSearch) => void }) {
  const text = useText(reportTexts);
  const problem = rangeProblem(search);
  const dimensions = useNamedDimensions(suite);
  const [now] = useState(() => new Date());
  const days = daysOf(search, daysIn(suite.timeZone)(now));
  const history = useHistory({ search, go });
  return (
    <>
      <ReportControls search={search} suite={suite} days={days} dimensions={dimensions} history={history} onChange={history.change} />
      {problem === null && days !== null ? (
        <Answer suite={suite} search={search} days={days} onChange={history.change} />
      ) : (
        <Card>
          <EmptyState icon="chart" title={text(`problems.${problem ?? "incomplete"}`)} text={text(`problemTexts.${problem ?? "incomplete"}`)}>
            {problem === "reversed" && <Button onClick={() => history.change({ from: search.to, to: search.from })}>{text("swap")}</Button>}
          </EmptyState>
        </Card>
      )}
    </>
  );
}

interface Asking {
  readonly suite: ReportSuite;
  readonly search: ReportSearch;
  readonly days: Days;
  readonly onChange: (part: Partial<ReportSearch>) => void;
}

/** Until the next answer comes, the page describes the rows by the request of the answer on screen. */
function Answer({ suite, search, days, onChange }: Asking) {
  const text = useText(reportTexts);
  const freeform = useText(freeformTexts);
  const client = useQueryClient();
  const options = levelQuery({ suite, search, days, place: topOf(search) });
  const answer = useQuery(options);
  const isStopped = answer.fetchStatus === "idle" && (answer.isPending || answer.isPlaceholderData);
  const stop = () => void client.cancelQueries({ queryKey: options.queryKey });
  if (isStopped)
    return (
      <Card>
        <EmptyState icon="chart" title={freeform("cancelled")} text="">
          <Button variant="primary" onClick={() => void answer.refetch()}>
            {freeform("run")}
          </Button>
        </EmptyState>
      </Card>
    );
  return (
    <>
      {answer.isFetching && <Reading onStop={stop} />}
      <Loaded
        query={answer}
        isEmpty={({ level, search: asked }) => !level.hasData && !isNarrowed(asked)}
        empty={<EmptyReport suite={answer.data?.suite ?? suite} search={answer.data?.search ?? search} onChange={onChange} />}
        skeleton={<Skeleton height={480} />}
      >
        {(data) =>
          data.level.rows.length === 0 && data.level.elements > 0 ? (
            <Card>
              <EmptyState icon="chart" title={text("pastTheEnd", { page: data.level.page + 1 })} text={text("pastTheEndText", { count: data.level.pages })}>
                <Button variant="primary" onClick={() => onChange({ page: data.level.pages - 1 })}>
                  {text("lastPage")}
                </Button>
              </EmptyState>
            </Card>
          ) : (
            <div className="hq-report" data-waiting={answer.isPlaceholderData ? "" : undefined} aria-busy={answer.isPlaceholderData}>
              <AnsweredReport answer={data} asking={search} days={days} onChange={onChange} />
            </div>
          )
        }
      </Loaded>
    </>
  );
}

/** Shown by its style only when an answer takes longer than a moment. */
function Reading({ onStop }: { onStop: () => void }) {
  const text = useText(freeformTexts);
  return (
    <p className="hq-reading r-small r-muted">
      {text("loading")}
      <Button variant="quiet" onClick={onStop}>
        {text("stop")}
      </Button>
    </p>
  );
}
