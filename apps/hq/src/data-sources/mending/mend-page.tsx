import { ask, describeError, describeFileFailure, useText } from "@rapport/app-shell";
import { MENDED_AT_ONCE, mendRows, type MendedRow, type RowToMend } from "@rapport/contract/data-sources";
import { Banner, Button, Card, Icon, Loaded, useFormats, useSettled, useUi } from "@rapport/ui";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { UnsavedGuard } from "../../records/unsaved-guard.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { OfSource } from "../of-source.tsx";
import { receiptQuery } from "../queries.ts";
import { receiptTexts } from "../receipt-texts.ts";
import { useSource } from "../use-source.tsx";
import { rowsOf, type Drafts } from "./drafts.ts";
import { MendTable, type RowState } from "./mend-table.tsx";
import { rowsToMendQuery, triedQuery } from "./queries.ts";
import { mendTexts } from "./texts.ts";
import "../data-sources.css";
import "./mending.css";

const ROUTE = "/signed-in/data-sources/$rsid/$dataSourceId/uploads/$jobId/mend";

/** The rejected rows of an upload, which are changed in place and sent again (FU23). */
export function MendPage() {
  const place = useParams({ from: ROUTE });
  return (
    <OfSource place={place}>
      <MendUpload />
    </OfSource>
  );
}

function MendUpload() {
  const text = useText(mendTexts);
  const { rsid, dataSourceId, jobId } = useParams({ from: ROUTE });
  const pages = useInfiniteQuery(rowsToMendQuery(Number(jobId)));
  const file = useQuery(receiptQuery({ rsid, dataSourceId, jobId })).data?.filename ?? "";
  const { trail } = useSource({ rsid, dataSourceId });
  const upload = (
    <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ rsid, dataSourceId, jobId }}>
      {file}
    </Link>
  );
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")} trail={[...trail, { key: "upload", link: upload }]} />
      <Loaded query={pages}>
        {({ pages: read }) => (
          <Mending
            place={{ rsid, dataSourceId }}
            jobId={Number(jobId)}
            columns={read[0]?.columns ?? []}
            rows={read.flatMap(({ rows }) => rows)}
            counts={{ rejected: read.at(-1)?.rejected ?? 0, mended: read.at(-1)?.mended ?? 0 }}
            more={
              pages.hasNextPage && (
                <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {text("more")}
                </Button>
              )
            }
          />
        )}
      </Loaded>
    </>
  );
}

interface MendingOf {
  readonly place: { readonly rsid: string; readonly dataSourceId: string };
  readonly jobId: number;
  readonly columns: readonly string[];
  readonly rows: readonly RowToMend[];
  readonly counts: { readonly rejected: number; readonly mended: number };
  readonly more: React.ReactNode;
}

function Mending({ place, jobId, columns, rows, counts, more }: MendingOf) {
  const text = useText(mendTexts);
  const receiptText = useText(receiptTexts);
  const { number } = useFormats();
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const receipt = useQuery(receiptQuery({ ...place, jobId: String(jobId) })).data;
  const { changed, stateOf, tried } = useTried({ jobId, drafts, columns: columns.length });
  const send = useSend(jobId, (sent) => setDrafts((now) => new Map([...now].filter(([line]) => !sent.has(line)))));
  const ready = changed.filter(({ line }) => {
    const { faults, isChecking } = stateOf({ line, faults: [] });
    return !isChecking && faults.length === 0;
  });
  const underWay = new Set(send.isPending ? send.variables.map(({ line }) => line) : []);
  const isAllOrNone = receipt?.status === "failure";
  const left = counts.rejected - counts.mended - ready.length;
  return (
    <>
      <UnsavedGuard isUnsaved={() => drafts.size > 0} />
      <div aria-live="polite" className="hq-stack">
        <News {...{ send, place, changed, tried }} />
      </div>
      <Card
        title={text("counts", { rejected: number(counts.rejected), mended: number(counts.mended) })}
        actions={
          <a className="r-button" data-variant="secondary" href={`/api/uploads/${jobId}/rejected`} download>
            <Icon name="download" />
            {receiptText("download")}
          </a>
        }
      >
        {counts.rejected > 0 && counts.mended >= counts.rejected && <p>{text("all")}</p>}
        <p className="r-small r-muted">{text("keys")}</p>
        <MendTable {...{ columns, rows, drafts, place }} stateOf={(row) => ({ ...stateOf(row), isSent: underWay.has(row.line) })} onDrafts={setDrafts} />
        {more}
        <div className="hq-mend-end">
          <Button
            variant="primary"
            icon="upload"
            busy={send.isPending}
            disabled={ready.length === 0 || (isAllOrNone && left > 0)}
            onClick={() => send.mutate(ready)}
          >
            {ready.length === 0 ? text("sendNone") : text("send", { count: ready.length })}
          </Button>
          <span className="r-small r-muted">
            {isAllOrNone ? text("strict", { formatted: number(Math.max(0, left)) }) : ready.length === 0 ? text("nothing") : text("left")}
            {changed.length >= MENDED_AT_ONCE && ` ${text("tooMany", { most: MENDED_AT_ONCE })}`}
          </span>
        </div>
      </Card>
    </>
  );
}

/** What the server says of the changed rows, a moment after the last change. */
function useTried({ jobId, drafts, columns }: { jobId: number; drafts: Drafts; columns: number }) {
  const changed = useMemo(() => rowsOf(drafts, columns).slice(0, MENDED_AT_ONCE), [drafts, columns]);
  const settled = useSettled(changed);
  const tried = useQuery(triedQuery(jobId, settled));
  const isKnown = settled === changed && !tried.isPlaceholderData && tried.data !== undefined;
  const found = useMemo(() => new Map((tried.data?.rows ?? []).map(({ line, faults }) => [line, faults])), [tried.data]);
  const stateOf = ({ line, faults }: Pick<RowToMend, "line" | "faults">): Omit<RowState, "isSent"> =>
    drafts.has(line) ? { faults: found.get(line) ?? faults, isChecking: !isKnown || !found.has(line) } : { faults, isChecking: false };
  return { changed, stateOf, tried: { error: tried.error, failure: isKnown ? tried.data?.receipt.error : undefined } };
}

function useSend(jobId: number, onSent: (lines: ReadonlySet<number>) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (rows: readonly MendedRow[]) => ({ job: await ask(mendRows, { params: { jobId }, body: { rows: [...rows] } }), rows: rows.length }),
    async onSuccess(_, rows) {
      onSent(new Set(rows.map(({ line }) => line)));
      await Promise.all([["jobs"], ["receipt"], ["rejected-rows", jobId]].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
}

interface NewsOf {
  readonly send: ReturnType<typeof useSend>;
  readonly place: MendingOf["place"];
  readonly changed: readonly MendedRow[];
  readonly tried: ReturnType<typeof useTried>["tried"];
}

function News({ send, place, changed, tried }: NewsOf) {
  const text = useText(mendTexts);
  const { language } = useUi();
  if (send.error !== null)
    return (
      <Banner tone="bad" title={text("notSent")}>
        {describeError(send.error, language).text}
      </Banner>
    );
  if (changed.length > 0 && tried.error !== null)
    return (
      <Banner tone="bad" title={text("notTried")}>
        {describeError(tried.error, language).text}
      </Banner>
    );
  // That a strict file has rows with faults stands at these rows.
  if (changed.length > 0 && tried.failure !== undefined && tried.failure.code !== "file.strict")
    return (
      <Banner tone="warn" title={text("fileFault")}>
        {describeFileFailure(tried.failure, language)}
      </Banner>
    );
  if (send.data === undefined || changed.length > 0) return null;
  const { job, rows } = send.data;
  return (
    <Banner tone="good" title={text("sentTitle", { count: rows })}>
      {text("sent", { id: job.job_id })}{" "}
      <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ ...place, jobId: String(job.job_id) }}>
        {text("see", { id: job.job_id })}
      </Link>
    </Banner>
  );
}
