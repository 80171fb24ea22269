import { useText } from "@rapport/app-shell";
import type { AuditEntry } from "@rapport/contract/system";
import { Button, DataTable, Dialog, useFormats } from "@rapport/ui";
import { isRead } from "./is-read.ts";
import { useEntryWords } from "./entry-words.ts";
import { auditTexts } from "./texts.ts";

/** Everything that one entry says: who, and for each name what was changed. */
export function EntryDetails({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const text = useText(auditTexts);
  const formats = useFormats();
  const words = useEntryWords();
  const { subjects, names } = entry;
  return (
    <Dialog
      open
      size="wide"
      onOpenChange={(open) => !open && onClose()}
      title={words.action(entry)}
      footer={<Button onClick={onClose}>{text("close")}</Button>}
    >
      <p>
        {words.who(entry)} ({words.side(entry)}), {formats.dateTime(entry.at)}, {entry.address ?? "–"}
      </p>
      <ul className="hq-audit-names">
        {subjects.map((subject, index) => (
          // An entry may name the same erased thing twice; its place is what tells them apart, and never changes.
          <li key={index}>
            <strong>{words.subject(subject)}</strong>
            {subject.changes !== null && Object.keys(subject.changes).length > 0 && (
              <DataTable
                caption={words.subject(subject)}
                rows={Object.entries(subject.changes)}
                rowKey={([field]) => field}
                columns={[
                  { key: "field", header: text("field"), isRowHeader: true, cell: ([field]) => words.field(field) },
                  { key: "from", header: text("before"), cell: ([field, { from }]) => words.value(from, field) },
                  { key: "to", header: text("after"), cell: ([field, { to }]) => words.value(to, field) },
                ]}
              />
            )}
          </li>
        ))}
      </ul>
      {subjects.every(({ changes }) => changes === null || Object.keys(changes).length === 0) && (
        <p className="r-muted">{text(isRead(entry.action) || subjects.some(({ changes }) => changes !== null) ? "noChanges" : "notRecorded")}</p>
      )}
      {names > subjects.length && <p className="r-muted">{text("notShown", { more: formats.number(names - subjects.length) })}</p>}
    </Dialog>
  );
}
