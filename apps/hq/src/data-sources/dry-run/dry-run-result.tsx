import { describeFileFailure, describeRowFault, useText } from "@rapport/app-shell";
import type { DryRun } from "@rapport/contract/data-sources";
import { Banner, Button, Card, DataTable, useFormats, useUi } from "@rapport/ui";
import { fateShares } from "../fates.ts";
import { OddRows } from "../odd-rows.tsx";
import { receiptTexts } from "../receipt-texts.ts";
import { dryRunTexts } from "./texts.ts";

/** The receipt that a file would have. */
export function DryRunResult({
  tried,
  rsid,
  dataSourceId,
  onLoad,
  onClose,
}: {
  tried: DryRun;
  rsid: string;
  dataSourceId: string;
  onLoad: () => void;
  onClose: () => void;
}) {
  const text = useText(dryRunTexts);
  const wouldLoad = tried.status === "success" && tried.duplicateOf === undefined && tried.rejected < tried.rowsRead;
  return (
    <Card
      title={text("title", { name: tried.filename })}
      actions={
        <div className="hq-side-by-side">
          <Button onClick={onClose}>{text("close")}</Button>
          {wouldLoad && (
            <Button variant="primary" onClick={onLoad}>
              {text("load")}
            </Button>
          )}
        </div>
      }
    >
      <News tried={tried} />
      <OddRows receipt={tried} rsid={rsid} dataSourceId={dataSourceId} />
      {tried.rowsRead > 0 && tried.status === "success" && <Fates tried={tried} />}
      {tried.rejectedRows.length > 0 && <Rejected tried={tried} />}
    </Card>
  );
}

function News({ tried }: { tried: DryRun }) {
  const text = useText(dryRunTexts);
  const { language } = useUi();
  const formats = useFormats();
  if (tried.status === "failure")
    return (
      <Banner tone="bad" title={text("failed")}>
        {tried.error !== undefined && describeFileFailure(tried.error, language)} <code className="r-code">{tried.error?.code}</code>
      </Banner>
    );
  if (tried.duplicateOf !== undefined)
    return (
      <Banner tone="warn" title={text("duplicate")}>
        {text(tried.sameRows === true ? "sameRowsText" : "duplicateText", { id: tried.duplicateOf })}
      </Banner>
    );
  const loaded = tried.rowsRead - tried.rejected;
  const counts = { formatted: formats.number(loaded), all: formats.number(tried.rowsRead) };
  return (
    <Banner tone={tried.rejected > 0 ? "warn" : "good"} title={text(tried.rejected === 0 ? "good" : loaded === 0 ? "none" : "part", counts)}>
      {text("nothing")}
    </Banner>
  );
}

function Fates({ tried }: { tried: DryRun }) {
  const text = useText(receiptTexts);
  const formats = useFormats();
  const shares = fateShares(tried);
  return (
    <DataTable
      narrow="stack"
      caption={text("fates")}
      rows={shares}
      rowKey={({ fate }) => fate}
      columns={[
        {
          key: "fate",
          header: text("fate"),
          isRowHeader: true,
          cell: ({ fate }) => (
            <span className="hq-fate-name">
              <span className="hq-dot" data-fate={fate} aria-hidden="true" />
              {text(`${fate}`)}
            </span>
          ),
          footer: text("total"),
        },
        { key: "rows", header: text("rows"), align: "end", cell: ({ rows }) => formats.number(rows), footer: formats.number(tried.rowsRead) },
        { key: "share", header: text("share"), align: "end", cell: ({ share }) => formats.percent(share), footer: formats.percent(1) },
        {
          key: "meaning",
          header: text("meaning"),
          cell: ({ fate }) => (
            <span className="r-muted">
              {text(`meanings.${fate}`)}
              {fate === "unlinked" &&
                Object.entries(tried.unlinkedReasons).map(([reason, rows]) => (
                  <span key={reason} className="hq-reason">
                    {text(`reasons.${reason as keyof DryRun["unlinkedReasons"]}`)}: {formats.number(rows)}
                  </span>
                ))}
            </span>
          ),
        },
      ]}
    />
  );
}

function Rejected({ tried }: { tried: DryRun }) {
  const text = useText(receiptTexts);
  const { language } = useUi();
  return (
    <>
      <DataTable
        narrow="stack"
        caption={text("rejectedRows")}
        rows={tried.rejectedRows}
        rowKey={({ line }) => String(line)}
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
      {tried.rejected > tried.rejectedRows.length && <p className="r-small r-muted">{text("rejectedFirst", { count: tried.rejectedRows.length })}</p>}
    </>
  );
}
