/** Two taps within this time and distance may be one double tap. */
const DOUBLE_TAP_MS = 350;
const NEAR_PX = 30;

interface Tap {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  /** The control that the first tap was for. */
  readonly control: Element | null;
  /** The list around it whose entries may be tapped away one after the other. */
  readonly list: Element | null;
}

/** The events of one tap, in order. */
const OF_ONE_TAP = ["pointerdown", "touchstart", "mousedown", "pointerup", "touchend", "mouseup", "click", "dblclick", "auxclick"] as const;

/**
 * Ignores the second tap of a double tap when the control of the first one is no longer under the finger (C23): a dialog closed,
 * a page changed, a row moved up. Tapping the same control twice still works, and so do the keyboard and two entries of one list with `data-taps="each"`. Returns a function that ends this.
 */
export function ignoreSecondTaps(page: Document): () => void {
  let last: Tap | null = null;
  let ignoring = false;
  const judge = (event: PointerEvent) => {
    const control = controlOf(event.target);
    const isSecond = last !== null && event.timeStamp - last.at < DOUBLE_TAP_MS && Math.hypot(event.clientX - last.x, event.clientY - last.y) < NEAR_PX;
    const list = control?.closest('[data-taps="each"]') ?? null;
    ignoring = isSecond && control !== last?.control && (list === null || list !== last?.list);
    const kept = ignoring ? last : { control, list };
    last = { at: event.timeStamp, x: event.clientX, y: event.clientY, control: kept?.control ?? null, list: kept?.list ?? null };
  };
  const pass = (event: Event) => {
    if (event.type === "pointerdown") judge(event as PointerEvent);
    // A key press on a control also causes a click, without a tap.
    else if (event.type === "click" && (event as MouseEvent).detail === 0) return;
    if (!ignoring) return;
    event.stopImmediatePropagation();
    // Touch events are left alone, so that the page can still be scrolled.
    if (!event.type.startsWith("touch")) event.preventDefault();
  };
  // The finger scrolls, so this is no tap.
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

/** What a person aims at: the control around the element that was hit, else that element. */
function controlOf(target: EventTarget | null): Element | null {
  if (!(target instanceof Element)) return null;
  return target.closest("a, button, input, select, textarea, label, summary, [role], [tabindex], [contenteditable]") ?? target;
}
