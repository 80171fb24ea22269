import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Button, Menu, RemovableChip } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { segmentsQuery } from "../segments/queries.ts";
import { segmentTexts } from "../segments/texts.ts";
import { sessionQuery } from "../session/session-query.ts";
import { MOST_SEGMENTS } from "./report-search.ts";
import { reportTexts } from "./texts.ts";

/** The saved segments to which a report is narrowed; all of them hold. */
export function ReportSegments({ suite, chosen, onChange }: { suite: ReportSuite; chosen: readonly string[]; onChange: (chosen: readonly string[]) => void }) {
  const text = useText(reportTexts);
  const navigate = useNavigate();
  const segmentText = useText(segmentTexts);
  const list = useQuery(segmentsQuery(suite.rsid)).data;
  const saved = list ?? [];
  const maySave = useQuery(sessionQuery).data?.permissions.includes("report.save") === true;
  const free = saved.filter(({ id }) => !chosen.includes(id));
  return (
    <div className="r-row" role="group" aria-label={text("segments")}>
      {chosen.map((id) => (
        <RemovableChip key={id} onRemove={() => onChange(chosen.filter((kept) => kept !== id))}>
          {saved.find((one) => one.id === id)?.name ?? (list === undefined ? segmentText("loadingName") : text("deletedSegment"))}
        </RemovableChip>
      ))}
      {chosen.length < MOST_SEGMENTS && (maySave || free.length > 0) && (
        <Menu
          trigger={
            <Button variant="quiet" icon="plus">
              {text("addSegment")}
            </Button>
          }
          entries={[
            ...free.map(({ id, name }) => ({ kind: "action" as const, label: name, onSelect: () => onChange([...chosen, id]) })),
            ...(maySave
              ? [
                  {
                    kind: "action" as const,
                    label: text("newSegment"),
                    onSelect: () => void navigate({ to: "/segments/$rsid/new", params: { rsid: suite.rsid } }),
                  },
                ]
              : []),
          ]}
        />
      )}
    </div>
  );
}
