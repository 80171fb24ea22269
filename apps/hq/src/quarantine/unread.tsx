import { useText } from "@rapport/app-shell";
import type { Quarantine } from "@rapport/contract/report-suites";
import { Card, DataTable, useFormats } from "@rapport/ui";
import { ExportButton } from "../records/export-button.tsx";
import { NewestTable } from "./newest-table.tsx";
import { quarantineTexts } from "./texts.ts";

/** Values that were left out of hits that count (VA6). */
export function Unread({ unread: { counts, newest }, timeZone }: { unread: Quarantine["unread"]; timeZone: string }) {
  const text = useText(quarantineTexts);
  const formats = useFormats();
  const all = counts.reduce((sum, { values }) => sum + values, 0);
  const title = text("unread", { count: all, formatted: formats.number(all) });
  return (
    <>
      <Card
        title={title}
        actions={
          <ExportButton
            name={title}
            of={title}
            columns={[
              { header: text("reason"), text: ({ reason }) => text(`unread.${reason}`) },
              { header: text("code"), text: ({ reason }) => reason },
              { header: text("field"), text: ({ field }) => field },
              { header: text("values"), text: ({ values }) => values },
            ]}
            whole={async () => counts}
          />
        }
      >
        <p className="r-muted">{text("unreadLead")}</p>
        <DataTable
          narrow="stack"
          caption={title}
          rows={counts}
          rowKey={({ reason, field }) => `${reason} ${field}`}
          columns={[
            {
              key: "reason",
              header: text("reason"),
              isRowHeader: true,
              cell: ({ reason }) => text(`unread.${reason}`),
              footer: text("total"),
            },
            { key: "field", header: text("field"), cell: ({ field }) => <code className="r-code hq-whole">{field}</code> },
            { key: "values", header: text("values"), align: "end", cell: ({ values }) => formats.number(values), footer: formats.number(all) },
          ]}
        />
      </Card>
      <NewestTable
        title={text("newestUnread")}
        rows={newest}
        timeZone={timeZone}
        file={[
          { header: text("reason"), text: ({ reason }) => text(`unread.${reason}`) },
          { header: text("code"), text: ({ reason }) => reason },
          { header: text("field"), text: ({ field }) => field },
          { header: text("value"), text: ({ value }) => value },
          { header: text("door"), text: ({ door }) => door },
        ]}
        columns={[
          { key: "reason", header: text("reason"), cell: ({ reason }) => text(`unread.${reason}`) },
          { key: "field", header: text("field"), cell: ({ field }) => <code className="r-code hq-whole">{field}</code> },
          { key: "value", header: text("value"), cell: ({ value }) => <span className="hq-sent-value">{value}</span> },
        ]}
      />
    </>
  );
}
