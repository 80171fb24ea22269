import { SearchField } from "@rapport/ui";
import { useEffect, useState } from "react";

const PAUSE_MS = 250;

/** A search field whose text is handed on a moment after the last letter, so that not every letter causes a request. */
export function SettledSearch({ label, value, most, onValue }: { label: string; value: string; most: number; onValue: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  // Cleared or changed elsewhere, such as by Back.
  if (value !== asked) {
    setAsked(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => {
      setAsked(typed);
      onValue(typed);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, onValue]);
  return <SearchField label={label} value={typed} maxLength={most} onValue={setTyped} />;
}
