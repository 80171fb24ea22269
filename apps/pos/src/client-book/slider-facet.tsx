import type { AttributeFilter, Facet } from "@rapport/contract/clienteling";
import { RangeSlider } from "@rapport/ui";
import { useState } from "react";
import { optionWords } from "./filters.ts";
import { thumbsApart } from "./thumbs.ts";
import { useNotation } from "./use-notation.ts";

/** A filter from one number to another (R36). At its ends it is open, so nobody is left out there. */
export function SliderFacet({
  facet,
  slider: { lowest, highest, step, bars },
  filters,
  onChange,
}: {
  facet: Facet;
  slider: NonNullable<Facet["slider"]>;
  filters: readonly AttributeFilter[];
  onChange: (filters: AttributeFilter[]) => void;
}) {
  const notation = useNotation();
  const { language, text } = notation;
  const active = filters.flatMap((filter) => (filter.kind === "between" && filter.attribute === facet.attribute ? [filter] : []))[0];
  const within = (value: number) => Math.min(highest, Math.max(lowest, value));
  // While a thumb moves, where it is; else what is filtered.
  const [moved, setMoved] = useState<[number, number] | null>(null);
  const value: [number, number] = moved ?? [within(active?.lower ?? lowest), within(active?.upper ?? highest)];
  const apart = (next: [number, number]) => thumbsApart(next, { before: value, lowest, highest, step });
  const boundsOf = ([from, to]: readonly [number, number]) => ({ lower: from <= lowest ? null : from, upper: to >= highest ? null : to });
  const { lower, upper } = boundsOf(value);
  const name = facet.name[language];
  const settle = (settled: [number, number]) => {
    setMoved(null);
    const others = filters.filter(({ attribute }) => attribute !== facet.attribute);
    const bounds = boundsOf(apart(settled));
    onChange(bounds.lower === null && bounds.upper === null ? others : [...others, { kind: "between", attribute: facet.attribute, ...bounds }]);
  };
  const most = Math.max(1, ...bars);
  return (
    <div className="facet-slider">
      <RangeSlider
        label={name}
        fromLabel={text("filter.sliderFrom", { name })}
        toLabel={text("filter.sliderTo", { name })}
        value={value}
        min={lowest}
        max={highest}
        step={step}
        bars={bars.map((count) => count / most)}
        onValue={(next) => setMoved(apart(next))}
        onSettled={settle}
      />
      <p className="r-small r-muted">
        {lower === null && upper === null
          ? text("filter.sliderAll")
          : optionWords({ filter: { kind: "between", attribute: facet.attribute, lower, upper }, label: null }, notation)}
      </p>
    </div>
  );
}
