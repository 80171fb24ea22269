import { lazy, type ReactNode, Suspense, useState } from "react";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { AttributeCode } from "@rapport/contract";
import type { Facet } from "@rapport/contract/clienteling";
import { Loaded, SearchField, Skeleton } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { facetsQuery, insideQuery } from "./book-queries.ts";
import { type BookView, isChosen, offeredOptions, optionWords, toggled } from "./filters.ts";
import { FacetOptions } from "./facet-options.tsx";
import { bookTexts } from "./texts.ts";
import { useNotation } from "./use-notation.ts";

// Loaded when a client book has one, because few have.
const SliderFacet = lazy(async () => ({ default: (await import("./slider-facet.tsx")).SliderFacet }));

const DateFacet = lazy(async () => ({ default: (await import("./date-facet.tsx")).DateFacet }));

/** Longer lists get a search field. */
const LONG = 30;

interface Panel {
  view: BookView;
  onChange: (part: Partial<BookView>) => void;
  /** The values of one attribute that contain a text. */
  useInside: (attribute: AttributeCode, text: string) => Pick<UseQueryResult<Facet | null>, "data" | "isFetching">;
}

/** The filters of the associate's own book. */
export function OwnFilters({ view, onChange }: Pick<Panel, "view" | "onChange">) {
  const facets = useQuery(facetsQuery(view));
  const useInside: Panel["useInside"] = (attribute, text) => useQuery(insideQuery({ view, attribute, text }));
  return <FilterPanel view={view} onChange={onChange} facets={facets} useInside={useInside} />;
}

/** The refinable attributes with counts that follow the other filters (R31 to R39). */
export function FilterPanel({ view, onChange, facets, useInside, children }: Panel & { facets: UseQueryResult<{ facets: Facet[] }>; children?: ReactNode }) {
  const text = useText(bookTexts);
  return (
    <Loaded
      query={facets}
      skeleton={<FilterSkeleton />}
      isEmpty={({ facets: all }) => children === undefined && all.every(isBare)}
      empty={<p className="r-muted">{text("book.noFilters")}</p>}
    >
      {({ facets: all }) => (
        <div className="facets">
          {children}
          {narrowingBy(view) > 1 && <p className="facet-meaning">{text("book.allOf")}</p>}
          {all
            .filter((facet) => !isBare(facet))
            .map((facet) => (
              <FacetChoice key={facet.attribute} facet={facet} view={view} onChange={onChange} useInside={useInside} />
            ))}
        </div>
      )}
    </Loaded>
  );
}

/** How many conditions are active: filtered attributes and the keyword. */
function narrowingBy({ keyword, filters }: BookView): number {
  return (keyword === "" ? 0 : 1) + new Set(filters.map(({ attribute }) => attribute)).size;
}

/** True when nobody has a value, so there is nothing to choose. A day can always be. */
function isBare({ kind, options, slider }: Facet): boolean {
  return kind !== "date" && slider === undefined && options.every(({ count, active }) => count === 0 && !active);
}

function FacetChoice({ facet, view, onChange, useInside }: Panel & { facet: Facet }) {
  const notation = useNotation();
  const { language, text, formats } = notation;
  const [typed, setTyped] = useState("");
  const inside = useInside(facet.attribute, typed.trim());
  const found = typed.trim() === "" ? facet : (inside.data ?? facet);
  const options = offeredOptions({ facet: found, filters: view.filters, language });
  const isLong = facet.left !== undefined || facet.options.length > LONG || facet.takesText === true;
  const { contains } = found;
  return (
    <fieldset className="facet">
      <legend>{facet.unit === undefined ? facet.name[language] : `${facet.name[language]} (${facet.unit[language]})`}</legend>
      {facet.slider !== undefined && (
        <Suspense fallback={<Skeleton height={44} />}>
          <SliderFacet facet={facet} slider={facet.slider} filters={view.filters} onChange={(filters) => onChange({ filters })} />
        </Suspense>
      )}
      {facet.kind === "date" && (
        <Suspense fallback={<Skeleton height={44} />}>
          <DateFacet attribute={facet.attribute} name={facet.name[language]} filters={view.filters} onChange={(filters) => onChange({ filters })} />
        </Suspense>
      )}
      {facet.multi && <p className="facet-meaning">{text("book.anyOf")}</p>}
      {isLong && <SearchField label={text("book.inside", { attribute: facet.name[language] })} value={typed} onValue={setTyped} maxLength={100} />}
      <FacetOptions
        busy={inside.isFetching}
        choices={[
          ...(contains === undefined || typed.trim() === ""
            ? []
            : [
                {
                  key: "contains",
                  label: optionWords({ filter: contains.filter, label: null }, notation),
                  count: contains.count,
                  chosen: isChosen({ filters: view.filters, filter: contains.filter }),
                  choose: () => onChange({ filters: toggled({ filters: view.filters, facet, option: contains }) }),
                },
              ]),
          ...options.map((option) => ({
            key: JSON.stringify(option.filter),
            label: optionWords(option, notation),
            count: option.count,
            chosen: option.chosen,
            choose: () => onChange({ filters: toggled({ filters: view.filters, facet, option }) }),
          })),
        ]}
      />
      {found.left !== undefined && (
        <p className="facet-left r-small r-muted">
          {text("book.valuesLeft", { count: found.left, shown: formats.number(options.length), left: formats.number(found.left) })}
        </p>
      )}
      {typed.trim() !== "" && options.length === 0 && <p className="facet-left r-small r-muted">{text("book.noValue")}</p>}
    </fieldset>
  );
}

function FilterSkeleton() {
  return (
    <div className="facets" aria-hidden="true">
      {[5, 3].map((lines) => (
        <div key={lines} className="facet-skeleton">
          <Skeleton width="40%" height={14} />
          {Array.from({ length: lines }, (_, at) => (
            <Skeleton key={at} height={20} />
          ))}
        </div>
      ))}
    </div>
  );
}
