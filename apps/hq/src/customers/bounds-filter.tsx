import { useText } from "@rapport/app-shell";
import { readNumber, typedNumber } from "../attributes/numbers.ts";
import { SettledSearch } from "../shell/settled-search.tsx";
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
      <SettledSearch label={text("boundFrom")} value={typedNumber(lower ?? undefined)} most={20} onValue={(typed) => onBounds(readNumber(typed), upper)} />
      <SettledSearch label={text("boundBelow")} value={typedNumber(upper ?? undefined)} most={20} onValue={(typed) => onBounds(lower, readNumber(typed))} />
    </fieldset>
  );
}
