/** A key as it was pressed, and when, in milliseconds. */
export interface TimedKey {
  readonly key: string;
  readonly at: number;
  /** Sent again because it is held down, which a scanner never does. */
  readonly repeat?: boolean;
}

/** The keys so far that came as fast as those of a scanner. */
export interface Run {
  readonly typed: string;
  readonly lastAt: number;
}

export interface Heard {
  readonly run: Run;
  /** What was scanned; null while it is not whole. */
  readonly code: string | null;
  /** It belongs to a code, so it must not press the button that has the focus. */
  readonly holdBack: boolean;
}

/** Between two keys of a scanner. Nobody types so fast by hand. */
const LONGEST_GAP_MS = 50;
/** Two keys may be pressed at once by accident. */
const FEWEST_SIGNS = 3;
/** A scanner presses them for capitals. */
const HELD = new Set(["Shift", "CapsLock"]);

/** Other keys have names. */
const ONE_SIGN = /^.$/u;

export const NO_RUN: Run = { typed: "", lastAt: Number.NEGATIVE_INFINITY };

/** Tells the keys of a scanner, which end with Enter, from those of a person: it types at least three signs, each within 50 ms of the one before. */
export function hearKey(before: Run, { key, at, repeat = false }: TimedKey): Heard {
  if (repeat) return { run: NO_RUN, code: null, holdBack: false };
  const typed = at - before.lastAt < LONGEST_GAP_MS ? before.typed : "";
  if (HELD.has(key)) return { run: { typed, lastAt: at }, code: null, holdBack: false };
  // A blank before the first sign presses a button, as it does alone.
  if (ONE_SIGN.test(key)) return { run: { typed: `${typed}${key}`, lastAt: at }, code: null, holdBack: key === " " && typed.trim() !== "" };
  const code = typed.trim();
  const isWhole = key === "Enter" && code.length >= FEWEST_SIGNS;
  return { run: NO_RUN, code: isWhole ? code : null, holdBack: isWhole };
}
