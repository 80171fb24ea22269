import { useState } from "react";
import type { CustomerId } from "@rapport/contract";
import { MOST_CHOSEN } from "@rapport/contract/clienteling";
import { useText } from "@rapport/app-shell";
import { useFormats, useToast } from "@rapport/ui";
import { countOf, EVERYBODY, isChosen, NOBODY, type Selection, toggled } from "./selection.ts";
import { storeTexts } from "./store-texts.ts";

/** Who of a list is chosen; `selection` is null while nobody is being chosen. */
export function useSelection(matching: number) {
  const text = useText(storeTexts);
  const formats = useFormats();
  const toast = useToast();
  const [selection, setSelection] = useState<Selection | null>(null);
  const toggle = (customerId: CustomerId) => {
    if (selection === null) return;
    const next = toggled(selection, customerId);
    if (next === null) toast.warn(text(selection.all ? "store.leftOutMost" : "store.chosenMost", { most: formats.number(MOST_CHOSEN) }));
    else setSelection(next);
  };
  return {
    selection,
    chosen: selection === null ? 0 : countOf(selection, matching),
    onCards: selection === null ? null : { isChosen: (id: CustomerId) => isChosen(selection, id), toggle },
    begin: () => setSelection(NOBODY),
    end: () => setSelection(null),
    all: () => setSelection(EVERYBODY),
    /** Another view has other clients. */
    forget: () => setSelection((now) => now && NOBODY),
  };
}
