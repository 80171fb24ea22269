import type { KeyboardEvent } from "react";
import { Button, ComboBox, Input, ListBox, ListBoxItem } from "react-aria-components";
import { Icon } from "./icon.tsx";
import { type Around, AroundField, Localized, PickerPopover } from "./picker.tsx";
import { useUi } from "./ui-provider.tsx";

export interface ComboboxOption<Value extends string = string> {
  value: Value;
  label: string;
}

/**
 * One choice from a long list, found by typing any part of its name. `value` null means that nothing is chosen yet. Leaving the field puts the
 * chosen name back. For a short list use `Select`.
 */
export function Combobox<Value extends string>({
  label,
  hint,
  error,
  hideLabel,
  disabled = false,
  value,
  options,
  onValue,
}: Around & { value: Value | null; options: readonly ComboboxOption<Value>[]; onValue: (value: Value) => void }) {
  const { words } = useUi();
  return (
    <Localized>
      <ComboBox
        className="r-field"
        value={value}
        onChange={(chosen) => {
          const option = options.find((known) => known.value === chosen);
          if (option !== undefined && option.value !== value) onValue(option.value);
        }}
        isDisabled={disabled}
        isInvalid={error !== undefined}
        allowsEmptyCollection
        menuTrigger="focus"
      >
        <AroundField {...{ label, hint, error, hideLabel }}>
          <div className="r-input-wrap" data-end="">
            <Input className="r-input" onFocus={(event) => event.currentTarget.select()} onKeyDownCapture={keepDialogOpen} />
            <Button className="r-icon-button r-input-end" aria-label={words.showOptions}>
              <Icon name="chevron" size={18} />
            </Button>
          </div>
        </AroundField>
        <PickerPopover className="r-popover r-options-popover">
          <ListBox className="r-options" renderEmptyState={() => <p className="r-options-empty">{words.noOptions}</p>}>
            {options.map((option) => (
              <ListBoxItem key={option.value} id={option.value} textValue={option.label} className="r-option">
                {({ isSelected }) => (
                  <>
                    <span className="r-option-text">{option.label}</span>
                    {isSelected && <Icon name="check" size={18} />}
                  </>
                )}
              </ListBoxItem>
            ))}
          </ListBox>
        </PickerPopover>
      </ComboBox>
    </Localized>
  );
}

/** Escape closes the list; the browser would close the dialog around it with the same key. */
function keepDialogOpen(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === "Escape" && event.currentTarget.ariaExpanded === "true") event.preventDefault();
}
