import { useState } from "react";
import { Button, ConfirmDialog } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import type { UnsentNote } from "../unsent/note.ts";
import { useUnsentNotes } from "../unsent/use-unsent.ts";
import { timelineTexts } from "./texts.ts";

/** Throws away a note that the server does not have, after its writer has confirmed it. */
export function DiscardNote({ note, onDone }: { note: UnsentNote; onDone?: () => void }) {
  const text = useText(timelineTexts);
  const unsent = useUnsentNotes();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setAsking(true)}>
        {text("note.discard")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={text("note.discardTitle")}
        text={text("note.discardText", { text: note.text })}
        confirmLabel={text("note.discard")}
        cancelLabel={text("note.cancel")}
        onConfirm={() => {
          unsent.throwAway(note.id);
          onDone?.();
        }}
      />
    </>
  );
}
