/** As long as two taps may be one double tap, and as near. */
const DOUBLE_TAP_MS = 350;
const NEAR_PX = 30;

interface Tap {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  /** What the first tap of the row was for. */
  readonly control: Element | null;
}

/** Events of one tap, in the order they come. */
const OF_ONE_TAP = ["pointerdown", "touchstart", "mousedown", "pointerup", "touchend", "mouseup", "click", "dblclick", "auxclick"] as const;

/**
 * The second tap of a double tap goes nowhere when what the first one was for is gone from under the finger (C23): a dialog that closed,
 * a page that changed, a row that moved up. Tapping the same control twice is as ever, and so is the keyboard. Answers what ends it.
 */
export function ignoreSecondTaps(page: Document): () => void {
  let last: Tap | null = null;
  let ignoring = false;
  const judge = (event: PointerEvent) => {
    const control = controlOf(event.target);
    const isSecond = last !== null && event.timeStamp - last.at < DOUBLE_TAP_MS && Math.hypot(event.clientX - last.x, event.clientY - last.y) < NEAR_PX;
    ignoring = isSecond && control !== last?.control;
    last = { at: event.timeStamp, x: event.clientX, y: event.clientY, control: ignoring ? (last?.control ?? null) : control };
  };
  const pass = (event: Event) => {
    if (event.type === "pointerdown") judge(event as PointerEvent);
    // A key that presses a control makes a click of no tap.
    else if (event.type === "click" && (event as MouseEvent).detail === 0) return;
    if (!ignoring) return;
    event.stopImmediatePropagation();
    // Touches stay as they are, so that the page can still be scrolled.
    if (!event.type.startsWith("touch")) event.preventDefault();
  };
  // The finger scrolls: that was no tap.
  const scrolled = () => {
    last = null;
    ignoring = false;
  };
  for (const name of OF_ONE_TAP) page.addEventListener(name, pass, { capture: true });
  page.addEventListener("pointercancel", scrolled, { capture: true });
  return () => {
    for (const name of OF_ONE_TAP) page.removeEventListener(name, pass, { capture: true });
    page.removeEventListener("pointercancel", scrolled, { capture: true });
  };
}

/** What a person aims at: the control around what was hit, else the very thing. */
function controlOf(target: EventTarget | null): Element | null {
  if (!(target instanceof Element)) return null;
  return target.closest("a, button, input, select, textarea, label, summary, [role], [tabindex], [contenteditable]") ?? target;
}
