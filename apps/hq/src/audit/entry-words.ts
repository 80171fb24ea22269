import { usePreferences, useText } from "@rapport/app-shell";
import { useReachWords } from "@rapport/app-shell/customer-form";
import { DISTRIBUTION_JOBS } from "@rapport/contract/publishing";
import { AUDIT_ACTIONS, AUDIT_SUBJECTS, type AuditEntry } from "@rapport/contract/system";
import { useFormats } from "@rapport/ui";
import { endpointTexts } from "./endpoint-texts.ts";
import { fieldTexts } from "./field-texts.ts";
import { namedByAddress } from "./named-by-address.ts";
import { auditTexts } from "./texts.ts";

/** Whether a customer allows a channel (HC9). */
const CONSENT = /^consent(Phone|Email|Text|Post)$/;

/** So many names stand in a row of the list. */
const NAMES_IN_A_ROW = 3;

/** What an entry says, in words. */
export function useEntryWords() {
  const text = useText(auditTexts);
  const calledText = useText(endpointTexts);
  const fieldText = useText(fieldTexts);
  const reach = useReachWords();
  const formats = useFormats();
  const { appearance } = usePreferences();
  const nameOf = ({ id, name }: { id: string | null; name: string | null }) => name ?? (id === null ? text("erased") : text("somebody"));
  const thing = ({ kind, id, label }: AuditEntry["subjects"][number]) => {
    const named = kind === "address" && id !== null ? namedByAddress(id) : undefined;
    if (named !== undefined) return { kind: text(`thing.${named.thing}`), name: named.id };
    const known = AUDIT_SUBJECTS.find((one) => one === kind);
    const name = label ?? (kind === "auditLog" || kind === "session" ? "" : (id ?? text("erased")));
    return { kind: known === undefined ? kind : text(`kind.${known}`), name };
  };
  const subject = (named: AuditEntry["subjects"][number]) => [thing(named).kind, thing(named).name].filter((part) => part !== "").join(" ");
  const actor = ({ actor: { kind, ...named } }: AuditEntry) => (kind === "server" || kind === "demo" ? text(kind) : nameOf(named));
  const approver = ({ approvedBy }: AuditEntry) => (approvedBy === null ? null : nameOf(approvedBy));
  return {
    thing,
    subject,
    actor,
    approver,
    action: ({ action }: Pick<AuditEntry, "action">) => {
      const known = AUDIT_ACTIONS.find((one) => one === action);
      if (known !== undefined) return text(`action.${known}`);
      const called = CALLED.find((one) => one === action);
      return called === undefined ? text("called", { name: action }) : calledText(called);
    },
    who: (entry: AuditEntry) => {
      const name = approver(entry);
      return [actor(entry), ...(name === null ? [] : [text("approved", { name })])].join(", ");
    },
    side: (entry: AuditEntry) => text(`by.${entry.actor.kind}`),
    about: ({ subjects, names }: AuditEntry, most = NAMES_IN_A_ROW) => {
      const told = toldSubjects(subjects);
      const first = told.slice(0, most);
      const more = names - (subjects.length - told.length) - first.length;
      return [...first.map(subject), ...(more > 0 ? [text("more", { more: formats.number(more) })] : [])].join(", ");
    },
    /** What a changed field is called: `attributes.x` is the attribute x. */
    field: fieldWords,
    /** A value of any kind, of that field, as a person reads it. */
    value: (value: unknown, field: string, number: NumberInWords = (one) => formats.number(one)) => {
      if (field === "outcome" && value === "unknown") return text("outcomeUnknown");
      if (SECRETS.has(field) && value !== null) return text(value === "set" ? "secretSet" : "secretAnew");
      if (CONSENT.test(field) && (value === "" || value === "allowed" || value === "notAllowed")) return reach.state(value);
      if (field === "preferredLanguage" && typeof value === "string") return reach.language(value);
      const numbers = numbersIn(value, field.replace(PART, ""), appearance.language);
      return numbers ?? shownValue(value, { number, field: fieldWords, yesNo: (is) => text(is ? "yes" : "no") });
    },
  };

  function fieldWords(field: string): string {
    if (field.startsWith(ATTRIBUTE)) return text("attribute", { name: field.slice(ATTRIBUTE.length) });
    if (field.startsWith(VARIABLE)) return text("variable", { name: field.slice(VARIABLE.length) });
    const [, day, from, to] = RATE.exec(field) ?? [];
    if (day !== undefined && from !== undefined && to !== undefined) return text("currencyRate", { day, from, to });
    const [, translated, language] = IN_LANGUAGE.exec(field) ?? [];
    if (translated !== undefined && language !== undefined) return text("inLanguage", { field: fieldWords(translated), language: language.toUpperCase() });
    const plain = field.replace(PART, "");
    const known = FIELDS.find((one) => one === plain);
    return known === undefined ? plain : fieldText(known);
  }
}

export type NumberInWords = (number: number) => string;

/** A value of any kind; nothing is a dash. */
export function shownValue(
  value: unknown,
  words: { readonly number: NumberInWords; readonly field: (name: string) => string; readonly yesNo: (is: boolean) => string },
): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return words.yesNo(value);
  if (typeof value === "number") return words.number(value);
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.map((one) => shownValue(one, words)).join(", ");
  if (typeof value !== "object") return String(value as string);
  // An amount, or another value of several parts.
  if ("amount" in value && "currency" in value) return `${String(value.amount)} ${String(value.currency)}`;
  return Object.entries(value)
    .map(([name, part]) => `${words.field(name)}: ${shownValue(part, words)}`)
    .join(", ");
}

/** Operations and jobs are numbered things, not amounts; a job has a name. */
export function numbersIn(value: unknown, field: string, language: "en" | "nl"): string | undefined {
  if ((field !== "operations" && field !== "jobs") || !Array.isArray(value) || value.length === 0) return undefined;
  const jobs = new Map(Object.entries(DISTRIBUTION_JOBS).map(([job, { name }]) => [job, `${job} ${name[language]}`]));
  return value
    .map(String)
    .map((one) => (field === "jobs" ? (jobs.get(one) ?? one) : one))
    .join(", ");
}

/** What an entry names, without the called address where it also names the things themselves. */
export function toldSubjects(subjects: AuditEntry["subjects"]): AuditEntry["subjects"] {
  const things = subjects.filter(({ kind, changes }) => kind !== "address" || changes !== null);
  return things.length === 0 ? subjects : things;
}

/** The endpoints whose calls have words here. */
export const CALLED = Object.keys(endpointTexts.messages.en) as (keyof typeof endpointTexts.messages.en)[];

/** The fields that have words here. */
const FIELDS = Object.keys(fieldTexts.messages.en) as (keyof typeof fieldTexts.messages.en)[];

const ATTRIBUTE = "attributes.";
const VARIABLE = "variables.";
const RATE = /^currencyRate\.(\S+) (\S+) (\S+)$/;
const IN_LANGUAGE = /^(.+)\.(en|nl)$/;
/** Parts of a thing whose fields are told without the part. */
const PART = /^(?:definition|comment|distribution|sftp)\./;
/** Of a secret, the log holds only that it is set. */
const SECRETS: ReadonlySet<string> = new Set(["hash", "passwordHash", "writeKey"]);
