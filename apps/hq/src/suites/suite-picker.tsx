import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { EmptyState, Loaded, Select, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { processingQuery, suitesQuery } from "../queries.ts";
import { suiteTexts } from "./texts.ts";

/** Loads the report suites and draws the page for the chosen one: the first, unless the address names another. */
export function WithSuite({ rsid, children }: { rsid: string | undefined; children: (suite: ReportSuite, suites: readonly ReportSuite[]) => ReactNode }) {
  const text = useText(suiteTexts);
  const suites = useQuery(suitesQuery);
  return (
    <Loaded query={suites} isEmpty={(all) => all.length === 0} empty={<EmptyState title={text("none")} text={text("noneText")} />}>
      {(all) => {
        const chosen = rsid === undefined ? all[0] : all.find((suite) => suite.rsid === rsid);
        return chosen === undefined ? <UnknownSuite rsid={rsid ?? ""} suites={all} /> : children(chosen, all);
      }}
    </Loaded>
  );
}

/** An address may name a suite that is not there: another one's numbers in its place would mislead. */
function UnknownSuite({ rsid, suites }: { rsid: string; suites: readonly ReportSuite[] }) {
  const text = useText(suiteTexts);
  return (
    <EmptyState icon="alert" title={text("unknown", { rsid })} text={text("unknownText")}>
      {suites.map((suite) => (
        <Link key={suite.rsid} to="." search={{ suite: suite.rsid }} className="r-button" data-variant="secondary">
          {suite.name}
        </Link>
      ))}
    </EmptyState>
  );
}

export function SuitePicker({ suite, suites, onPick }: { suite: ReportSuite; suites: readonly ReportSuite[]; onPick: (rsid: string) => void }) {
  const text = useText(suiteTexts);
  const formats = useFormats();
  const { data } = useQuery(processingQuery(suite.rsid));
  return (
    <div className="hq-suite">
      <Select
        label={text("label")}
        hideLabel
        value={suite.rsid}
        onChange={(event) => onPick(event.target.value)}
        options={suites.map(({ rsid, name }) => ({ value: rsid, label: name }))}
      />
      {data !== undefined && (
        <span className="r-small r-muted">
          {data.backlog === 0 ? text("upToDate") : text("backlog", { count: data.backlog, formatted: formats.number(data.backlog) })}
        </span>
      )}
    </div>
  );
}
