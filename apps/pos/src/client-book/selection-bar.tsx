import type { ReactNode } from "react";
import { useText } from "@rapport/app-shell";
import { Button, useFormats } from "@rapport/ui";
import { storeTexts } from "./store-texts.ts";

interface Bar {
  chosen: number;
  matching: number;
  onAll: () => void;
  /** What can be done with those who are chosen. */
  children: ReactNode;
}

/** How many clients are chosen, the way to choose all of the filter, and what can be done with them. */
export function SelectionBar({ chosen, matching, onAll, children }: Bar) {
  const text = useText(storeTexts);
  const formats = useFormats();
  return (
    <section className="selection-bar" aria-label={text("store.selection")}>
      <output className="r-num">{text("store.chosen", { count: chosen, shown: formats.number(chosen) })}</output>
      <Button variant="quiet" disabled={chosen === matching} onClick={onAll}>
        {text("store.all", { count: matching, shown: formats.number(matching) })}
      </Button>
      {children}
    </section>
  );
}
