import { useState } from "react";
import { Button, Icon, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { bookTexts } from "./texts.ts";

const SHOWN_AT_FIRST = 7;

export interface FacetChoice {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly chosen: boolean;
  readonly choose: () => void;
}

/** What can be chosen of one filter, each with its count. Of a longer list the first few and what is chosen, until all are asked for. */
export function FacetOptions({ choices, busy = false }: { choices: readonly FacetChoice[]; busy?: boolean }) {
  const text = useText(bookTexts);
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const shown = all || choices.length <= SHOWN_AT_FIRST + 1 ? choices : choices.filter(({ chosen }, at) => at < SHOWN_AT_FIRST || chosen);
  return (
    <>
      <ul aria-busy={busy}>
        {shown.map(({ key, label, count, chosen, choose }) => (
          <li key={key}>
            <button type="button" className="facet-option" aria-pressed={chosen} data-empty={count === 0 && !chosen ? "" : undefined} onClick={choose}>
              <span className="facet-mark">{chosen && <Icon name="check" size={16} />}</span>
              <span className="facet-label">{label}</span>
              <span className="facet-count">{formats.number(count)}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length < choices.length && (
        <Button variant="quiet" onClick={() => setAll(true)}>
          {text("book.moreValues", { shown: formats.number(choices.length) })}
        </Button>
      )}
    </>
  );
}
