import { useText } from "@rapport/app-shell";
import { AUDIT_ACTIONS, AUDIT_SUBJECTS, type AuditEntry } from "@rapport/contract/system";
import { useFormats } from "@rapport/ui";
import { endpointTexts } from "./endpoint-texts.ts";
import { namedByAddress } from "./named-by-address.ts";
import { auditTexts } from "./texts.ts";

/** So many names stand in a row of the list. */
const NAMES_IN_A_ROW = 3;

/** What an entry says, in words. */
export function useEntryWords() {
  const text = useText(auditTexts);
  const calledText = useText(endpointTexts);
  const formats = useFormats();
  const nameOf = ({ id, name }: { id: string | null; name: string | null }) => name ?? (id === null ? text("erased") : text("somebody"));
  const subject = ({ kind, id, label }: AuditEntry["subjects"][number]) => {
    const named = kind === "address" && id !== null ? namedByAddress(id) : undefined;
    if (named !== undefined) return `${text(`thing.${named.thing}`)} ${named.id}`;
    const known = AUDIT_SUBJECTS.find((one) => one === kind);
    const called = label ?? (kind === "auditLog" || kind === "session" ? "" : (id ?? text("erased")));
    return [known === undefined ? kind : text(`kind.${known}`), called].filter((part) => part !== "").join(" ");
  };
  return {
    subject,
    action: ({ action }: Pick<AuditEntry, "action">) => {
      const known = AUDIT_ACTIONS.find((one) => one === action);
      if (known !== undefined) return text(`action.${known}`);
      const called = CALLED.find((one) => one === action);
      return called === undefined ? text("called", { name: action }) : calledText(called);
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
    /** What a changed field is called: `attributes.x` is the attribute x. */
    field: (field: string) => {
      if (field.startsWith(ATTRIBUTE)) return text("attribute", { name: field.slice(ATTRIBUTE.length) });
      const known = FIELDS.find((one) => one === field);
      return known === undefined ? field : text(`field.${known}`);
    },
    /** A value of any kind, of that field, as a person reads it. */
    value: (value: unknown, field: string) => (field === "outcome" && value === "unknown" ? text("outcomeUnknown") : shownValue(value)),
  };

  function shownValue(value: unknown): string {
    if (value === null || value === undefined || value === "") return "–";
    if (typeof value === "boolean") return text(value ? "yes" : "no");
    if (typeof value === "number") return formats.number(value);
    if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(shownValue).join(", ");
    if (typeof value !== "object") return String(value as string);
    // An amount, or another value of several parts.
    if ("amount" in value && "currency" in value) return `${String(value.amount)} ${String(value.currency)}`;
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${shownValue(part)}`)
      .join(", ");
  }
}

/** The endpoints whose calls have words here. */
export const CALLED = Object.keys(endpointTexts.messages.en) as (keyof typeof endpointTexts.messages.en)[];

const ATTRIBUTE = "attributes.";
const FIELDS = [
  "accountNumber",
  "active",
  "addressBooks",
  "addressKind",
  "attachment",
  "city",
  "clientBook",
  "country",
  "email",
  "emailKind",
  "firstName",
  "keptDays",
  "lastName",
  "name",
  "note",
  "optOutPersonalization",
  "optOutWebTracking",
  "otherAddresses",
  "otherEmails",
  "otherPhones",
  "outcome",
  "phone",
  "phoneKind",
  "photo",
  "postalCode",
  "region",
  "roles",
  "street",
] as const;
