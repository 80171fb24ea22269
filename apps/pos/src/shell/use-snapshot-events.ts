import { watchShownSnapshot } from "@rapport/contract/sessions";
import { useEffect, useState } from "react";

/** The page loads first. */
const BEGINS_AFTER_MS = 3_000;
/** After a stream that was refused, such as by a proxy while the server starts. One that breaks is opened again by the browser itself. */
const AGAIN_AFTER_MS = 30_000;
/** The server says the number every four seconds. Who hears nothing for so long has a stream that something between holds up. */
const PATIENCE_MS = 10_000;

/**
 * Listens for the number of the store's snapshot while the page is seen (PB11): a hidden one would keep a connection. Returns whether that works; where it does
 * not, or not any more, the caller asks.
 */
export function useSnapshotEvents(onNumber: (number: number | null) => void): boolean {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const close = () => {
      clearTimeout(timer);
      clearTimeout(silence);
      source?.close();
      source = undefined;
      setOpen(false);
    };
    const open = () => {
      close();
      source = new EventSource(watchShownSnapshot.path);
      source.addEventListener("message", ({ data }) => {
        const number = data === "null" ? null : Number(data);
        // This device is no register: there is nothing to wait for.
        if (number === null) close();
        else {
          setOpen(true);
          clearTimeout(silence);
          silence = setTimeout(() => setOpen(false), PATIENCE_MS);
        }
        onNumber(number);
      });
      source.addEventListener("error", () => {
        setOpen(false);
        if (source?.readyState === EventSource.CLOSED) later(AGAIN_AFTER_MS);
      });
    };
    const later = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(open, ms);
    };
    const follow = () => (document.hidden ? close() : later(BEGINS_AFTER_MS));
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      close();
    };
  }, [onNumber]);
  return isOpen;
}
