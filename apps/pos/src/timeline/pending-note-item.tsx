import { Button, Icon, Tag } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import type { UnsentNote } from "../unsent/note.ts";
import { useUnsentNotes } from "../unsent/use-unsent.ts";
import { DiscardNote } from "./discard-note.tsx";
import { OnItsWay } from "./on-its-way.tsx";
import { timelineTexts } from "./texts.ts";

/** A note that is not stored yet: being sent, waiting, or failed with its text kept. */
export function PendingNoteItem({ note }: { note: UnsentNote }) {
  const { appearance } = usePreferences();
  const text = useText(timelineTexts);
  const unsent = useUnsentNotes();
  const { id, pinned } = note;
  return (
    <li className="event" data-kind="note" data-state={note.state}>
      <span className="event-mark">
        <Icon name="note" size={18} />
      </span>
      <div className="event-body">
        <p className="event-head">
          <span className="event-title">{text("timeline.item.note")}</span>
          {pinned && <Tag icon="pin">{text("note.pinned")}</Tag>}
          {note.state !== "failed" && (
            <output className="event-when">
              <OnItsWay note={note} />
            </output>
          )}
        </p>
        <p className="event-text">{note.text}</p>
        {note.state === "failed" && (
          <div className="event-failed" role="alert">
            <p>{text("note.failed", { why: describeError(note.error, appearance.language).text })}</p>
            <div className="r-row">
              <Button icon="refresh" onClick={() => unsent.again(id)}>
                {text("note.retry")}
              </Button>
              <DiscardNote note={note} />
            </div>
          </div>
        )}
      </div>
    </li>
  );
}
