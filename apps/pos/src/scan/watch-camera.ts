import type { CodeReader } from "./code-reader.ts";

/** Why there is no picture, or that there is one. */
export type CameraState = "starting" | "on" | "refused" | "none" | "busy" | "unavailable" | "stopped";

const BETWEEN_READS_MS = 120;

/** What the camera is watched with. */
export interface Watch {
  readonly video: Pick<HTMLVideoElement, "srcObject" | "play">;
  /** Gives the camera's stream. */
  readonly open: () => Promise<MediaStream>;
  readonly reader: () => Promise<{ readonly read: (video: never) => ReturnType<CodeReader["read"]> }>;
  /** Says whether anybody can see the page. */
  readonly page: Pick<Document, "visibilityState" | "addEventListener" | "removeEventListener">;
  readonly onState: (state: CameraState) => void;
  readonly onCode: (code: string) => void;
}

/**
 * Looks for a code until there is one, or until what it returns is called. However it ends, the camera is off then. While nobody sees the page it is off too, and
 * begins again afterwards.
 */
export function watchCamera({ page, ...watch }: Watch): () => void {
  let end: (() => void) | null = null;
  const follow = () => {
    end?.();
    end = page.visibilityState === "hidden" ? null : watchOnce(watch, over);
  };
  const over = () => page.removeEventListener("visibilitychange", follow);
  page.addEventListener("visibilitychange", follow);
  follow();
  return () => {
    over();
    end?.();
  };
}

/** @param over called when nothing is to be looked for any more */
function watchOnce({ video, open, reader, onState, onCode }: Omit<Watch, "page">, over: () => void): () => void {
  let isOver = false;
  let stream: MediaStream | null = null;
  const off = () => {
    isOver = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
    if (stream !== null && video.srcObject === stream) video.srcObject = null;
  };
  const fail = (state: CameraState) => {
    if (isOver) return;
    off();
    over();
    onState(state);
  };
  const look = async () => {
    onState("starting");
    try {
      stream = await open();
    } catch (error) {
      return fail(stateOf(error));
    }
    if (isOver) return off();
    // It was unplugged, or its leave was taken back.
    for (const track of stream.getTracks()) track.addEventListener("ended", () => fail("stopped"));
    video.srcObject = stream;
    await video.play();
    const codes = await reader();
    if (isOver) return;
    onState("on");
    for (;;) {
      const code = (await codes.read(video as never).catch(() => null))?.trim() ?? "";
      if (isOver) return;
      if (code !== "") {
        off();
        over();
        return onCode(code);
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_READS_MS));
      if (isOver) return;
    }
  };
  look().catch(() => fail("unavailable"));
  return off;
}

/** What the browser says when it gives no camera. */
export function stateOf(error: unknown): CameraState {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "unavailable";
}
