import { useState } from "react";
import type { AttributeCode } from "@rapport/contract";
import type { AttributeFilter } from "@rapport/contract/clienteling";
import { useText } from "@rapport/app-shell";
import { DatePicker, Select } from "@rapport/ui";
import { DATE_MODES, type DateMode, datesOf, type Days, daysOf, modeOf } from "./date-modes.ts";
import { dateTexts } from "./date-texts.ts";

interface Facet {
  attribute: AttributeCode;
  name: string;
  filters: readonly AttributeFilter[];
  onChange: (filters: AttributeFilter[]) => void;
}

/** A filter on days with their year: on, before, after, between (R38). It filters as soon as its days are whole. */
export function DateFacet({ attribute, name, filters, onChange }: Facet) {
  const text = useText(dateTexts);
  const active = filters.flatMap((filter) => (filter.kind === "dates" && filter.attribute === attribute ? [filter] : []))[0];
  const [mode, setMode] = useState<DateMode | null>(active === undefined ? null : modeOf(active));
  const [typed, setTyped] = useState<Days>(active === undefined ? { first: null, last: null } : daysOf(active));
  /** While the days are not whole, nothing is filtered, and what was chosen stays. */
  const [isChoosing, setChoosing] = useState(false);
  // What was taken away elsewhere, such as with its chip, is gone here too.
  const [seen, setSeen] = useState(active);
  if (seen !== active) {
    setSeen(active);
    if (active === undefined) {
      if (!isChoosing) {
        setMode(null);
        setTyped({ first: null, last: null });
      }
    } else {
      setMode(modeOf(active));
      setTyped(daysOf(active));
    }
  }
  const filterBy = (nextMode: DateMode | null, days: Days) => {
    setMode(nextMode);
    setTyped(days);
    const others = filters.filter((filter) => filter.attribute !== attribute);
    const dates = nextMode === null ? null : datesOf(nextMode, days);
    setChoosing(nextMode !== null && dates === null);
    if (dates !== null) onChange([...others, { kind: "dates", attribute, ...dates }]);
    else if (active !== undefined) onChange(others);
  };
  const isWrong = mode === "between" && typed.first !== null && typed.last !== null && typed.first > typed.last;
  return (
    <div className="facet-dates">
      <Select
        label={text("day", { name })}
        hideLabel
        value={mode ?? ""}
        options={[{ value: "", label: text("any") }, ...DATE_MODES.map((value) => ({ value, label: text(value) }))]}
        onChange={(event) => filterBy(DATE_MODES.find((one) => one === event.target.value) ?? null, typed)}
      />
      {mode !== null && (
        <DatePicker
          label={text(mode === "between" ? "first" : "day", { name })}
          hideLabel={mode !== "between"}
          value={typed.first}
          onValue={(first) => filterBy(mode, { ...typed, first })}
        />
      )}
      {mode === "between" && (
        <DatePicker
          label={text("last")}
          value={typed.last}
          error={isWrong ? text("order") : undefined}
          onValue={(last) => filterBy(mode, { ...typed, last })}
        />
      )}
    </div>
  );
}
