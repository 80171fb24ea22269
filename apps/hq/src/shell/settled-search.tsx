import { SearchField, useSettledInput } from "@rapport/ui";

/** A search field whose text is handed on a moment after the last letter. */
export function SettledSearch({ label, value, most, onValue }: { label: string; value: string; most: number; onValue: (value: string) => void }) {
  const [typed, type] = useSettledInput({ value, onSettled: onValue });
  return <SearchField label={label} value={typed} maxLength={most} onValue={type} />;
}
