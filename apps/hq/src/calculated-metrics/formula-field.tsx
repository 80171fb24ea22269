import { useText } from "@rapport/app-shell";
import { WORDS, type NamedMetric } from "@rapport/domain/formulas";
import { Combobox, TextArea } from "@rapport/ui";
import { useRef, useState } from "react";
import { definitionIn, isDefinition } from "./sketch.ts";
import { metricTexts } from "./texts.ts";

/** The formula as text (CF6), with metrics to choose from, which are put where the cursor was. What is wrong is told while it is typed. */
export function FormulaField({
  value,
  metrics,
  showsFaults,
  onChange,
}: {
  value: string;
  metrics: readonly NamedMetric[];
  showsFaults: boolean;
  onChange: (value: string) => void;
}) {
  const text = useText(metricTexts);
  const cursor = useRef<number | null>(null);
  const [added, setAdded] = useState(0);
  const read = definitionIn(value, metrics);
  const isTold = "problem" in read && (showsFaults || value.trim() !== "");
  const told = "problem" in read && isTold ? text(`faults.${read.problem.kind}`, { at: read.problem.at, found: read.problem.found }) : undefined;
  const insert = (id: string) => {
    const chosen = metrics.find((metric) => metric.id === id);
    if (chosen === undefined) return;
    const isAlone = metrics.filter(({ name }) => name.toLowerCase() === chosen.name.toLowerCase()).length === 1;
    const at = cursor.current ?? value.length;
    const word = `[${isAlone ? chosen.name : chosen.id}]`;
    onChange(`${value.slice(0, at)}${word}${value.slice(at)}`);
    cursor.current = at + word.length;
    setAdded(added + 1);
  };
  return (
    <>
      <TextArea
        label={text("formula")}
        hint={isDefinition(value) ? text("asDefinition") : text("formulaHint", { functions: Object.keys(WORDS).join(", ") })}
        value={value}
        rows={isDefinition(value) ? 14 : 3}
        spellCheck={false}
        error={told}
        onChange={({ target }) => {
          cursor.current = target.selectionStart;
          onChange(target.value);
        }}
        onSelect={({ currentTarget }) => {
          cursor.current = currentTarget.selectionStart;
        }}
      />
      {!isDefinition(value) && (
        <Combobox key={added} label={text("addMetric")} value="" onValue={insert} options={metrics.map(({ id, name }) => ({ value: id, label: name }))} />
      )}
    </>
  );
}
