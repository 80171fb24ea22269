import { useText } from "@rapport/app-shell";
import { Icon } from "@rapport/ui";
import type { ReportSearch } from "./report-search.ts";
import { reportTexts } from "./texts.ts";

/** The values inside which a report is broken down, outermost first. Each leads back to the report in which it was chosen. */
export function ReportTrail({
  search,
  nameOf,
  onChange,
}: {
  search: ReportSearch;
  nameOf: (dimension: string) => string;
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(reportTexts);
  if (search.inside.length === 0) return null;
  return (
    <nav className="hq-report-trail" aria-label={text("trail")}>
      {search.inside.map(({ by, value }, level) => (
        <span key={`${level} ${by}`} className="r-row">
          <button
            type="button"
            className="hq-trail-back"
            aria-label={text("backTo", { dimension: nameOf(by), value })}
            onClick={() => onChange({ by, sort: undefined, find: "", inside: search.inside.slice(0, level) })}
          >
            {level === 0 && <Icon name="back" size={18} />}
            {nameOf(by)}
          </button>
          <strong>{value}</strong>
          <span aria-hidden="true" className="r-faint">
            ›
          </span>
        </span>
      ))}
      <span className="r-muted">{nameOf(search.by)}</span>
    </nav>
  );
}
