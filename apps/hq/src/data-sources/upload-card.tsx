import { describeError, useText } from "@rapport/app-shell";
import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { Card, Checkbox, ErrorText, Icon, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { COMPANY } from "../company.ts";
import { FileDrop } from "../shell/file-drop.tsx";
import { DryRunResult } from "./dry-run/dry-run-result.tsx";
import { dryRunTexts } from "./dry-run/texts.ts";
import { sendFile, tryFile } from "./send-file.ts";
import { sourceTexts } from "./texts.ts";

/** @param again true begins with *load it again* chosen */
export function UploadCard({ rsid, source, again }: { rsid: string; source: DataSourceAccount; again: boolean }) {
  const text = useText(sourceTexts);
  const formats = useFormats();
  const { language } = useUi();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const dryRun = useText(dryRunTexts);
  const [force, setForce] = useState(again);
  const [onlyTries, setOnlyTries] = useState(false);
  const [sent, setSent] = useState(0);
  const dataSourceId = source.data_source_id;
  const send = useMutation({
    mutationFn: (file: File) => sendFile({ rsid, dataSourceId, file, force, onProgress: setSent }),
    onMutate: () => setSent(0),
    async onSuccess(job) {
      await queryClient.invalidateQueries({ queryKey: ["jobs", rsid, dataSourceId] });
      await navigate({
        to: "/data-sources/$rsid/$dataSourceId/uploads/$jobId",
        params: { rsid, dataSourceId: String(dataSourceId), jobId: String(job.job_id) },
      });
    },
  });
  const attempt = useMutation({
    mutationFn: (file: File) => tryFile({ rsid, dataSourceId, file, force, onProgress: setSent }),
    onMutate: () => setSent(0),
  });
  const load = (file: File) => {
    attempt.reset();
    send.mutate(file);
  };
  const begin = (file: File) => {
    send.reset();
    if (onlyTries) attempt.mutate(file);
    else load(file);
  };
  const underWay = send.isPending ? send.variables : attempt.isPending ? attempt.variables : undefined;
  const error = send.error ?? attempt.error;
  const template = `/api/${COMPANY}/datasources/account/${encodeURIComponent(rsid)}/${dataSourceId}/template`;
  const card = (
    <Card
      title={text("source.upload")}
      actions={
        <a className="hq-quiet-link" href={template} download>
          <Icon name="download" size={18} />
          {text("source.template")}
        </a>
      }
    >
      <FileDrop
        words={{ drop: text("source.drop"), choose: text("source.choose"), hint: text("source.hint") }}
        sending={
          underWay !== undefined && (
            <ProgressBar
              label={send.isPending ? text("source.uploading", { name: underWay.name }) : dryRun("trying", { name: underWay.name })}
              value={underWay.size === 0 || (!send.isPending && sent >= underWay.size) ? null : Math.min(1, sent / underWay.size)}
              detail={text("source.sent", { sent: formats.bytes(Math.min(sent, underWay.size)), total: formats.bytes(underWay.size) })}
            />
          )
        }
        onFile={begin}
      />
      <Checkbox label={text("source.again")} checked={force} onChange={(event) => setForce(event.target.checked)} />
      <Checkbox label={dryRun("only")} checked={onlyTries} onChange={(event) => setOnlyTries(event.target.checked)} />
      {error !== null && <ErrorText>{describeError(error, language).text}</ErrorText>}
    </Card>
  );
  return (
    <>
      {card}
      <div aria-live="polite">
        {attempt.data !== undefined && (
          <DryRunResult tried={attempt.data} rsid={rsid} dataSourceId={String(dataSourceId)} onLoad={() => load(attempt.variables)} onClose={attempt.reset} />
        )}
      </div>
    </>
  );
}
