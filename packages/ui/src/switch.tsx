import { useId } from "react";

/** On or off. It takes effect at once, without saving. */
export function Switch({
  label,
  hint,
  checked,
  disabled = false,
  onChange,
}: {
  label: string;
  hint?: string | undefined;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="r-switch-field">
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className="r-switch"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      <label htmlFor={id}>
        {label}
        {hint !== undefined && (
          <span id={`${id}-hint`} className="r-hint r-switch-hint">
            {hint}
          </span>
        )}
      </label>
    </div>
  );
}
