import { ErrorText } from "./error-text.tsx";
import { useId } from "react";
import { Checkbox } from "./fields.tsx";

/** A choice of several from a list, each with a checkbox. */
export function CheckGroup<Value extends string>({
  label,
  hint,
  error,
  options,
  chosen,
  onChoose,
}: {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  options: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  /** In the order of the options. */
  onChoose: (chosen: Value[]) => void;
}) {
  const id = useId();
  const toggle = (value: Value, on: boolean) => onChoose(options.map((option) => option.value).filter((one) => (one === value ? on : chosen.includes(one))));
  return (
    <fieldset className="r-check-group" aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend className="r-label">{label}</legend>
      {hint !== undefined && <p className="r-hint">{hint}</p>}
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={chosen.includes(option.value)}
          aria-invalid={error === undefined ? undefined : true}
          onChange={(event) => toggle(option.value, event.target.checked)}
        />
      ))}
      <ErrorText id={`${id}-error`}>{error}</ErrorText>
    </fieldset>
  );
}
