import { isIdle, TOUCH_TOLD_MS } from "@rapport/domain/sessions";

/** All tabs of the device share the moment of the last touch. */
const KEY = "rapport.last-touch";
const LOOKED_AT_MS = 2_000;
const TOUCHES = ["pointerdown", "keydown", "wheel"] as const;

interface Watching {
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly minutes: number;
  /** Called once. */
  readonly onIdle: () => void;
  /** Tells the server that the register is used. */
  readonly tell: () => void;
}

/** Watches for minutes without a touch, until the returned function is called. A touch that comes after them is none any more: a device may have slept. */
export function watchTouches({ storage, minutes, onIdle, tell }: Watching): () => void {
  let told = Date.now();
  touchedAt(told);
  const timer = setInterval(look, LOOKED_AT_MS);
  for (const touch of TOUCHES) globalThis.addEventListener(touch, touched, { capture: true, passive: true });
  globalThis.addEventListener("visibilitychange", look);
  return stop;

  function look(): boolean {
    const now = Date.now();
    // A clock that was set back makes nothing younger.
    const lastUsed = Math.min(now, Number(storage.getItem(KEY)));
    if (!isIdle({ minutes, lastUsed, now })) return false;
    stop();
    onIdle();
    return true;
  }

  function touched(): void {
    if (look()) return;
    const now = Date.now();
    touchedAt(now);
    if (now - told < TOUCH_TOLD_MS) return;
    told = now;
    tell();
  }

  function touchedAt(now: number): void {
    storage.setItem(KEY, String(now));
  }

  function stop(): void {
    clearInterval(timer);
    for (const touch of TOUCHES) globalThis.removeEventListener(touch, touched, { capture: true });
    globalThis.removeEventListener("visibilitychange", look);
  }
}
