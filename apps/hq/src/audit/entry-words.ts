import { useText } from "@rapport/app-shell";
import { AUDIT_ACTIONS, AUDIT_SUBJECTS, type AuditEntry } from "@rapport/contract/system";
import { useFormats } from "@rapport/ui";
import { auditTexts } from "./texts.ts";

/** So many names stand in a row of the list. */
const NAMES_IN_A_ROW = 3;

/** What an entry says, in words. */
export function useEntryWords() {
  const text = useText(auditTexts);
  const formats = useFormats();
  const nameOf = ({ id, name }: { id: string | null; name: string | null }) => name ?? (id === null ? text("erased") : text("somebody"));
  const subject = ({ kind, id, label }: AuditEntry["subjects"][number]) => {
    const known = AUDIT_SUBJECTS.find((one) => one === kind);
    const called = label ?? (kind === "auditLog" || kind === "session" ? "" : (id ?? text("erased")));
    return [known === undefined ? kind : text(`kind.${known}`), called].filter((part) => part !== "").join(" ");
  };
  return {
    subject,
    action: ({ action }: Pick<AuditEntry, "action">) => {
      const known = AUDIT_ACTIONS.find((one) => one === action);
      return known === undefined ? text("called", { name: action }) : text(`action.${known}`);
    },
    who: ({ actor, approvedBy }: AuditEntry) =>
      [
        actor.kind === "server" || actor.kind === "demo" ? text(actor.kind) : nameOf(actor),
        approvedBy === null ? "" : text("approved", { name: nameOf(approvedBy) }),
      ]
        .filter((part) => part !== "")
        .join(", "),
    side: ({ actor }: AuditEntry) => text(`by.${actor.kind}`),
    about: ({ subjects, names }: AuditEntry, most = NAMES_IN_A_ROW) => {
      const first = subjects.slice(0, most);
      return [...first.map(subject), ...(names > first.length ? [text("more", { more: formats.number(names - first.length) })] : [])].join(", ");
    },
    changes: ({ subjects }: AuditEntry) =>
      subjects
        .flatMap((one) =>
          Object.entries(one.changes ?? {}).map(([field, { from, to }]) => `${subject(one)}: ${field}: ${shownValue(from)} → ${shownValue(to)}`),
        )
        .join("; "),
  };
}

/** A value of any kind as a person reads it. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(shownValue).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}
