import { Link } from "@tanstack/react-router";
import { Icon, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import "./unsent.css";
import { finished, type UnsentNote } from "./note.ts";
import { unsentTexts } from "./texts.ts";
import { useUnsent } from "./use-unsent.ts";

/** On Home: the person's notes that are on this device and not on the server. Shows nothing when there are none. */
export function UnsentList() {
  const text = useText(unsentTexts);
  const formats = useFormats();
  const unsent = useUnsent();
  const waiting = finished(unsent);
  const begun = unsent.notes.filter(({ state }) => state === "draft");
  return (
    <>
      <Notes title={text("unsent.waiting", { count: waiting.length, shown: formats.number(waiting.length) })} notes={waiting} />
      <Notes title={text("unsent.begun", { count: begun.length, shown: formats.number(begun.length) })} notes={begun} />
    </>
  );
}

function Notes({ title, notes }: { title: string; notes: readonly UnsentNote[] }) {
  if (notes.length === 0) return null;
  return (
    <section className="unsent" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {notes.map(({ id, customerId, customerName, text }) => (
          <li key={id}>
            <Link to="/customers/$customerId" params={{ customerId }} className="unsent-note">
              <Icon name="note" size={18} />
              <span className="unsent-name">{customerName}</span>
              <span className="unsent-text r-muted">{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
