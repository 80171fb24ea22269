import { describeRowFault, useText } from "@rapport/app-shell";
import type { Receipt } from "@rapport/contract/data-sources";
import { DataTable, useUi } from "@rapport/ui";
import { receiptTexts } from "./receipt-texts.ts";

/** The first rejected rows of a receipt with all of their faults, and that there are more. */
export function RejectedTable({ of }: { of: Pick<Receipt, "rejected" | "rejectedRows"> }) {
  const text = useText(receiptTexts);
  const { language } = useUi();
  const faults = of.rejectedRows.flatMap(({ line, further = [], ...first }) => [first, ...further].map((fault, at) => ({ line, at, ...fault })));
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
          { key: "wrong", header: text("wrong"), cell: (row) => describeRowFault(row, language) },
          { key: "code", header: text("code"), cell: ({ code }) => <code className="r-code hq-whole">{code}</code> },
        ]}
      />
      {of.rejected > of.rejectedRows.length && <p className="r-small r-muted">{text("rejectedFirst", { count: of.rejectedRows.length })}</p>}
    </>
  );
}
