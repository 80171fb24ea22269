import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { Button, Card, Checkbox, describeError, Icon, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { COMPANY } from "../api.ts";
import { sendFile } from "./send-file.ts";

export function UploadCard({ rsid, source }: { rsid: string; source: DataSourceAccount }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { language } = useUi();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [force, setForce] = useState(false);
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
      title={t("source.upload")}
      actions={
        <a className="hq-quiet-link" href={template} download>
          <Icon name="download" size={18} />
          {t("source.template")}
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
            label={t("source.uploading", { name: send.variables.name })}
            value={send.variables.size === 0 ? null : Math.min(1, sent / send.variables.size)}
            detail={t("source.sent", { sent: formats.bytes(Math.min(sent, send.variables.size)), total: formats.bytes(send.variables.size) })}
          />
        ) : (
          <>
            <p className="hq-drop-line">
              {t("source.drop")}
              <Button variant="primary" icon="upload" onClick={() => picker.current?.click()}>
                {t("source.choose")}
              </Button>
            </p>
            <p className="r-small r-muted">{t("source.hint")}</p>
          </>
        )}
        <input
          ref={picker}
          type="file"
          hidden
          aria-label={t("source.choose")}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file !== undefined) send.mutate(file);
          }}
        />
      </div>
      <Checkbox label={t("source.again")} checked={force} onChange={(event) => setForce(event.target.checked)} />
      {send.error !== null && (
        <p className="r-error" role="alert">
          {describeError(send.error, language).text}
        </p>
      )}
    </Card>
  );
}
