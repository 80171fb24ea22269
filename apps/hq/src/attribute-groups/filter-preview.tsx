import { usePreferences, useText } from "@rapport/app-shell";
import type { AttributeFilter, AttributeValue } from "@rapport/contract/clienteling";
import { facetsOf, indexValuesOf, isoDayOf, type FacetAttribute } from "@rapport/domain";
import { useFormats } from "@rapport/ui";
import { useState } from "react";
import { customerTexts } from "../customers/texts.ts";
import { groupTexts } from "./texts.ts";

/** The filter panel of a client book with this one client in it: every filter, in order, and which of its choices find the client (R31 to R39). */
export function FilterPreview({ attributes, values }: { attributes: readonly FacetAttribute[]; values: Readonly<Record<string, AttributeValue>> }) {
  const text = useText(groupTexts);
  const { language } = usePreferences().appearance;
  const wordsOf = useOptionWords();
  const [today] = useState(() => isoDayOf(Date.now(), "UTC"));
  const refinable = attributes.filter(({ definition }) => definition.refinable);
  const counts = new Map(
    refinable.map(({ code, definition }) => {
      const value = values[code];
      return [code as string, new Map((value === undefined ? [] : indexValuesOf(definition, value)).map((one) => [one, 1]))] as const;
    }),
  );
  const facets = facetsOf({ attributes: refinable, counts, filters: [], today });
  if (facets.length === 0) return <p className="r-hint">{text("noFilters")}</p>;
  return (
    <div className="hq-preview-filters">
      <p className="r-label">{text("filterPanel")}</p>
      {facets.map((facet) => (
        <div key={facet.attribute}>
          <p>{[facet.name[language], facet.unit && `(${facet.unit[language]})`].filter(Boolean).join(" ")}</p>
          {facet.slider !== undefined ? (
            <p className="r-hint">{text("slider")}</p>
          ) : facet.options.length === 0 ? (
            <p className="r-hint">{text("noOption")}</p>
          ) : (
            <ul>
              {facet.options.map((option) => (
                <li key={JSON.stringify(option.filter)} data-finds={option.count > 0 ? "" : undefined}>
                  {option.label?.[language] ?? wordsOf(option.filter)}
                  {option.count > 0 && <span className="r-hidden">{` ${text("findsClient")}`}</span>}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
      <p className="r-hint">{text("filterPanelText")}</p>
    </div>
  );
}

function useOptionWords(): (filter: AttributeFilter) => string {
  const text = useText(customerTexts);
  const formats = useFormats();
  const number = (value: number) => formats.number(value, { maximumFractionDigits: 10 });
  return (filter) => {
    if (filter.kind === "withinDays") return text("withinDays", { count: filter.days, formatted: formats.number(filter.days) });
    if (filter.kind === "anyOf") return filter.values.map((value) => (typeof value === "boolean" ? text(value ? "yes" : "no") : value)).join(", ");
    // The preview offers choices, which are of the kinds above or ranges.
    if (filter.kind !== "between") return "";
    const { lower, upper } = filter;
    if (lower === null) return text("below", { upper: number(upper ?? 0) });
    return upper === null ? text("from", { lower: number(lower) }) : text("between", { lower: number(lower), upper: number(upper) });
  };
}
