import type { Reply } from "@rapport/contract";
import type { storeBookFacets } from "@rapport/contract/clienteling";
import { useText } from "@rapport/app-shell";
import { useFormats } from "@rapport/ui";
import { type FacetChoice, FacetOptions } from "./facet-options.tsx";
import type { StoreView } from "./store-queries.ts";
import { storeTexts } from "./store-texts.ts";

interface Facets {
  facets: Reply<typeof storeBookFacets>;
  view: StoreView;
  onChange: (part: Partial<StoreView>) => void;
}

/** The filters of the store's books that are no attributes: whose clients, and for how long nobody contacted them (R34, R46). */
export function StoreFacets({ facets, view, onChange }: Facets) {
  const text = useText(storeTexts);
  const formats = useFormats();
  const owners = facets.owners.map(({ operatorId, name, count }): FacetChoice => {
    const chosen = view.owners.includes(operatorId);
    const choose = () => onChange({ owners: chosen ? view.owners.filter((owner) => owner !== operatorId) : [...view.owners, operatorId] });
    return { key: operatorId, label: name, count, chosen, choose };
  });
  const quiet = facets.quiet.map(({ days, count }): FacetChoice => {
    const chosen = view.quietDays === days;
    const label = text("store.days", { days: formats.number(days) });
    return { key: String(days), label, count, chosen, choose: () => onChange({ quietDays: chosen ? null : days }) };
  });
  return (
    <>
      <Facet title={text("store.owner")} choices={owners} />
      <Facet title={text("store.quiet")} choices={quiet} />
    </>
  );
}

function Facet({ title, choices }: { title: string; choices: readonly FacetChoice[] }) {
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      <FacetOptions choices={choices} />
    </fieldset>
  );
}
