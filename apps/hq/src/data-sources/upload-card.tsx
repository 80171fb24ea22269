import { describeError, useText } from "@rapport/app-shell";
import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { Card, Checkbox, ErrorText, Icon, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { COMPANY } from "../company.ts";
import { FileDrop } from "../shell/file-drop.tsx";
import { sendFile } from "./send-file.ts";
import { sourceTexts } from "./texts.ts";

/** @param again true begins with *load it again* chosen */
export function UploadCard({ rsid, source, again }: { rsid: string; source: DataSourceAccount; again: boolean }) {
  const text = useText(sourceTexts);
  const formats = useFormats();
  const { language } = useUi();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
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
      <FileDrop
        words={{ drop: text("source.drop"), choose: text("source.choose"), hint: text("source.hint") }}
        sending={
          send.isPending && (
            <ProgressBar
              label={text("source.uploading", { name: send.variables.name })}
              value={send.variables.size === 0 ? null : Math.min(1, sent / send.variables.size)}
              detail={text("source.sent", { sent: formats.bytes(Math.min(sent, send.variables.size)), total: formats.bytes(send.variables.size) })}
            />
          )
        }
        onFile={(file) => send.mutate(file)}
      />
      <Checkbox label={text("source.again")} checked={force} onChange={(event) => setForce(event.target.checked)} />
      {send.error !== null && <ErrorText>{describeError(send.error, language).text}</ErrorText>}
    </Card>
  );
}
