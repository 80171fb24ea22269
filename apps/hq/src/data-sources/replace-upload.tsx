import { describeError, useText } from "@rapport/app-shell";
import type { Receipt } from "@rapport/contract/data-sources";
import { Button, Card, ErrorText, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { FileDrop } from "../shell/file-drop.tsx";
import { replaceTexts } from "./replace-texts.ts";
import { sendCorrected } from "./send-file.ts";

/** Where a corrected file for an upload is chosen (FU22). Afterwards its own receipt is shown. */
export function ReplaceUpload({ receipt, place, onClose }: { receipt: Receipt; place: { rsid: string; dataSourceId: string }; onClose: () => void }) {
  const text = useText(replaceTexts);
  const formats = useFormats();
  const { language } = useUi();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [sent, setSent] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) => sendCorrected({ jobId: receipt.jobId, file, onProgress: setSent }),
    onMutate: () => setSent(0),
    async onSuccess(job) {
      await queryClient.invalidateQueries({ queryKey: ["jobs"] });
      onClose();
      await navigate({ to: "/data-sources/$rsid/$dataSourceId/uploads/$jobId", params: { ...place, jobId: String(job.job_id) } });
    },
  });
  const file = send.isPending ? send.variables : undefined;
  return (
    <Card title={text("title")} actions={<Button onClick={onClose}>{text("close")}</Button>}>
      <p>{text("text")}</p>
      <FileDrop
        words={{ drop: text("drop"), choose: text("choose"), hint: text("hint") }}
        sending={
          file !== undefined && (
            <ProgressBar
              label={text("sending", { name: file.name })}
              value={file.size === 0 ? null : Math.min(1, sent / file.size)}
              detail={text("sent", { sent: formats.bytes(Math.min(sent, file.size)), total: formats.bytes(file.size) })}
            />
          )
        }
        onFiles={([chosen]) => send.mutate(chosen)}
      />
      {send.error !== null && <ErrorText>{describeError(send.error, language).text}</ErrorText>}
    </Card>
  );
}
