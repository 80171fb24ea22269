import { useText } from "@rapport/app-shell";
import type { Quarantine, ReportSuite } from "@rapport/contract/report-suites";
import { Card, DataTable, useFormats } from "@rapport/ui";
import { useSuiteFormats } from "../suites/suite-time.ts";
import { ExportButton } from "../records/export-button.tsx";
import { NewestTable } from "./newest-table.tsx";
import { quarantineTexts } from "./texts.ts";

/** Hits that missed the reorder window (OA8): in reports, but not as if they had come in time. */
export function CameLate({ cameLate: { counts, days, newest }, suite }: { cameLate: Quarantine["cameLate"]; suite: ReportSuite }) {
  const text = useText(quarantineTexts);
  const formats = useFormats();
  const suiteFormats = useSuiteFormats(suite.timeZone);
  const seconds = suite.reorderWindowMs / 1000;
  const all = counts.reduce((sum, { hits }) => sum + hits, 0);
  const title = text("late", { count: all, formatted: formats.number(all) });
  const daysTitle = text("lateDays");
  return (
    <>
      <Card
        title={title}
        actions={
          <ExportButton
            name={title}
            of={title}
            columns={[
              { header: text("lateWhere"), text: ({ reason }) => text(`late.${reason}`) },
              { header: text("code"), text: ({ reason }) => reason },
              { header: text("hits"), text: ({ hits }) => hits },
            ]}
            whole={async () => counts}
          />
        }
      >
        <p className="r-muted">{text("lateLead", { count: seconds, seconds: formats.number(seconds) })}</p>
        <DataTable
          narrow="stack"
          caption={title}
          rows={counts}
          rowKey={({ reason }) => reason}
          columns={[
            { key: "reason", header: text("lateWhere"), isRowHeader: true, cell: ({ reason }) => text(`late.${reason}`), footer: text("total") },
            { key: "hits", header: text("hits"), align: "end", cell: ({ hits }) => formats.number(hits), footer: formats.number(all) },
          ]}
        />
      </Card>
      <Card
        title={daysTitle}
        actions={
          <ExportButton
            name={daysTitle}
            of={daysTitle}
            columns={[
              { header: text("lateDay"), text: ({ day }) => day },
              { header: text("lateInVisit"), text: ({ visit }) => visit },
              { header: text("lateOlder"), text: ({ older }) => older },
            ]}
            whole={async () => days}
          />
        }
      >
        <DataTable
          narrow="stack"
          caption={daysTitle}
          rows={days}
          rowKey={({ day }) => day}
          columns={[
            { key: "day", header: text("lateDay"), isRowHeader: true, cell: ({ day }) => <span className="r-num hq-whole">{formats.date(day)}</span> },
            { key: "visit", header: text("lateInVisit"), align: "end", cell: ({ visit }) => formats.number(visit) },
            { key: "older", header: text("lateOlder"), align: "end", cell: ({ older }) => formats.number(older) },
          ]}
        />
      </Card>
      <NewestTable
        title={text("newestLate")}
        rows={newest}
        timeZone={suite.timeZone}
        file={[
          { header: text("happened", { zone: "UTC" }), text: ({ happenedAt }) => happenedAt },
          { header: text("lateWhere"), text: ({ reason }) => text(`late.${reason}`) },
          { header: text("code"), text: ({ reason }) => reason },
          { header: text("door"), text: ({ door }) => door },
        ]}
        columns={[
          {
            key: "happened",
            header: text("happened", { zone: suite.timeZone }),
            cell: ({ happenedAt }) => <span className="r-num hq-whole">{suiteFormats.dateTime(happenedAt)}</span>,
          },
          { key: "reason", header: text("lateWhere"), cell: ({ reason }) => text(`late.${reason}`) },
          { key: "door", header: text("door"), cell: ({ door }) => door },
        ]}
      />
    </>
  );
}
