import { useEffect, useEffectEvent } from "react";
import { hearKey, NO_RUN } from "./scanned-keys.ts";

/** A scanner held in the hand types its code like a keyboard, with Enter at the end, wherever the focus is. In a field it types into that. */
export function useHandScanner(onCode: (code: string) => void): void {
  const found = useEffectEvent(onCode);
  useEffect(() => {
    let run = NO_RUN;
    const hear = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
      const heard = hearKey(run, { key: event.key, at: event.timeStamp, repeat: event.repeat });
      run = heard.run;
      if (heard.holdBack) event.preventDefault();
      if (heard.code === null) return;
      event.stopPropagation();
      found(heard.code);
    };
    addEventListener("keydown", hear, { capture: true });
    return () => removeEventListener("keydown", hear, { capture: true });
  }, []);
}
