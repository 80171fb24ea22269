import { type ReactNode, useState } from "react";
import { Button, EmptyState, RemovableChip, Sheet, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import type { FilterChip } from "./filters.ts";
import { bookTexts } from "./texts.ts";

/** What narrows a list of clients, a chip for each, with the word that joins it to the one before (U17). */
export function NarrowingChips({
  chips,
  onClear,
}: {
  chips: readonly (Pick<FilterChip, "key" | "label" | "joint"> & { readonly onRemove: () => void })[];
  onClear: () => void;
}) {
  const text = useText(bookTexts);
  if (chips.length === 0) return null;
  return (
    <ul className="chips" aria-label={text("book.activeFilters")}>
      {chips.map(({ key, label, joint, onRemove }) => (
        <li key={key} className="chip-joined">
          {joint !== null && <span className="r-small r-muted">{text(`book.${joint}`)}</span>}
          <RemovableChip onRemove={onRemove}>{label}</RemovableChip>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button variant="quiet" onClick={onClear}>
            {text("book.clearAll")}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** On a phone the filters come from below, with the number of results within reach of the thumb. */
export function FilterSheet({ active, matching, onClear, children }: { active: number; matching: number; onClear: () => void; children: ReactNode }) {
  const text = useText(bookTexts);
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  return (
    <div className="book-filter-button">
      <Button icon="filter" onClick={() => setOpen(true)}>
        {active === 0 ? text("book.filters") : text("book.filtersActive", { shown: formats.number(active) })}
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title={text("book.filters")}
        footer={
          <>
            <Button disabled={active === 0} onClick={onClear}>
              {text("book.clearAll")}
            </Button>
            <Button variant="primary" onClick={() => setOpen(false)}>
              {text("book.show", { count: matching, shown: formats.number(matching) })}
            </Button>
          </>
        }
      >
        {children}
      </Sheet>
    </div>
  );
}

export function NobodyMatches({ onClear }: { onClear: () => void }) {
  const text = useText(bookTexts);
  return (
    <EmptyState icon="filter" title={text("book.noneTitle")} text={text("book.noneText")}>
      <Button onClick={onClear}>{text("book.clearAll")}</Button>
    </EmptyState>
  );
}
