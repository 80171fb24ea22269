import { useEffect, useEffectEvent } from "react";

/** Between two keys of a scanner. A person who types by hand has the field. */
const LONGEST_GAP_MS = 500;

/** A scanner held in the hand types its code like a keyboard, with Enter at the end, wherever the focus is. In a field it types into that. */
export function useHandScanner(onCode: (code: string) => void): void {
  const found = useEffectEvent(onCode);
  useEffect(() => {
    let typed = "";
    let lastAt = 0;
    const hear = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.timeStamp - lastAt > LONGEST_GAP_MS) typed = "";
      lastAt = event.timeStamp;
      if (event.key === "Enter" && typed !== "") {
        // Not a press of the button that has the focus.
        event.preventDefault();
        event.stopPropagation();
        found(typed);
        typed = "";
      } else if (event.key.length === 1) {
        typed += event.key;
        // A blank would press a button.
        if (event.key === " ") event.preventDefault();
      }
    };
    addEventListener("keydown", hear, { capture: true });
    return () => removeEventListener("keydown", hear, { capture: true });
  }, []);
}
