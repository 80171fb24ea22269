import { useState } from "react";
import { Button, ConfirmDialog, Icon, Tag } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import type { PendingNote } from "./pending-notes.ts";
import { useAddNote, useDiscardNote } from "./use-add-note.ts";
import { timelineTexts } from "./texts.ts";

/** A note that is not stored yet: on its way, waiting, or failed with its text kept. */
export function PendingNoteItem({ note }: { note: PendingNote }) {
  const { appearance } = usePreferences();
  const text = useText(timelineTexts);
  const addNote = useAddNote(note.customerId);
  const discard = useDiscardNote(note.customerId);
  const [asking, setAsking] = useState(false);
  const { customerId, id, pinned } = note;
  return (
    <li className="event" data-kind="note" data-state={note.state}>
      <span className="event-mark">
        <Icon name="note" size={18} />
      </span>
      <div className="event-body">
        <p className="event-head">
          <span className="event-title">{text("timeline.item.note")}</span>
          {pinned && <Tag icon="pin">{text("note.pinned")}</Tag>}
          {note.state !== "failed" && <output className="event-when">{text(note.state === "saving" ? "note.saving" : "note.waiting")}</output>}
        </p>
        <p className="event-text">{note.text}</p>
        {note.state === "failed" && (
          <div className="event-failed" role="alert">
            <p>{text("note.failed", { why: describeError(note.error, appearance.language).text })}</p>
            <div className="r-row">
              <Button icon="refresh" onClick={() => addNote.mutate({ customerId, id, text: note.text, pinned })}>
                {text("note.retry")}
              </Button>
              <Button variant="quiet" onClick={() => setAsking(true)}>
                {text("note.discard")}
              </Button>
            </div>
            <ConfirmDialog
              open={asking}
              onOpenChange={setAsking}
              title={text("note.discardTitle")}
              text={text("note.discardText", { text: note.text })}
              confirmLabel={text("note.discard")}
              cancelLabel={text("note.cancel")}
              onConfirm={() => discard(id)}
            />
          </div>
        )}
      </div>
    </li>
  );
}
