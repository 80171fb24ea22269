import { describeError, useText } from "@rapport/app-shell";
import type { DataSourceAccount } from "@rapport/contract/data-sources";
import { Card, Checkbox, ErrorText, Icon, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { COMPANY } from "../company.ts";
import { FileDrop } from "../shell/file-drop.tsx";
import { DryRunResult } from "./dry-run/dry-run-result.tsx";
import { dryRunTexts } from "./dry-run/texts.ts";
import { tryFile } from "./send-file.ts";
import { QueueList } from "./sending/queue-list.tsx";
import type { QueuedFile } from "./sending/send-queue.ts";
import { sendingTexts } from "./sending/texts.ts";
import { Unfinished, unfinishedQuery } from "./sending/unfinished.tsx";
import { useSendQueue } from "./sending/use-send-queue.ts";
import { sourceTexts } from "./texts.ts";
import type { SourcePlace } from "./source-place.ts";

/** @param again true begins with *load it again* chosen */
export function UploadCard({ rsid, source, again }: { rsid: string; source: DataSourceAccount; again: boolean }) {
  const text = useText(sourceTexts);
  const sending = useText(sendingTexts);
  const dryRun = useText(dryRunTexts);
  const formats = useFormats();
  const { language } = useUi();
  const [force, setForce] = useState(again);
  const [onlyTries, setOnlyTries] = useState(false);
  const [isTooMany, setTooMany] = useState(false);
  const [sent, setSent] = useState(0);
  const dataSourceId = source.data_source_id;
  const place = { rsid, dataSourceId };
  const { queue, files } = useSendQueue(place);
  useWhatEnded(place, files);
  const attempt = useMutation({
    mutationFn: (file: File) => tryFile({ rsid, dataSourceId, file, force, onProgress: setSent }),
    onMutate: () => setSent(0),
  });
  const load = (chosen: readonly File[]) => {
    attempt.reset();
    queue.add(chosen, { force });
  };
  const take = (chosen: readonly [File, ...File[]]) => {
    setTooMany(onlyTries && chosen.length > 1);
    if (!onlyTries) load(chosen);
    else if (chosen.length === 1) attempt.mutate(chosen[0]);
  };
  const tried = attempt.isPending ? attempt.variables : undefined;
  const template = `/api/${COMPANY}/datasources/account/${encodeURIComponent(rsid)}/${dataSourceId}/template`;
  return (
    <>
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
          several={!onlyTries}
          words={{
            drop: sending(onlyTries ? "dropOne" : "drop"),
            choose: sending(onlyTries ? "chooseOne" : "choose"),
            hint: text("source.hint"),
          }}
          sending={
            tried !== undefined && (
              <ProgressBar
                label={dryRun("trying", { name: tried.name })}
                value={tried.size === 0 || sent >= tried.size ? null : Math.min(1, sent / tried.size)}
                detail={text("source.sent", { sent: formats.bytes(Math.min(sent, tried.size)), total: formats.bytes(tried.size) })}
              />
            )
          }
          onFiles={take}
        />
        <QueueList files={files} queue={queue} place={place} />
        <Checkbox label={text("source.again")} checked={force} onChange={(event) => setForce(event.target.checked)} />
        <Checkbox label={dryRun("only")} checked={onlyTries} onChange={(event) => setOnlyTries(event.target.checked)} />
        {isTooMany && <ErrorText>{sending("onlyOne")}</ErrorText>}
        {attempt.error !== null && <ErrorText>{describeError(attempt.error, language).text}</ErrorText>}
        <Unfinished place={place} files={files} />
      </Card>
      <div aria-live="polite">
        {attempt.data !== undefined && (
          <DryRunResult tried={attempt.data} rsid={rsid} dataSourceId={String(dataSourceId)} onLoad={() => load([attempt.variables])} onClose={attempt.reset} />
        )}
      </div>
    </>
  );
}

/** Shows new files in the log, and leads to the receipt of a file that was sent alone. */
function useWhatEnded({ rsid, dataSourceId }: SourcePlace, files: readonly QueuedFile[]): void {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const told = useRef(0);
  const ended = files.filter(({ state }) => state === "done").length;
  const alone = files.length === 1 ? files[0]?.jobId : undefined;
  // What is kept at the server changes whenever a file leaves the list, begins or ends.
  const states = files.map(({ key, state }) => `${key} ${state}`).join();
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: unfinishedQuery({ rsid, dataSourceId }).queryKey });
  }, [states, queryClient, rsid, dataSourceId]);
  useEffect(() => {
    if (ended === told.current) return;
    told.current = ended;
    void (async () => {
      await queryClient.invalidateQueries({ queryKey: ["jobs", rsid, dataSourceId] });
      if (alone === undefined) return;
      await navigate({ to: "/data-sources/$rsid/$dataSourceId/uploads/$jobId", params: { rsid, dataSourceId: String(dataSourceId), jobId: String(alone) } });
    })();
  }, [ended, alone, navigate, queryClient, rsid, dataSourceId]);
}
