import { useText } from "@rapport/app-shell";
import { TextField, useSettledInput } from "@rapport/ui";
import { useState } from "react";
import { typedNumber } from "../attributes/numbers.ts";
import { attributeTexts } from "../attributes/texts.ts";
import { readBound } from "./bounds.ts";
import { customerTexts } from "./texts.ts";

/** A filter from one number to below another; either may be open. What is no number is told, and the filter stays as it was. */
export function BoundsFilter({
  label,
  lower,
  upper,
  onBounds,
}: {
  label: string;
  lower: number | null;
  upper: number | null;
  onBounds: (lower: number | null, upper: number | null) => void;
}) {
  const text = useText(customerTexts);
  return (
    <fieldset className="hq-bounds">
      <legend className="r-label">{label}</legend>
      <Bound label={text("boundFrom")} value={lower} onBound={(bound) => onBounds(bound, upper)} />
      <Bound label={text("boundBelow")} value={upper} onBound={(bound) => onBounds(lower, bound)} />
    </fieldset>
  );
}

function Bound({ label, value, onBound }: { label: string; value: number | null; onBound: (bound: number | null) => void }) {
  const text = useText(attributeTexts);
  const [refused, refuse] = useState<string | null>(null);
  const settle = (settled: string) => {
    const bound = readBound(settled);
    refuse(bound === undefined ? settled : null);
    if (bound !== undefined) onBound(bound);
  };
  const [typed, type] = useSettledInput({ value: typedNumber(value ?? undefined), onSettled: settle });
  return (
    <TextField
      label={label}
      hideLabel
      error={typed === refused ? text("numberWrong") : undefined}
      placeholder={label}
      inputMode="decimal"
      autoComplete="off"
      maxLength={20}
      value={typed}
      onChange={({ target }) => type(target.value)}
    />
  );
}
