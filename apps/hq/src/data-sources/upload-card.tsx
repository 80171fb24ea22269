import { describeError, useText } from "@rapport/app-shell";
import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { Button, Card, Checkbox, Icon, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { COMPANY } from "../company.ts";
import { sendFile } from "./send-file.ts";
import { sourceTexts } from "./texts.ts";

/** @param again true begins with *load it again* chosen */
export function UploadCard({ rsid, source, again }: { rsid: string; source: DataSourceAccount; again: boolean }) {
  const text = useText(sourceTexts);
  const formats = useFormats();
  const { language } = useUi();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [force, setForce] = useState(again);
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
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined && !send.isPending) send.mutate(file);
  };
  const template = `/api/${COMPANY}/datasources/account/${encodeURIComponent(rsid)}/${dataSourceId}/template`;
  return (
    <Card
      title={text("source.upload")}
      actions={
        <a className="hq-quiet-link" href={template} download>
          <Icon name="download" size={18} />
          {text("source.template")}
        </a>
      }
    >
      <div
        className="hq-drop"
        data-over={isOver ? "" : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        {send.isPending ? (
          <ProgressBar
            label={text("source.uploading", { name: send.variables.name })}
            value={send.variables.size === 0 ? null : Math.min(1, sent / send.variables.size)}
            detail={text("source.sent", { sent: formats.bytes(Math.min(sent, send.variables.size)), total: formats.bytes(send.variables.size) })}
          />
        ) : (
          <>
            <p className="hq-drop-line">
              {text("source.drop")}
              <Button variant="primary" icon="upload" onClick={() => picker.current?.click()}>
                {text("source.choose")}
              </Button>
            </p>
            <p className="r-small r-muted">{text("source.hint")}</p>
          </>
        )}
        <input
          ref={picker}
          type="file"
          hidden
          aria-label={text("source.choose")}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file !== undefined) send.mutate(file);
          }}
        />
      </div>
      <Checkbox label={text("source.again")} checked={force} onChange={(event) => setForce(event.target.checked)} />
      {send.error !== null && (
        <p className="r-error" role="alert">
          {describeError(send.error, language).text}
        </p>
      )}
    </Card>
  );
}
