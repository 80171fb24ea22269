import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { codeReader } from "./code-reader.ts";

/** Why there is no picture, or that there is one. */
export type CameraState = "starting" | "on" | "refused" | "none" | "busy" | "unavailable";

const BETWEEN_READS_MS = 120;

/** Shows the camera in the video, and gives the first code that it sees. It is off again when the component goes. */
export function useCamera(onCode: (code: string) => void): { readonly video: RefObject<HTMLVideoElement | null>; readonly state: CameraState } {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>("starting");
  const found = useEffectEvent(onCode);
  useEffect(() => {
    const watch = { isOver: false, stream: undefined as MediaStream | undefined };
    const off = () => watch.stream?.getTracks().forEach((track) => track.stop());
    const begin = async () => {
      // A page that is not served safely has none.
      if ((navigator as { mediaDevices?: MediaDevices }).mediaDevices === undefined) return setState("unavailable");
      try {
        watch.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } } });
      } catch (error) {
        if (!watch.isOver) setState(stateOf(error));
        return;
      }
      const shown = video.current;
      if (watch.isOver || shown === null) return off();
      shown.srcObject = watch.stream;
      await shown.play();
      setState("on");
      const reader = await codeReader();
      while (!watch.isOver) {
        const code = await reader.read(shown).catch(() => null);
        if (code !== null && code.trim() !== "" && !watch.isOver) return found(code.trim());
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_READS_MS));
      }
    };
    begin().catch(() => watch.isOver || setState("unavailable"));
    return () => {
      watch.isOver = true;
      off();
    };
  }, []);
  return { video, state };
}

/** What the browser says when it gives no camera. */
export function stateOf(error: unknown): CameraState {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "unavailable";
}
