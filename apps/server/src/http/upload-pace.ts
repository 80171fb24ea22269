import { Refusal } from "@rapport/contract";
import type { IncomingMessage } from "node:http";

export interface Pace {
  readonly leastBytes: number;
  readonly withinMs: number;
}

/** A tenth of the speed of the slowest mobile link; and a link may be gone for more than a minute (S10). */
export const UPLOAD_PACE: Pace = { leastBytes: 16 * 1024, withinMs: 120_000 };

/** A part of the time given. */
const MOST_LATE = 0.1;

export interface PaceWatch {
  /** The outcome of the work, or a refusal as soon as its sender is too slow. */
  during<T>(work: () => Promise<T>): Promise<T>;
  end(): void;
}

/**
 * Checks that a body keeps coming. A large file over a slow link may take as long as it needs; a body that hardly moves would
 * hold a connection for nothing. Time in which we have not read what has arrived does not count against the sender.
 */
export function watchPace(raw: IncomingMessage, { leastBytes, withinMs }: Pace): PaceWatch {
  const waiting = new Set<(refusal: Refusal) => void>();
  let before = raw.socket.bytesRead;
  let due = performance.now() + withinMs;
  const check = (): void => {
    const bytes = raw.socket.bytesRead - before;
    before = raw.socket.bytesRead;
    if (bytes >= leastBytes || raw.readableLength > 0 || raw.complete) return;
    clearInterval(timer);
    for (const refuse of waiting) refuse(new Refusal("upload.slow", { kilobytes: Math.ceil(leastBytes / 1024), seconds: Math.ceil(withinMs / 1000) }));
  };
  const timer = setInterval(() => {
    const now = performance.now();
    // A timer that comes late says that this process stood still, so it was we who did not read.
    const wasHeldUp = now - due > withinMs * MOST_LATE;
    due = now + withinMs;
    // After this turn of the event loop: what has arrived by now is read first.
    if (!wasHeldUp) setImmediate(check);
  }, withinMs);
  const end = (): void => clearInterval(timer);
  raw.once("close", end);
  return {
    end,
    async during(work) {
      let refuse = (_: Refusal): void => undefined;
      const tooSlow = new Promise<never>((_, reject) => (refuse = reject));
      waiting.add(refuse);
      try {
        return await Promise.race([work(), tooSlow]);
      } finally {
        waiting.delete(refuse);
      }
    },
  };
}
