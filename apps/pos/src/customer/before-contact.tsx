import { useInfiniteQuery } from "@tanstack/react-query";
import type { CustomerId } from "@rapport/contract";
import { Icon, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { NoteFiles } from "../timeline/note-files.tsx";
import { OnItsWay } from "../timeline/on-its-way.tsx";
import { timelineQuery } from "../timeline/timeline-queries.ts";
import { usePendingEntries } from "../unsent/use-unsent.ts";
import { timelineTexts } from "../timeline/texts.ts";

/** The pinned notes, first on the page, to read before every contact (R58). A pinned note that is being saved is here too. */
export function BeforeContact({ customerId }: { customerId: CustomerId }) {
  const text = useText(timelineTexts);
  const formats = useFormats();
  const { data } = useInfiniteQuery(timelineQuery(customerId, null));
  const stored = data?.pages[0]?.pinned ?? [];
  const pending = usePendingEntries(customerId).filter(
    (entry) => entry.kind === "note" && entry.pinned && entry.state !== "failed" && !stored.some((note) => note.id === entry.id),
  );
  if (stored.length === 0 && pending.length === 0) return null;
  return (
    <section className="before-contact" aria-labelledby="before-contact">
      <h2 id="before-contact">
        <Icon name="pin" size={18} />
        {text("note.before")}
      </h2>
      <ul>
        {pending.map((note) => (
          <li key={note.id}>
            <p>{note.text}</p>
            <p className="r-small r-muted">
              <OnItsWay entry={note} />
            </p>
          </li>
        ))}
        {stored.map((note) => (
          <li key={note.id}>
            <p>{note.text}</p>
            <NoteFiles customerId={customerId} note={note} />
            <p className="r-small r-muted">
              {note.author} · {formats.date(note.writtenAt)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
