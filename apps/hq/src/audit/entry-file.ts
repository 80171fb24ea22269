import { askForLines, useText } from "@rapport/app-shell";
import { AuditEntry, exportAudit } from "@rapport/contract/system";
import { type Formats, useFormats } from "@rapport/ui";
import type { RecordColumn } from "../records/columns.tsx";
import type { AuditSearch } from "./audit-search.ts";
import { useEntryWords } from "./entry-words.ts";
import { fileTexts } from "./file-texts.ts";
import { auditTexts } from "./texts.ts";

/** A row of the file: one thing that an entry names, and one changed field of it. */
export interface FileRow {
  readonly entry: AuditEntry;
  readonly subject: AuditEntry["subjects"][number] | undefined;
  readonly field: string | null;
  readonly change: { readonly from?: unknown; readonly to?: unknown } | undefined;
}

/** Everything that fits, some at a time. The server writes down that it was read, with everybody it names. */
export async function* wholeLog(search: AuditSearch): AsyncGenerator<readonly FileRow[]> {
  for await (const lines of askForLines(exportAudit, { query: { ...search, format: "lines" } }))
    yield lines.flatMap((line) => fileRowsOf(AuditEntry.parse(JSON.parse(line))));
}

/** The rows of one entry: of each thing, one for every changed field, or one without a field. */
export function fileRowsOf(entry: AuditEntry): FileRow[] {
  const subjects = entry.subjects.length === 0 ? [undefined] : entry.subjects;
  return subjects.flatMap((subject): FileRow[] => {
    const changes = Object.entries(subject?.changes ?? {});
    if (changes.length === 0) return [{ entry, subject, field: null, change: undefined }];
    return changes.map(([field, change]) => ({ entry, subject, field, change }));
  });
}

/** A number as it was written down: the file is evidence, and is read by programs too. */
export function exactNumber(formats: Pick<Formats, "number">, number: number): string {
  return formats.number(number, { maximumFractionDigits: 20, useGrouping: false });
}

/** What the file says: the words of the screen, with the code of each action and field beside its words. */
export function useFileColumns(): RecordColumn<FileRow>[] {
  const text = useText(auditTexts);
  const fileText = useText(fileTexts);
  const words = useEntryWords();
  const formats = useFormats();
  // What was not said is blank; what was said to be nothing is a dash, as on the screen.
  const value = ({ field }: FileRow, of: unknown) =>
    field === null || of === undefined ? "" : words.value(of, field, (number) => exactNumber(formats, number));
  return [
    { key: "entry", header: fileText("entry"), text: ({ entry }) => String(entry.id) },
    { key: "at", header: text("when"), text: ({ entry }) => entry.at },
    { key: "who", header: text("who"), text: ({ entry }) => words.actor(entry) },
    { key: "side", header: fileText("side"), text: ({ entry }) => words.side(entry) },
    { key: "address", header: text("address"), text: ({ entry }) => entry.address ?? "" },
    { key: "approver", header: fileText("approvedBy"), text: ({ entry }) => words.approver(entry) ?? "" },
    { key: "what", header: text("what"), text: ({ entry }) => words.action(entry) },
    { key: "action", header: fileText("action"), text: ({ entry }) => entry.action },
    { key: "entity", header: text("entity"), text: ({ entry }) => entry.legalEntity ?? "" },
    { key: "kind", header: text("named"), text: ({ subject }) => (subject === undefined ? "" : words.thing(subject).kind) },
    { key: "name", header: fileText("name"), text: ({ subject }) => (subject === undefined ? "" : words.thing(subject).name) },
    { key: "field", header: text("field"), text: ({ field }) => (field === null ? "" : words.field(field)) },
    { key: "code", header: fileText("field"), text: ({ field }) => field ?? "" },
    { key: "from", header: text("before"), text: (row) => value(row, row.change?.from) },
    { key: "to", header: text("after"), text: (row) => value(row, row.change?.to) },
  ];
}
