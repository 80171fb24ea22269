import { useText } from "@rapport/app-shell";
import type { Receipt } from "@rapport/contract/data-sources";
import { Card, DataTable, Tag, useFormats } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { useSuite, useSuiteFormats } from "../suites/suite-time.ts";
import { JobState } from "./job-status.tsx";
import { replaceTexts } from "./replace-texts.ts";

/** True while rows of the upload that replaces this one take their place, month by month. */
export function isBeingReplaced({ replacedBy }: Pick<Receipt, "replacedBy">, attempts: Receipt["attempts"]): boolean {
  return replacedBy !== undefined && attempts?.find(({ jobId }) => jobId === replacedBy)?.status === "processing";
}

/** Every file that was sent for an upload, with the counts it had (FU22). */
export function AttemptsCard({ receipt, place }: { receipt: Receipt; place: { rsid: string; dataSourceId: string } }) {
  const text = useText(replaceTexts);
  const { number } = useFormats();
  const zone = useSuite(place.rsid)?.timeZone ?? "UTC";
  const formats = useSuiteFormats(zone);
  const { attempts } = receipt;
  if (attempts === undefined) return null;
  type Attempt = (typeof attempts)[number];
  const count = (key: string, header: string, of: (attempt: Attempt) => number) =>
    ({ key, header, align: "end", cell: (attempt: Attempt) => number(of(attempt)) }) as const;
  return (
    <Card title={text("attempts")}>
      <DataTable
        narrow="stack"
        caption={text("attempts")}
        rows={attempts}
        rowKey={({ jobId }) => String(jobId)}
        columns={[
          {
            key: "upload",
            header: text("upload"),
            isRowHeader: true,
            cell: ({ jobId }) =>
              jobId === receipt.jobId ? (
                <span className="hq-whole">
                  {jobId} <span className="r-small r-muted">{text("thisOne")}</span>
                </span>
              ) : (
                <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ ...place, jobId: String(jobId) }}>
                  {jobId}
                </Link>
              ),
          },
          { key: "file", header: text("file"), cell: ({ filename }) => <span className="hq-cell-value">{filename}</span> },
          { key: "came", header: text("came", { zone }), cell: ({ uploadedAt }) => <span className="r-num">{formats.dateTime(uploadedAt)}</span> },
          {
            key: "state",
            header: text("state"),
            cell: (attempt) =>
              attempt.replacedBy === undefined ? (
                <JobState job={attempt} />
              ) : (
                <Tag tone="neutral">{text(isBeingReplaced(attempt, attempts) ? "beingReplaced" : "replaced")}</Tag>
              ),
          },
          count("read", text("read"), ({ rowsRead }) => rowsRead),
          count("linked", text("linked"), ({ fates }) => fates.linked),
          count("unlinked", text("unlinked"), ({ fates }) => fates.unlinked + fates.waiting),
          count("summary", text("summary"), ({ fates }) => fates.summary),
          count("rejected", text("rejected"), ({ fates }) => fates.rejected),
        ]}
      />
    </Card>
  );
}
