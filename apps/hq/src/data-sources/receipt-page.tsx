import { type Receipt, undoUpload } from "@rapport/contract/data-sources";
import { Banner, Button, Card, ConfirmDialog, DataTable, describeError, Icon, Loaded, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api.ts";
import { receiptQuery, sourcesQuery } from "../queries.ts";
import { fateShares, rowsInReports } from "./fates.ts";
import { JobState } from "./job-status.tsx";
import { sourceName } from "./source-name.ts";
import { useSuite, useSuiteFormats } from "../suite-time.ts";
import { failureText } from "./failure-text.ts";
import { rejectedValue, rejectionText } from "./rejection-text.ts";

export function ReceiptPage() {
  const { t } = useTranslation();
  const { rsid, dataSourceId, jobId } = useParams({ from: "/signed-in/data-sources/$rsid/$dataSourceId/uploads/$jobId" });
  const receipt = useQuery(receiptQuery(Number(jobId)));
  const undo = useUndo(Number(jobId));
  const sources = useQuery(sourcesQuery(rsid));
  const source = sources.data?.find((one) => String(one.data_source_id) === dataSourceId);
  const name = source === undefined ? t("sources.title") : sourceName(source, t);
  return (
    <Loaded query={receipt}>
      {(loaded) => (
        <>
          <header className="hq-head">
            <div>
              <p className="hq-trail">
                <Link to="/data-sources" search={{ suite: rsid }}>
                  {t("sources.title")}
                </Link>
                <span aria-hidden="true">/</span>
                <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId }}>
                  {name}
                </Link>
              </p>
              <h1>{loaded.filename}</h1>
              <p className="r-row">
                <JobState status={loaded.status} isDuplicate={loaded.duplicateOf !== undefined} />
                <span className="r-small r-muted">{t("receipt.upload", { id: loaded.jobId })}</span>
              </p>
            </div>
            {loaded.status === "success" && loaded.duplicateOf === undefined && <UndoUpload receipt={loaded} undo={undo} />}
          </header>
          <div aria-live="polite" className="hq-stack">
            <UndoNews undo={undo} />
            <News receipt={loaded} rsid={rsid} dataSourceId={dataSourceId} />
          </div>
          {loaded.rowsRead > 0 && <Fates receipt={loaded} />}
          {(loaded.rejected > 0 || loaded.rejectedRows.length > 0) && <RejectedRows receipt={loaded} />}
        </>
      )}
    </Loaded>
  );
}

/** What happened to the file as a whole. */
function News({ receipt, rsid, dataSourceId }: { receipt: Receipt; rsid: string; dataSourceId: string }) {
  const { t } = useTranslation();
  const { language } = useUi();
  const zone = useSuite(rsid)?.timeZone ?? "UTC";
  const formats = useSuiteFormats(zone);
  if (receipt.status === "uploaded" || receipt.status === "processing") {
    return (
      <Card>
        <ProgressBar label={t("receipt.processing")} value={null} />
        <p className="r-small r-muted">{t("receipt.processingText")}</p>
      </Card>
    );
  }
  if (receipt.status === "failure") {
    return (
      <Banner tone="bad" title={t("receipt.failed")}>
        {receipt.error !== undefined && failureText(receipt.error, language)} <code className="r-code">{receipt.error?.code}</code>
      </Banner>
    );
  }
  if (receipt.status === "deleted") {
    return (
      <Banner tone="info" title={t("receipt.undone", { when: receipt.undoneAt === undefined ? "" : `${formats.dateTime(receipt.undoneAt)} (${zone})` })}>
        {t("receipt.undoneText")}
      </Banner>
    );
  }
  if (receipt.duplicateOf === undefined) return null;
  return (
    <Banner tone="warn" title={t("receipt.duplicate")}>
      {t("receipt.duplicateText", { id: receipt.duplicateOf })}{" "}
      <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ rsid, dataSourceId, jobId: String(receipt.duplicateOf) }}>
        {t("receipt.seeFirst")}
      </Link>
    </Banner>
  );
}

function Fates({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const shares = fateShares(receipt);
  const inReports = rowsInReports(receipt);
  return (
    <Card title={t("receipt.title", { count: receipt.rowsRead, formatted: formats.number(receipt.rowsRead) })}>
      <div className="hq-fates" aria-hidden="true">
        {shares.map(({ fate, share }) => (
          <span key={fate} data-fate={fate} style={{ flexGrow: share }} />
        ))}
      </div>
      <DataTable
        caption={t("receipt.fates")}
        rows={shares}
        rowKey={({ fate }) => fate}
        columns={[
          {
            key: "fate",
            header: t("receipt.fate"),
            isRowHeader: true,
            cell: ({ fate }) => (
              <span className="hq-fate-name">
                <span className="hq-dot" data-fate={fate} aria-hidden="true" />
                {t(`receipt.${fate}`)}
              </span>
            ),
            footer: t("receipt.total"),
          },
          { key: "rows", header: t("receipt.rows"), align: "end", cell: ({ rows }) => formats.number(rows), footer: formats.number(receipt.rowsRead) },
          { key: "share", header: t("receipt.share"), align: "end", cell: ({ share }) => formats.percent(share), footer: formats.percent(1) },
          {
            key: "meaning",
            header: t("receipt.meaning"),
            cell: ({ fate }) => (
              <span className="r-muted">
                {t(`receipt.meanings.${fate}`)}
                {fate === "unlinked" &&
                  reasons(receipt).map(({ reason, rows }) => (
                    <span key={reason} className="hq-reason">
                      {t(`receipt.reasons.${reason}`)}: {formats.number(rows)}
                    </span>
                  ))}
              </span>
            ),
          },
        ]}
      />
      {receipt.status === "success" && (
        <p className="r-small r-muted">
          {t("receipt.counted", { formatted: formats.number(inReports) })}
          {receipt.unlinked > 0 && <> · {t("receipt.later", { formatted: formats.number(receipt.unlinked) })}</>}
        </p>
      )}
    </Card>
  );
}

const REASONS = ["unknown", "expired", "seen_while_storage_off", "unknown_visitor"] as const;

function reasons(receipt: Receipt): { reason: (typeof REASONS)[number]; rows: number }[] {
  return REASONS.flatMap((reason) => {
    const rows = receipt.unlinkedReasons[reason] ?? 0;
    return rows === 0 ? [] : [{ reason, rows }];
  });
}

function RejectedRows({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const { language } = useUi();
  return (
    <Card
      title={t("receipt.rejectedRows")}
      actions={
        <a className="r-button" data-variant="secondary" href={`/api/uploads/${receipt.jobId}/rejected`} download>
          <Icon name="download" />
          {t("receipt.download")}
        </a>
      }
    >
      <DataTable
        caption={t("receipt.rejectedRows")}
        rows={receipt.rejectedRows}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: "line", header: t("receipt.line"), align: "end", isRowHeader: true, cell: ({ line }) => line },
          { key: "column", header: t("receipt.column"), cell: ({ column }) => column ?? "–" },
          {
            key: "value",
            header: t("receipt.value"),
            cell: (row) => (
              <span className="hq-cell-value" title={row.value}>
                {rejectedValue(row, language)}
              </span>
            ),
          },
          { key: "wrong", header: t("receipt.wrong"), cell: (row) => rejectionText(row, language) },
          { key: "code", header: t("receipt.code"), cell: ({ code }) => <code className="r-code hq-whole">{code}</code> },
        ]}
      />
      {receipt.rejected > receipt.rejectedRows.length && (
        <p className="r-small r-muted">{t("receipt.rejectedFirst", { count: receipt.rejectedRows.length })}</p>
      )}
    </Card>
  );
}

/** Undoing belongs to the page, not to its question: once answered, there is nothing left to keep. */
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
  const { t } = useTranslation();
  const { language } = useUi();
  if (undo.error !== null)
    return (
      <Banner tone="bad" title={t("receipt.notUndone")}>
        {describeError(undo.error, language).text}
      </Banner>
    );
  if (!undo.isPending) return null;
  return (
    <Card>
      <ProgressBar label={t("receipt.undoing")} value={null} />
    </Card>
  );
}

function UndoUpload({ receipt, undo }: { receipt: Receipt; undo: Undo }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon="undo" busy={undo.isPending} onClick={() => setAsking(true)}>
        {t("receipt.undo")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("receipt.undoTitle")}
        text={t("receipt.undoText", { name: receipt.filename })}
        confirmLabel={t("receipt.undo")}
        cancelLabel={t("receipt.undoKeep")}
        onConfirm={() => {
          setAsking(false);
          undo.mutate();
        }}
      />
    </>
  );
}
