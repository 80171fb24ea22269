import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Select, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { processingQuery } from "./queries.ts";
import "./suites.css";
import { suiteTexts } from "./texts.ts";

/** Which report suite the page is about, and whether its hits are all in reports. */
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
