import { useId } from "react";
import { Switch as Base } from "@base-ui/react/switch";

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
      <Base.Root
        id={id}
        className="r-switch"
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      >
        <Base.Thumb className="r-switch-thumb" />
      </Base.Root>
      <span>
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
        {hint !== undefined && (
          <span id={`${id}-hint`} className="r-hint r-switch-hint">
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}
