import { useState } from "react";
import { Button, ConfirmDialog } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import type { UnsentEntry } from "../unsent/entry.ts";
import { useUnsentEntries } from "../unsent/use-unsent.ts";
import { timelineTexts } from "./texts.ts";

/** Throws away an entry that the server does not have, after its writer has confirmed it. */
export function DiscardEntry({ entry, onDone }: { entry: UnsentEntry; onDone?: () => void }) {
  const text = useText(timelineTexts);
  const unsent = useUnsentEntries();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setAsking(true)}>
        {text("note.discard")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text(entry.kind === "note" ? "note.discardTitle" : "note.discardActivity")}
        text={text("note.discardText", { text: [entry.kind === "activity" ? entry.title : "", entry.text].filter((part) => part !== "").join(" · ") })}
        confirmLabel={text("note.discard")}
        cancelLabel={text("note.cancel")}
        onConfirm={() => {
          unsent.throwAway(entry.id);
          onDone?.();
        }}
      />
    </>
  );
}
