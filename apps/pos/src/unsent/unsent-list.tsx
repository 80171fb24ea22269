import { Link } from "@tanstack/react-router";
import { Icon, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import "./unsent.css";
import { type EntryKind, finished, type UnsentEntry } from "./entry.ts";
import { unsentTexts } from "./texts.ts";
import { useUnsent } from "./use-unsent.ts";

/** On Home: the person's entries that are on this device and not on the server. Shows nothing when there are none. */
export function UnsentList() {
  const text = useText(unsentTexts);
  const formats = useFormats();
  const unsent = useUnsent();
  const waiting = finished(unsent);
  const begun = unsent.entries.filter(({ state }) => state === "draft");
  const titled = (state: "waiting" | "begun", kind: EntryKind, count: number) => text(`unsent.${kind}.${state}`, { count, shown: formats.number(count) });
  return (["waiting", "begun"] as const).flatMap((state) =>
    (["note", "activity", "customer", "edit"] as const).map((kind) => {
      const entries = (state === "waiting" ? waiting : begun).filter((entry) => entry.kind === kind);
      return <Entries key={`${state} ${kind}`} title={titled(state, kind, entries.length)} entries={entries} />;
    }),
  );
}

function Entries({ title, entries }: { title: string; entries: readonly UnsentEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <section className="unsent" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            {entry.kind === "customer" ? (
              <Link to="/customers/new" className="unsent-note">
                <Face entry={entry} />
              </Link>
            ) : entry.kind === "edit" ? (
              <Link to="/customers/$customerId/edit" params={{ customerId: entry.customerId }} className="unsent-note">
                <Face entry={entry} />
              </Link>
            ) : (
              <Link to="/customers/$customerId" params={{ customerId: entry.customerId }} className="unsent-note">
                <Face entry={entry} />
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const ICONS = { note: "note", activity: "chat", customer: "person", edit: "edit" } as const;

function Face({ entry }: { entry: UnsentEntry }) {
  return (
    <>
      <Icon name={ICONS[entry.kind]} size={18} />
      <span className="unsent-name">{entry.customerName}</span>
      <span className="unsent-text r-muted">{wordsOf(entry)}</span>
    </>
  );
}

function wordsOf(entry: UnsentEntry): string {
  if (entry.kind === "customer" || entry.kind === "edit") return "";
  const words = entry.kind === "note" ? [entry.text] : [entry.typeName, entry.title, entry.text];
  return words.filter((part) => part !== "").join(" · ");
}
