import { describeFileFailure, describeRowFault, ask, describeError, useText } from "@rapport/app-shell";
import { type Receipt, undoUpload } from "@rapport/contract/data-sources";
import { Banner, Button, Card, ConfirmDialog, DataTable, Icon, Loaded, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { receiptQuery, sourcesQuery } from "./queries.ts";
import { fateShares, ROW_FATE, rowsInReports } from "./fates.ts";
import { JobState } from "./job-status.tsx";
import { sourceName } from "./source-name.ts";
import { OddRows } from "./odd-rows.tsx";
import { PageHead } from "../shell/page-head.tsx";
import "./data-sources.css";
import { useSuite, useSuiteFormats } from "../suites/suite-time.ts";
import { receiptTexts } from "./receipt-texts.ts";
import { sourceTexts } from "./texts.ts";

export function ReceiptPage() {
  const text = useText(receiptTexts);
  const sourceText = useText(sourceTexts);
  const { rsid, dataSourceId, jobId } = useParams({ from: "/signed-in/data-sources/$rsid/$dataSourceId/uploads/$jobId" });
  const receipt = useQuery(receiptQuery(Number(jobId)));
  const undo = useUndo(Number(jobId));
  const sources = useQuery(sourcesQuery(rsid));
  const source = sources.data?.find((one) => String(one.data_source_id) === dataSourceId);
  const name = source === undefined ? sourceText("sources.title") : sourceName(source, sourceText);
  return (
    <Loaded query={receipt}>
      {(loaded) => (
        <>
          <PageHead
            title={loaded.filename}
            trail={[
              {
                key: "sources",
                link: (
                  <Link to="/data-sources" search={{ suite: rsid }}>
                    {sourceText("sources.title")}
                  </Link>
                ),
              },
              {
                key: "source",
                link: (
                  <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId }}>
                    {name}
                  </Link>
                ),
              },
            ]}
            facts={
              <>
                <JobState job={loaded} />
                <span className="r-small r-muted">{text("upload", { id: loaded.jobId })}</span>
              </>
            }
          >
            {loaded.status === "success" && loaded.duplicateOf === undefined && <UndoUpload receipt={loaded} undo={undo} />}
          </PageHead>
          <div aria-live="polite" className="hq-stack">
            <UndoNews undo={undo} />
            <News receipt={loaded} rsid={rsid} dataSourceId={dataSourceId} />
          </div>
          <OddRows receipt={loaded} rsid={rsid} dataSourceId={dataSourceId} />
          {loaded.rowsRead > 0 && <Fates receipt={loaded} place={{ rsid, dataSourceId, jobId }} />}
          {(loaded.rejected > 0 || loaded.rejectedRows.length > 0) && <RejectedRows receipt={loaded} />}
        </>
      )}
    </Loaded>
  );
}

/** What happened to the file as a whole. */
function News({ receipt, rsid, dataSourceId }: { receipt: Receipt; rsid: string; dataSourceId: string }) {
  const text = useText(receiptTexts);
  const { language } = useUi();
  const zone = useSuite(rsid)?.timeZone ?? "UTC";
  const formats = useSuiteFormats(zone);
  if (receipt.status === "uploaded" || receipt.status === "processing") {
    return (
      <Card>
        <ProgressBar label={text("processing")} value={null} />
        <p className="r-small r-muted">{text("processingText")}</p>
      </Card>
    );
  }
  if (receipt.status === "failure") {
    return (
      <Banner tone="bad" title={text("failed")}>
        {receipt.error !== undefined && describeFileFailure(receipt.error, language)} <code className="r-code">{receipt.error?.code}</code>
      </Banner>
    );
  }
  if (receipt.status === "deleted") {
    return (
      <Banner tone="info" title={text("undone", { when: receipt.undoneAt === undefined ? "" : `${formats.dateTime(receipt.undoneAt)} (${zone})` })}>
        {text("undoneText")}
      </Banner>
    );
  }
  if (receipt.duplicateOf === undefined) return null;
  return (
    <Banner tone="warn" title={text(receipt.sameRows === true ? "sameRows" : "duplicate")}>
      {text(receipt.sameRows === true ? "sameRowsText" : "duplicateText", { id: receipt.duplicateOf })} {text("loadAgain")}{" "}
      <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ rsid, dataSourceId, jobId: String(receipt.duplicateOf) }}>
        {text("seeFirst")}
      </Link>{" "}
      <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId }} search={{ again: true }}>
        {text("toUpload")}
      </Link>
    </Banner>
  );
}

function Fates({ receipt, place }: { receipt: Receipt; place: { rsid: string; dataSourceId: string; jobId: string } }) {
  const text = useText(receiptTexts);
  const formats = useFormats();
  const shares = fateShares(receipt);
  const inReports = rowsInReports(receipt);
  return (
    <Card
      title={text("title", { count: receipt.rowsRead, formatted: formats.number(receipt.rowsRead) })}
      actions={
        <Link className="r-button" data-variant="secondary" to="/data-sources/$rsid/$dataSourceId/uploads/$jobId/rows" params={place}>
          {text("seeRows")}
        </Link>
      }
    >
      <div className="hq-fates" aria-hidden="true">
        {shares.map(({ fate, share }) => (
          <span key={fate} data-fate={fate} style={{ flexGrow: share }} />
        ))}
      </div>
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
                <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId/rows" params={place} search={{ fate: ROW_FATE[fate] }}>
                  {text(`${fate}`)}
                </Link>
              </span>
            ),
            footer: text("total"),
          },
          { key: "rows", header: text("rows"), align: "end", cell: ({ rows }) => formats.number(rows), footer: formats.number(receipt.rowsRead) },
          { key: "share", header: text("share"), align: "end", cell: ({ share }) => formats.percent(share), footer: formats.percent(1) },
          {
            key: "meaning",
            header: text("meaning"),
            cell: ({ fate }) => (
              <span className="r-muted">
                {text(`meanings.${fate}`)}
                {fate === "unlinked" &&
                  reasons(receipt).map(({ reason, rows }) => (
                    <span key={reason} className="hq-reason">
                      {text(`reasons.${reason}`)}: {formats.number(rows)}
                    </span>
                  ))}
              </span>
            ),
          },
        ]}
      />
      {receipt.status === "success" && (
        <p className="r-small r-muted">
          {text("counted", { formatted: formats.number(inReports) })}
          {(receipt.takenBack ?? 0) > 0 && <> · {text("takenBack", { count: receipt.takenBack ?? 0, formatted: formats.number(receipt.takenBack ?? 0) })}</>}
          {receipt.unlinked > 0 && <> · {text("later", { formatted: formats.number(receipt.unlinked) })}</>}
        </p>
      )}
    </Card>
  );
}

const REASONS = ["unknown", "expired", "seen_while_storage_off", "unknown_visitor", "beyond_order", "before_order"] as const;

function reasons(receipt: Receipt): { reason: (typeof REASONS)[number]; rows: number }[] {
  return REASONS.flatMap((reason) => {
    const rows = receipt.unlinkedReasons[reason] ?? 0;
    return rows === 0 ? [] : [{ reason, rows }];
  });
}

function RejectedRows({ receipt }: { receipt: Receipt }) {
  const text = useText(receiptTexts);
  const { language } = useUi();
  return (
    <Card
      title={text("rejectedRows")}
      actions={
        <a className="r-button" data-variant="secondary" href={`/api/uploads/${receipt.jobId}/rejected`} download>
          <Icon name="download" />
          {text("download")}
        </a>
      }
    >
      <DataTable
        narrow="stack"
        caption={text("rejectedRows")}
        rows={receipt.rejectedRows}
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
      {receipt.rejected > receipt.rejectedRows.length && <p className="r-small r-muted">{text("rejectedFirst", { count: receipt.rejectedRows.length })}</p>}
    </Card>
  );
}

/** The page undoes the upload, because the dialog closes when it is answered. */
function useUndo(jobId: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => ask(undoUpload, { params: { jobId } }),
    async onSuccess(undone) {
      queryClient.setQueryData(receiptQuery(jobId).queryKey, undone);
      await queryClient.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
}
type Undo = ReturnType<typeof useUndo>;

function UndoNews({ undo }: { undo: Undo }) {
  const text = useText(receiptTexts);
  const { language } = useUi();
  if (undo.error !== null)
    return (
      <Banner tone="bad" title={text("notUndone")}>
        {describeError(undo.error, language).text}
      </Banner>
    );
  if (!undo.isPending) return null;
  return (
    <Card>
      <ProgressBar label={text("undoing")} value={null} />
    </Card>
  );
}

function UndoUpload({ receipt, undo }: { receipt: Receipt; undo: Undo }) {
  const text = useText(receiptTexts);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon="undo" busy={undo.isPending} onClick={() => setAsking(true)}>
        {text("undo")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("undoTitle")}
        text={text("undoText", { name: receipt.filename })}
        confirmLabel={text("undo")}
        cancelLabel={text("undoKeep")}
        onConfirm={() => {
          setAsking(false);
          undo.mutate();
        }}
      />
    </>
  );
}
