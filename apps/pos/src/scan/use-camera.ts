import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { codeReader } from "./code-reader.ts";
import { type CameraState, watchCamera } from "./watch-camera.ts";

/** Shows the camera in the video, and gives the first code that it sees. It is off again when the component goes. */
export function useCamera(onCode: (code: string) => void): { readonly video: RefObject<HTMLVideoElement | null>; readonly state: CameraState } {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>("starting");
  const found = useEffectEvent(onCode);
  useEffect(() => {
    if (video.current === null) return;
    return watchCamera({ video: video.current, open: openCamera, reader: codeReader, page: document, onState: setState, onCode: (code) => found(code) });
  }, []);
  return { video, state };
}

async function openCamera(): Promise<MediaStream> {
  // A page that is not served safely has none.
  if ((navigator as { mediaDevices?: MediaDevices }).mediaDevices === undefined) throw new Error("no cameras");
  return await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } } });
}
