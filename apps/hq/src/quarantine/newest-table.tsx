import { useText } from "@rapport/app-shell";
import { Card, type Column, DataTable } from "@rapport/ui";
import { useSuiteFormats } from "../suites/suite-time.ts";
import { quarantineTexts } from "./texts.ts";

/** Examples of what was received, newest first, with their times in the report suite's zone. */
export function NewestTable<Row extends { receivedAt: string }>({
  title,
  rows,
  timeZone,
  columns,
}: {
  title: string;
  rows: readonly Row[];
  timeZone: string;
  columns: readonly Column<Row>[];
}) {
  const text = useText(quarantineTexts);
  const formats = useSuiteFormats(timeZone);
  return (
    <Card title={title}>
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
