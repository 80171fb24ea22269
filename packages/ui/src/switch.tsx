import { useId } from "react";
import { Switch as Base } from "@base-ui/react/switch";

export function Switch({ label, hint, checked, disabled = false, onChange }: { label: string; hint?: string | undefined; checked: boolean; disabled?: boolean; onChange: (checked: boolean) => void }) {
  const id = useId();
  return (
    <div className="r-switch-field">
      <Base.Root className="r-switch" checked={checked} disabled={disabled} onCheckedChange={onChange} aria-labelledby={id} aria-describedby={hint === undefined ? undefined : `${id}-hint`}>
        <Base.Thumb className="r-switch-thumb" />
      </Base.Root>
      <span onClick={() => !disabled && onChange(!checked)}>
        <span id={id}>{label}</span>
        {hint !== undefined && (
          <span id={`${id}-hint`} className="r-hint">
            {" "}
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}
