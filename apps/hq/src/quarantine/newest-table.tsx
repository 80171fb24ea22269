import { useText } from "@rapport/app-shell";
import { Card, type Column, DataTable } from "@rapport/ui";
import type { FileColumn } from "../records/columns.tsx";
import { ExportButton } from "../records/export-button.tsx";
import { useSuiteFormats } from "../suites/suite-time.ts";
import { quarantineTexts } from "./texts.ts";

/** Examples of what was received, newest first, with their times in the report suite's zone; in the file with exact times. */
export function NewestTable<Row extends { receivedAt: string }>({
  title,
  rows,
  timeZone,
  columns,
  file,
}: {
  title: string;
  rows: readonly Row[];
  timeZone: string;
  columns: readonly Column<Row>[];
  /** What the file says besides the time. */
  file: readonly FileColumn<Row>[];
}) {
  const text = useText(quarantineTexts);
  const formats = useSuiteFormats(timeZone);
  return (
    <Card
      title={title}
      actions={
        <ExportButton
          name={title}
          of={title}
          columns={[{ header: text("received", { zone: "UTC" }), text: ({ receivedAt }) => receivedAt }, ...file]}
          whole={async () => rows}
        />
      }
    >
      <DataTable
        narrow="stack"
        caption={title}
        rows={rows.map((row, index) => ({ ...row, index }))}
        rowKey={({ index }) => String(index)}
        columns={[
          {
            key: "received",
            header: text("received", { zone: timeZone }),
            isRowHeader: true,
            cell: ({ receivedAt }) => <span className="r-num hq-whole">{formats.dateTime(receivedAt)}</span>,
          },
          ...columns,
        ]}
      />
    </Card>
  );
}
