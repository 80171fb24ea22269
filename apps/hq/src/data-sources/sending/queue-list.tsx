import { describeError, useText } from "@rapport/app-shell";
import { Button, ErrorText, Icon, IconButton, ProgressBar, useFormats, useUi } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import type { QueuedFile, SendQueue } from "./send-queue.ts";
import { sendingTexts } from "./texts.ts";
import { timeLeft } from "./time-left.ts";
import "./sending.css";
import type { SourcePlace } from "../source-place.ts";

/** Files on their way, each with how far it is. */
export function QueueList({ files, queue, place }: { files: readonly QueuedFile[]; queue: SendQueue; place: SourcePlace }) {
  const text = useText(sendingTexts);
  if (files.length === 0) return null;
  return (
    <ul className="hq-sending" aria-label={text("list")}>
      {files.map((file) => (
        <li key={file.key}>
          <Progress file={file} place={place} />
          <Actions file={file} queue={queue} />
        </li>
      ))}
    </ul>
  );
}

function Progress({ file: { file, state, sentBytes, secondsLeft, jobId, error }, place }: { file: QueuedFile; place: SourcePlace }) {
  const text = useText(sendingTexts);
  const formats = useFormats();
  const { language } = useUi();
  const left = useTimeLeft(secondsLeft);
  const share = file.size === 0 ? 1 : sentBytes / file.size;
  const isStored = state === "sending" && sentBytes >= file.size;
  const percent = formats.percent(Math.floor(share * 100) / 100, { maximumFractionDigits: 0 });
  const sent = text("sent", { sent: formats.bytes(sentBytes), total: formats.bytes(file.size), percent });
  if (state === "done")
    return (
      <p className="hq-sent">
        <Icon name="check" size={18} />
        <strong>{file.name}</strong>
        <span className="r-muted">{text("state.done")}</span>
        <Link
          to="/data-sources/$rsid/$dataSourceId/uploads/$jobId"
          params={{ rsid: place.rsid, dataSourceId: String(place.dataSourceId), jobId: String(jobId) }}
          aria-label={text("receiptOf", { name: file.name })}
        >
          {text("receipt")}
        </Link>
      </p>
    );
  return (
    <div className="hq-sending-file">
      <ProgressBar label={file.name} value={isStored ? null : share} detail={[sent, left].filter((part) => part !== undefined).join(", ")} />
      <p className="r-small r-muted" role={state === "reconnecting" ? "status" : undefined}>
        {isStored ? text("checking") : state === "sending" ? null : text(`state.${state}`)}
      </p>
      {state === "failed" && <ErrorText>{describeError(error, language).text}</ErrorText>}
    </div>
  );
}

function useTimeLeft(seconds: number | undefined): string | undefined {
  const text = useText(sendingTexts);
  const formats = useFormats();
  if (seconds === undefined) return undefined;
  const left = timeLeft(seconds);
  if (!("count" in left)) return text(`left.${left.unit}`);
  return text(`left.${left.unit}`, { count: left.count, formatted: formats.number(left.count) });
}

function Actions({ file: { key, file, state }, queue }: { file: QueuedFile; queue: SendQueue }) {
  const text = useText(sendingTexts);
  const { name } = file;
  if (state === "done") return <IconButton icon="close" label={text("remove", { name })} onClick={() => queue.remove(key)} />;
  return (
    <div className="hq-side-by-side">
      {state === "paused" || state === "failed" ? (
        <Button variant="primary" aria-label={text("goOnOf", { name })} onClick={() => queue.goOn(key)}>
          {text("goOn")}
        </Button>
      ) : (
        <Button aria-label={text("pauseOf", { name })} onClick={() => void queue.pause(key)}>
          {text("pause")}
        </Button>
      )}
      <Button aria-label={text("cancelOf", { name })} onClick={() => void queue.cancel(key)}>
        {text("cancel")}
      </Button>
    </div>
  );
}
