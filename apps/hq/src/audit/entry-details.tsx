import { useText } from "@rapport/app-shell";
import type { AuditEntry } from "@rapport/contract/system";
import { Button, DataTable, Dialog, useFormats } from "@rapport/ui";
import { isRead } from "./is-read.ts";
import { toldSubjects, useEntryWords } from "./entry-words.ts";
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
        {toldSubjects(subjects).map((subject, index) => (
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
                  { key: "from", header: text("before"), cell: ([field, change]) => words.value(onlyHere(change.from, change.to), field) },
                  { key: "to", header: text("after"), cell: ([field, change]) => words.value(onlyHere(change.to, change.from), field) },
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

/** Of a long list, what the other one does not have, so that one changed entry of a thousand is seen. When both have the same in another order, all of it. */
export function onlyHere(value: unknown, other: unknown): unknown {
  if (!Array.isArray(value) || !Array.isArray(other) || value.length + other.length < LONG) return value;
  const known = new Set(other.map((one) => JSON.stringify(one)));
  const own = value.filter((one) => !known.has(JSON.stringify(one)));
  return own.length === 0 && value.length === other.length ? value : own;
}

const LONG = 40;
