import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Button, Icon, useFormats } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { storeFacetsQuery, type StoreView } from "./store-queries.ts";
import { storeTexts } from "./store-texts.ts";
import { bookTexts } from "./texts.ts";

const SHOWN_AT_FIRST = 7;

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly active: boolean;
  readonly choose: () => void;
}

/** The filters of the store's books that are no attributes: whose clients, and for how long nobody contacted them (R34, R46). */
export function StoreFacets({ view, onChange }: { view: StoreView; onChange: (part: Partial<StoreView>) => void }) {
  const text = useText(storeTexts);
  const formats = useFormats();
  const { data } = useQuery(storeFacetsQuery(view));
  if (data === undefined) return null;
  const owners = data.owners.map(({ operatorId, name, count }) => {
    const active = view.owners.includes(operatorId);
    const choose = () => onChange({ owners: active ? view.owners.filter((owner) => owner !== operatorId) : [...view.owners, operatorId] });
    return { key: operatorId, label: name, count, active, choose };
  });
  const quiet = data.quiet.map(({ days, count }) => {
    const active = view.quietDays === days;
    return {
      key: String(days),
      label: text("store.days", { days: formats.number(days) }),
      count,
      active,
      choose: () => onChange({ quietDays: active ? null : days }),
    };
  });
  return (
    <>
      <Choices title={text("store.owner")} choices={owners} />
      <Choices title={text("store.quiet")} choices={quiet} />
    </>
  );
}

function Choices({ title, choices }: { title: string; choices: readonly Choice[] }) {
  const text = useText(bookTexts);
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const shown = all || choices.length <= SHOWN_AT_FIRST + 1 ? choices : choices.filter(({ active }, at) => active || at < SHOWN_AT_FIRST);
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      <ul>
        {shown.map(({ key, label, count, active, choose }) => (
          <li key={key}>
            <button type="button" className="facet-option" aria-pressed={active} data-empty={count === 0 && !active ? "" : undefined} onClick={choose}>
              <span className="facet-mark">{active && <Icon name="check" size={16} />}</span>
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
    </fieldset>
  );
}
