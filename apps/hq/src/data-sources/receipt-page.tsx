import { describeFileFailure, ask, describeError, useText } from "@rapport/app-shell";
import { type Receipt, undoUpload } from "@rapport/contract/data-sources";
import { Banner, Button, Card, ConfirmDialog, Icon, Loaded, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { AttemptsCard, isBeingReplaced } from "./attempts-card.tsx";
import { FatesTable } from "./fates-table.tsx";
import { mendTexts } from "./mending/texts.ts";
import { receiptQuery, type UploadPlace } from "./queries.ts";
import { RejectedTable } from "./rejected-table.tsx";
import { replaceTexts } from "./replace-texts.ts";
import { ReplaceUpload } from "./replace-upload.tsx";
import { useSource } from "./use-source.tsx";
import { fateShares, ROW_FATE, rowsInReports } from "./fates.ts";
import { JobState } from "./job-status.tsx";
import { OddRows } from "./odd-rows.tsx";
import { PageHead } from "../shell/page-head.tsx";
import "./data-sources.css";
import { useSuite, useSuiteFormats } from "../suites/suite-time.ts";
import { receiptTexts } from "./receipt-texts.ts";

export function ReceiptPage() {
  const text = useText(receiptTexts);
  const { rsid, dataSourceId, jobId } = useParams({ from: "/signed-in/data-sources/$rsid/$dataSourceId/uploads/$jobId" });
  const receipt = useQuery(receiptQuery({ rsid, dataSourceId, jobId }));
  const undo = useUndo({ rsid, dataSourceId, jobId });
  const { source, trail } = useSource({ rsid, dataSourceId });
  const [replacing, setReplacing] = useState(false);
  const replaceText = useText(replaceTexts);
  const mendText = useText(mendTexts);
  return (
    <Loaded query={receipt}>
      {(loaded) => (
        <>
          <PageHead
            title={loaded.filename}
            trail={trail}
            facts={
              <>
                <JobState job={loaded} />
                <span className="r-small r-muted">{text("upload", { id: loaded.jobId })}</span>
                {loaded.mends !== undefined && (
                  <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ rsid, dataSourceId, jobId: String(loaded.mends) }}>
                    {mendText("mends", { id: loaded.mends })}
                  </Link>
                )}
              </>
            }
          >
            {loaded.status === "success" && loaded.duplicateOf === undefined && (
              <>
                {source !== undefined && source.type !== "refund" && (
                  <Button icon="upload" aria-expanded={replacing} onClick={() => setReplacing(true)}>
                    {replaceText("replace")}
                  </Button>
                )}
                <UndoUpload receipt={loaded} undo={undo} />
              </>
            )}
          </PageHead>
          <div aria-live="polite" className="hq-stack">
            <UndoNews undo={undo} />
            <News receipt={loaded} rsid={rsid} dataSourceId={dataSourceId} />
          </div>
          {replacing && loaded.status === "success" && <ReplaceUpload receipt={loaded} place={{ rsid, dataSourceId }} onClose={() => setReplacing(false)} />}
          <OddRows receipt={loaded} rsid={rsid} dataSourceId={dataSourceId} />
          {loaded.rowsRead > 0 && <Fates receipt={loaded} place={{ rsid, dataSourceId, jobId }} />}
          <AttemptsCard receipt={loaded} place={{ rsid, dataSourceId }} />
          {(loaded.rejected > 0 || loaded.rejectedRows.length > 0) && <RejectedRows receipt={loaded} place={{ rsid, dataSourceId, jobId }} />}
        </>
      )}
    </Loaded>
  );
}

/** Of a file that failed as a whole, only the rows of a strict one can be mended (FU23). */
function isMendable({ status, error, duplicateOf, rejectedRows }: Receipt): boolean {
  return rejectedRows.length > 0 && duplicateOf === undefined && (status === "success" || (status === "failure" && error?.code === "file.strict"));
}

/** What happened to the file as a whole. */
function News({ receipt, rsid, dataSourceId }: { receipt: Receipt; rsid: string; dataSourceId: string }) {
  const text = useText(receiptTexts);
  const replaceText = useText(replaceTexts);
  const { language } = useUi();
  const zone = useSuite(rsid)?.timeZone ?? "UTC";
  const formats = useSuiteFormats(zone);
  if (receipt.status === "uploaded" || receipt.status === "processing") {
    return (
      <Card>
        <ProgressBar label={text("processing")} value={null} />
        <p className="r-small r-muted">{text("processingText")}</p>
        {receipt.replaces !== undefined && (
          <p className="r-small r-muted">
            {replaceText("replaces", { id: receipt.replaces })}. {replaceText("replacesText")}
          </p>
        )}
      </Card>
    );
  }
  if (receipt.status === "failure") {
    return (
      <Banner tone="bad" title={text("failed")}>
        {receipt.error !== undefined && describeFileFailure(receipt.error, language)} <code className="r-code">{receipt.error?.code}</code>
        {receipt.replaces !== undefined && receipt.error?.code !== "file.replaced_undone" && <p>{replaceText("notReplacedText", { id: receipt.replaces })}</p>}
      </Banner>
    );
  }
  const gone = receipt.undoneAt === undefined ? "" : `${formats.dateTime(receipt.undoneAt)} (${zone})`;
  if (receipt.replacedBy !== undefined) {
    const isMoving = isBeingReplaced(receipt, receipt.attempts);
    return (
      <Banner tone="info" title={isMoving ? replaceText("beingReplacedTitle") : replaceText("replacedBy", { when: gone })}>
        {replaceText(isMoving ? "beingReplacedText" : "replacedText", { by: receipt.replacedBy })}{" "}
        <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ rsid, dataSourceId, jobId: String(receipt.replacedBy) }}>
          {replaceText("see", { by: receipt.replacedBy })}
        </Link>
      </Banner>
    );
  }
  if (receipt.status === "deleted") {
    return (
      <Banner tone="info" title={text("undone", { when: gone })}>
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

function Fates({ receipt, place }: { receipt: Receipt; place: UploadPlace }) {
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
      <FatesTable
        of={receipt}
        linkOf={(fate, name) => (
          <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId/rows" params={place} search={{ fate: ROW_FATE[fate] }}>
            {name}
          </Link>
        )}
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

function RejectedRows({ receipt, place }: { receipt: Receipt; place: UploadPlace }) {
  const text = useText(receiptTexts);
  const mendText = useText(mendTexts);
  return (
    <Card
      title={text("rejectedRows")}
      actions={
        <>
          {isMendable(receipt) && (
            <Link className="r-button" data-variant="secondary" to="/data-sources/$rsid/$dataSourceId/uploads/$jobId/mend" params={place}>
              {mendText("mend")}
            </Link>
          )}
          <a className="r-button" data-variant="secondary" href={`/api/uploads/${receipt.jobId}/rejected`} download>
            <Icon name="download" />
            {text("download")}
          </a>
        </>
      }
    >
      {receipt.mendedBy?.map(({ jobId, rows }) => (
        <p key={jobId}>
          <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ ...place, jobId: String(jobId) }}>
            {mendText("mendedRows", { count: rows, id: jobId })}
          </Link>
        </p>
      ))}
      <RejectedTable of={receipt} />
    </Card>
  );
}

/** The page undoes the upload, because the dialog closes when it is answered. */
function useUndo(place: UploadPlace) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => ask(undoUpload, { params: { jobId: Number(place.jobId) } }),
    async onSuccess(undone) {
      queryClient.setQueryData(receiptQuery(place).queryKey, undone);
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
        text={`${text("undoText", { name: receipt.filename })}${receipt.mendedBy === undefined ? "" : ` ${text("undoMended", { ids: receipt.mendedBy.map(({ jobId }) => jobId).join(", ") })}`}`}
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
