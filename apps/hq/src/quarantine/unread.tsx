import { useText } from "@rapport/app-shell";
import type { Quarantine } from "@rapport/contract/report-suites";
import { Card, DataTable, useFormats } from "@rapport/ui";
import { NewestTable } from "./newest-table.tsx";
import { quarantineTexts } from "./texts.ts";

/** Values that were left out of hits that count (VA6). */
export function Unread({ unread: { counts, newest }, timeZone }: { unread: Quarantine["unread"]; timeZone: string }) {
  const text = useText(quarantineTexts);
  const formats = useFormats();
  const all = counts.reduce((sum, { values }) => sum + values, 0);
  return (
    <>
      <Card title={text("unread", { count: all, formatted: formats.number(all) })}>
        <p className="r-muted">{text("unreadLead")}</p>
        <DataTable
          narrow="stack"
          caption={text("unread", { count: all, formatted: formats.number(all) })}
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
        columns={[
          { key: "reason", header: text("reason"), cell: ({ reason }) => text(`unread.${reason}`) },
          { key: "field", header: text("field"), cell: ({ field }) => <code className="r-code hq-whole">{field}</code> },
          { key: "value", header: text("value"), cell: ({ value }) => <span className="hq-sent-value">{value}</span> },
        ]}
      />
    </>
  );
}
