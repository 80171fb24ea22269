import { describeRowFault, useText } from "@rapport/app-shell";
import type { Receipt } from "@rapport/contract/data-sources";
import { DataTable, Tag, useUi } from "@rapport/ui";
import { mendTexts } from "./mending/texts.ts";
import { receiptTexts } from "./receipt-texts.ts";

/** The first rejected rows of a receipt with all of their faults, and that there are more. */
export function RejectedTable({ of }: { of: Pick<Receipt, "rejected" | "rejectedRows"> }) {
  const text = useText(receiptTexts);
  const mendText = useText(mendTexts);
  const { language } = useUi();
  const faults = of.rejectedRows.flatMap(({ line, further = [], mendedBy, ...first }) =>
    [first, ...further].map((fault, at) => ({ line, at, mendedBy, ...fault })),
  );
  return (
    <>
      <DataTable
        narrow="stack"
        caption={text("rejectedRows")}
        rows={faults}
        rowKey={({ line, at }) => `${line} ${at}`}
        columns={[
          { key: "line", header: text("line"), align: "end", isRowHeader: true, cell: ({ line }) => line },
          { key: "column", header: text("column"), cell: ({ column }) => column ?? "–" },
          {
            key: "value",
            header: text("value"),
            cell: ({ value }) =>
              value !== "" && (
                <span className="hq-cell-value" title={value}>
                  {value}
                </span>
              ),
          },
          {
            key: "wrong",
            header: text("wrong"),
            cell: (row) => (
              <>
                {describeRowFault(row, language)}
                {row.mendedBy !== undefined && row.at === 0 && (
                  <>
                    {" "}
                    <Tag tone="good">{mendText("mendedBy", { id: row.mendedBy })}</Tag>
                  </>
                )}
              </>
            ),
          },
          { key: "code", header: text("code"), cell: ({ code }) => <code className="r-code hq-whole">{code}</code> },
        ]}
      />
      {of.rejected > of.rejectedRows.length && <p className="r-small r-muted">{text("rejectedFirst", { count: of.rejectedRows.length })}</p>}
    </>
  );
}
