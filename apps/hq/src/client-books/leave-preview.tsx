import { useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import type { previewLeave } from "@rapport/contract/clienteling";
import { DataTable, useFormats } from "@rapport/ui";
import { leaveTexts } from "./leave-texts.ts";

type Shown = Pick<Reply<typeof previewLeave>, "clients" | "receivers">;

/** How many clients each has now, gets, and then has. */
export function LeavePreview({ clients, receivers }: Shown) {
  const text = useText(leaveTexts);
  const formats = useFormats();
  if (clients === 0) return <p className="r-muted">{text("nobody")}</p>;
  const number = (value: number) => formats.number(value);
  return (
    <DataTable
      caption={text("preview")}
      rows={receivers}
      rowKey={({ operatorId }) => operatorId}
      columns={[
        { key: "receiver", header: text("receiver"), isRowHeader: true, cell: ({ name }) => name, footer: text("total") },
        { key: "has", header: text("has"), align: "end", cell: ({ has }) => <span className="r-num">{number(has)}</span> },
        {
          key: "gets",
          header: text("gets"),
          align: "end",
          cell: ({ gets }) => <span className="r-num">{number(gets)}</span>,
          footer: <span className="r-num">{number(clients)}</span>,
        },
        { key: "then", header: text("hasThen"), align: "end", cell: ({ has, gets }) => <span className="r-num">{number(has + gets)}</span> },
      ]}
    />
  );
}
