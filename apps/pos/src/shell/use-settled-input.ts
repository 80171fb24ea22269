import { useEffect, useRef, useState } from "react";

const SETTLED_AFTER_MS = 220;

/** A text that shows every key, and is passed on when the person stops typing. Clearing it is passed on at once. */
export function useSettledInput({ value, onSettled }: { value: string; onSettled: (value: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string) => {
    clearTimeout(timer.current);
    const settle = () => {
      setTyped(null);
      onSettled(next);
    };
    if (next.trim() === "") return settle();
    setTyped(next);
    timer.current = setTimeout(settle, SETTLED_AFTER_MS);
  };
  return [typed ?? value, type] as const;
}
