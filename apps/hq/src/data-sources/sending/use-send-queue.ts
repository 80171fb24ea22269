import { useEffect, useState, useSyncExternalStore } from "react";
import { sendResumable } from "./resumable-file.ts";
import { SendQueue, type QueuedFile } from "./send-queue.ts";
import type { SourcePlace } from "../source-place.ts";

/** The files that this page sends. When it is left, they pause; the browser asks before it closes the tab. */
export function useSendQueue({ rsid, dataSourceId }: SourcePlace): { queue: SendQueue; files: readonly QueuedFile[] } {
  const [queue] = useState(() => new SendQueue({ place: { rsid, dataSourceId }, send: sendResumable, now: () => performance.now() }));
  const files = useSyncExternalStore(queue.subscribe, queue.files);
  const isUnderWay = files.some(({ state }) => state === "queued" || state === "sending" || state === "reconnecting");
  useEffect(() => () => void queue.pauseAll(), [queue]);
  useEffect(() => {
    if (!isUnderWay) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isUnderWay]);
  return { queue, files };
}
