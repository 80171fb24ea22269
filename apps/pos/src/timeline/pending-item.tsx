import { useState } from "react";
import { Button, Icon, Tag } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import type { UnsentEntry } from "../unsent/entry.ts";
import { useUnsentEntries } from "../unsent/use-unsent.ts";
import { activityTexts } from "./activity-texts.ts";
import { DiscardEntry } from "./discard-entry.tsx";
import { OnItsWay } from "./on-its-way.tsx";
import { timelineTexts } from "./texts.ts";

/** An entry that is not stored yet: being sent, waiting, or failed with its text kept. */
export function PendingItem({ entry, onReopened }: { entry: UnsentEntry; onReopened: () => void }) {
  const { appearance } = usePreferences();
  const text = useText(timelineTexts);
  const activityText = useText(activityTexts);
  const unsent = useUnsentEntries();
  const [hasOther, setHasOther] = useState(false);
  const { id, kind } = entry;
  const reopen = () => {
    const isDraft = unsent.reopen(id);
    setHasOther(!isDraft);
    if (isDraft) onReopened();
  };
  return (
    <li className="event" data-kind={kind} data-state={entry.state}>
      <span className="event-mark">
        <Icon name={kind === "note" ? "note" : "chat"} size={18} />
      </span>
      <div className="event-body">
        <p className="event-head">
          <span className="event-title">{kind === "note" ? text("timeline.item.note") : kind === "activity" && entry.typeName}</span>
          {kind === "note" && entry.pinned && <Tag icon="pin">{text("note.pinned")}</Tag>}
          {entry.state !== "failed" && (
            <output className="event-when">
              <OnItsWay entry={entry} />
            </output>
          )}
        </p>
        {kind === "activity" && entry.title !== "" && <p className="event-subject">{entry.title}</p>}
        {entry.text !== "" && <p className="event-text">{entry.text}</p>}
        {entry.state === "failed" && (
          <div className="event-failed" role="alert">
            <p>{text("note.failed", { why: describeError(entry.error, appearance.language).text })}</p>
            <div className="r-row">
              <Button icon="refresh" onClick={() => unsent.again(id)}>
                {text("note.retry")}
              </Button>
              {kind === "activity" && <Button onClick={reopen}>{activityText("reopen")}</Button>}
              <DiscardEntry entry={entry} />
            </div>
            {hasOther && <p>{activityText("hasOther")}</p>}
          </div>
        )}
      </div>
    </li>
  );
}
