import { useEffect, useRef, useState } from "react";

/** How long a person must have stopped typing, so that not every letter causes a request. */
const SETTLED_AFTER_MS = 220;

/** The value, a moment after its last change. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/**
 * A text that shows every key, and is passed on when the person stops typing. Clearing it is passed on at once.
 * The text stays until the value follows, which may take a slow page a moment. A value that changes elsewhere, such as by Back, is shown
 * unless the person is typing.
 */
export function useSettledInput({ value, onSettled }: { value: string; onSettled: (value: string) => void }) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly isSettled: boolean } | null>(null);
  const [seen, setSeen] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (value !== seen) {
    setSeen(value);
    if (typed?.isSettled === true) setTyped(null);
  }
  const type = (next: string) => {
    clearTimeout(timer.current);
    const settle = () => {
      setTyped({ text: next, isSettled: true });
      onSettled(next);
    };
    if (next.trim() === "") return settle();
    setTyped({ text: next, isSettled: false });
    timer.current = setTimeout(settle, SETTLED_AFTER_MS);
  };
  return [typed?.text ?? value, type] as const;
}
