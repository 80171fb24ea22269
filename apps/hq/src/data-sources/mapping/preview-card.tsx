import { describeRowFault, useText } from "@rapport/app-shell";
import type { MappingPreview } from "@rapport/contract/data-sources";
import { Card, DataTable, useUi } from "@rapport/ui";
import { faultsOf } from "../row-words.ts";
import { mappingTexts } from "./texts.ts";

/** The first rows as they would be read, and what is wrong with those that would not. */
export function PreviewCard({ preview: { headers, rows } }: { preview: MappingPreview }) {
  const text = useText(mappingTexts);
  const { language } = useUi();
  return (
    <Card title={text("preview")}>
      {rows.length === 0 ? (
        <p className="r-muted">{text("previewNone")}</p>
      ) : (
        <div aria-live="polite">
          <DataTable
            caption={text("preview")}
            rows={rows}
            rowKey={({ line }) => String(line)}
            columns={[
              { key: "line", header: text("line"), align: "end", isRowHeader: true, cell: ({ line }) => line },
              ...headers.map((header, at) => ({
                key: header,
                header,
                cell: ({ cells, fault }: MappingPreview["rows"][number]) => {
                  const wrong = fault === null ? undefined : faultsOf(fault).find(({ column }) => column === header);
                  return (
                    <span className="hq-cell-value" data-wrong={wrong === undefined ? undefined : ""}>
                      {wrong === undefined ? cells[at] : wrong.value}
                    </span>
                  );
                },
              })),
              {
                key: "wrong",
                header: text("wrong"),
                cell: ({ fault }) =>
                  fault === null ? (
                    <span className="r-muted">{text("right")}</span>
                  ) : (
                    <span className="hq-mapping-fault">
                      {faultsOf(fault).map((one) => (
                        <span key={`${one.column} ${one.code}`}>
                          {describeRowFault(one, language)} <code className="r-code hq-whole">{one.code}</code>
                        </span>
                      ))}
                    </span>
                  ),
              },
            ]}
          />
        </div>
      )}
    </Card>
  );
}
