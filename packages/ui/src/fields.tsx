import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId, useState } from "react";
import { Icon } from "./icon.tsx";
import { IconButton } from "./button.tsx";
import { useUi } from "./ui-provider.tsx";

type Around = { label: string; hint?: ReactNode; error?: string | undefined; hideLabel?: boolean | undefined };
type Input = Omit<InputHTMLAttributes<HTMLInputElement>, "className"> & { ref?: Ref<HTMLInputElement> | undefined };

export function TextField({ label, hint, error, hideLabel, ...input }: Input & Around) {
  return <Field {...{ label, hint, error, hideLabel }} control={(wiring) => <input {...input} {...wiring} className="r-input" />} />;
}

export function TextArea({
  label,
  hint,
  error,
  hideLabel,
  ...area
}: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className"> & Around & { ref?: Ref<HTMLTextAreaElement> | undefined }) {
  return <Field {...{ label, hint, error, hideLabel }} control={(wiring) => <textarea {...area} {...wiring} className="r-input" />} />;
}

export function PasswordField({ label, hint, error, hideLabel, ...input }: Input & Around) {
  const { words } = useUi();
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...{ label, hint, error, hideLabel }}
      control={(wiring) => (
        <div className="r-input-wrap" data-end="">
          <input autoComplete="current-password" {...input} {...wiring} type={shown ? "text" : "password"} className="r-input" />
          <span className="r-input-end">
            <IconButton
              label={shown ? words.hidePassword : words.showPassword}
              icon={shown ? "eyeOff" : "eye"}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
            />
          </span>
        </div>
      )}
    />
  );
}

/** Screen readers read `label`, which also shows as the placeholder. Escape and the cross clear the field. */
export function SearchField({
  label,
  placeholder = label,
  value,
  onValue,
  ...input
}: Omit<Input, "value" | "onChange"> & { label: string; value: string; onValue: (value: string) => void }) {
  const { words } = useUi();
  return (
    <div className="r-input-wrap r-search" data-end={value === "" ? undefined : ""}>
      <span className="r-search-mark">
        <Icon name="search" />
      </span>
      <input
        enterKeyHint="search"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        {...input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        className="r-input"
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && value !== "" && onValue("")}
      />
      {value !== "" && (
        <span className="r-input-end">
          <IconButton label={words.clear} icon="close" onClick={() => onValue("")} />
        </span>
      )}
    </div>
  );
}

/** The browser's own list: best on a phone, and known to assistive technology. */
export function Select({
  label,
  hint,
  error,
  hideLabel,
  options,
  ...select
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, "className" | "children"> &
  Around & { options: readonly { value: string; label: string; group?: string | undefined; disabled?: boolean }[]; ref?: Ref<HTMLSelectElement> | undefined }) {
  return (
    <Field
      {...{ label, hint, error, hideLabel }}
      control={(wiring) => (
        <div className="r-input-wrap">
          <select {...select} {...wiring} className="r-input r-select">
            {grouped(options).map(([group, members]) =>
              group === "" ? (
                members.map(Option)
              ) : (
                <optgroup key={group} label={group}>
                  {members.map(Option)}
                </optgroup>
              ),
            )}
          </select>
          <span className="r-select-mark">
            <Icon name="chevron" size={18} />
          </span>
        </div>
      )}
    />
  );
}

export function Checkbox({ label, ...input }: Omit<Input, "type"> & { label: ReactNode }) {
  return (
    <label className="r-check">
      <input {...input} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}

function Field({
  label,
  hint,
  error,
  hideLabel = false,
  control,
}: Around & { control: (wiring: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ReactNode }) {
  const id = useId();
  const described = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].filter((part) => part !== "").join(" ");
  return (
    <div className="r-field">
      <label htmlFor={id} className={hideLabel ? "r-hidden" : "r-label"}>
        {label}
      </label>
      {control({ id, "aria-describedby": described === "" ? undefined : described, "aria-invalid": error === undefined ? undefined : true })}
      {hint !== undefined && (
        <span id={`${id}-hint`} className="r-hint">
          {hint}
        </span>
      )}
      {error !== undefined && (
        <span id={`${id}-error`} className="r-error" role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

function Option({ value, label, disabled = false }: { value: string; label: string; disabled?: boolean }) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  );
}

function grouped<T extends { group?: string | undefined }>(options: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const option of options) {
    const members = groups.get(option.group ?? "");
    if (members === undefined) groups.set(option.group ?? "", [option]);
    else members.push(option);
  }
  return [...groups];
}
