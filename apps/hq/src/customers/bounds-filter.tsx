import { useText } from "@rapport/app-shell";
import { TextField, useSettledInput } from "@rapport/ui";
import { readNumber, typedNumber } from "../attributes/numbers.ts";
import { customerTexts } from "./texts.ts";

/** A filter from one number to below another; either may be open. What is no number narrows nothing. */
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
  const [typed, type] = useSettledInput({ value: typedNumber(value ?? undefined), onSettled: (settled) => onBound(readNumber(settled)) });
  return (
    <TextField
      label={label}
      hideLabel
      placeholder={label}
      inputMode="decimal"
      autoComplete="off"
      maxLength={20}
      value={typed}
      onChange={({ target }) => type(target.value)}
    />
  );
}
