import { useText } from "@rapport/app-shell";
import { Icon, IconButton } from "@rapport/ui";
import { lazy, Suspense, useEffect, useState } from "react";
import "./palette.css";
import { paletteTexts } from "./texts.ts";

/** Most pages are opened without it. */
const OpenedPalette = lazy(async () => ({ default: (await import("./opened-palette.tsx")).OpenedPalette }));

/** A palette that leads to any page, opened by Ctrl+K (Cmd+K on a Mac) or a button. Returns the palette and the function that opens it. */
export function usePalette() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      // Over another dialog it would take the person away from the question in it.
      if (document.querySelector("dialog[open]") === null) setOpen(true);
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);
  return {
    open: () => setOpen(true),
    palette: isOpen && (
      <Suspense>
        <OpenedPalette onClose={() => setOpen(false)} />
      </Suspense>
    ),
  };
}

export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  const text = useText(paletteTexts);
  return (
    <button type="button" className="hq-palette-button" aria-keyshortcuts="Control+K Meta+K" onClick={onOpen}>
      <Icon name="search" />
      {text("open")}
      <kbd aria-hidden="true">{/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ K" : "Ctrl K"}</kbd>
    </button>
  );
}

/** The button where there is no room for words. */
export function PaletteIcon({ onOpen }: { onOpen: () => void }) {
  const text = useText(paletteTexts);
  return <IconButton label={text("open")} icon="search" onClick={onOpen} />;
}
