import { useText } from "@rapport/app-shell";
import type { CustomerId } from "@rapport/contract";
import type { NoteWithFiles } from "@rapport/contract/timeline";
import { Icon, useFormats } from "@rapport/ui";
import { timelineTexts } from "./texts.ts";

/** The files that headquarters added to a note. They are saved, never shown (R102). */
export function NoteFiles({ customerId, note: { id: noteId, attachments } }: { customerId: CustomerId; note: NoteWithFiles }) {
  const text = useText(timelineTexts);
  const formats = useFormats();
  if (attachments.length === 0) return null;
  return (
    <ul className="note-files" aria-label={text("note.files")}>
      {attachments.map(({ id, name, bytes }) => (
        <li key={id}>
          <a href={`/api/pos/customers/${customerId}/notes/${noteId}/attachments/${id}`} download={name}>
            <Icon name="download" size={16} />
            <span>{text("note.file", { name, size: formats.bytes(bytes) })}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
