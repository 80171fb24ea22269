import { use, useState, type ContextType, type KeyboardEvent } from "react";
import { Button, ComboBox, ComboBoxStateContext, Header, Input, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components";
import { byMatch, isNamed } from "./by-match.ts";
import { RemovableChip } from "./chip.tsx";
import { Icon } from "./icon.tsx";
import { type Around, AroundField, Localized, PickerPopover } from "./picker.tsx";
import { useUi } from "./ui-provider.tsx";

export interface ComboboxOption<Value extends string = string> {
  value: Value;
  label: string;
  /** The heading under which it stands in the list, until something is typed. Options of one group follow each other. */
  group?: string;
}

const HOW = { allowsEmptyCollection: true, menuTrigger: "focus" } as const;

/**
 * One choice from a long list, found by typing any part of its name. `value` null means that nothing is chosen yet. Leaving the field puts the
 * chosen name back. For a short list use `Select`.
 */
export function Combobox<Value extends string>({
  disabled = false,
  value,
  options,
  onValue,
  ...around
}: Around & { value: Value | null; options: readonly ComboboxOption<Value>[]; onValue: (value: Value) => void }) {
  const { shown, ...typing } = useTyped(options);
  return (
    <Localized>
      <ComboBox
        {...HOW}
        onOpenChange={typing.onOpenChange}
        className="r-field"
        value={value}
        onChange={(chosen) => {
          const option = options.find((known) => known.value === chosen);
          if (option !== undefined && option.value !== value) onValue(option.value);
        }}
        isDisabled={disabled}
        isInvalid={around.error !== undefined}
      >
        <FieldAndList around={around} options={shown} typed={typing.typed} onTyped={typing.onTyped} />
      </ComboBox>
    </Localized>
  );
}

/** Several of a long list, each found by typing; what is chosen stands under the field, and a press takes it away. */
export function ManyCombobox<Value extends string>({
  disabled = false,
  chosen,
  options,
  onChoose,
  ...around
}: Around & {
  chosen: readonly Value[];
  options: readonly ComboboxOption<Value>[];
  /** In the order of the options. */
  onChoose: (chosen: Value[]) => void;
}) {
  const { shown, ...typing } = useTyped(options);
  const choose = (isChosen: (value: Value) => boolean) => onChoose(options.map(({ value }) => value).filter(isChosen));
  return (
    <div className="r-many">
      <Localized>
        <ComboBox
          {...HOW}
          onOpenChange={typing.onOpenChange}
          selectionMode="multiple"
          className="r-field"
          value={chosen}
          onChange={(keys) => choose((value) => keys.includes(value))}
          isDisabled={disabled}
          isInvalid={around.error !== undefined}
        >
          <FieldAndList around={around} options={shown} typed={typing.typed} onTyped={typing.onTyped} />
        </ComboBox>
      </Localized>
      {chosen.length > 0 && (
        <ul className="r-many-chosen" aria-label={around.label}>
          {options
            .filter(({ value }) => chosen.includes(value))
            .map((option) => (
              <li key={option.value}>
                <RemovableChip onRemove={() => choose((value) => value !== option.value && chosen.includes(value))}>{option.label}</RemovableChip>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

/** The options in the order of what is typed, until the list closes. What a choice puts into the field was not typed. */
function useTyped<Option extends ComboboxOption>(options: readonly Option[]) {
  const [typed, onTyped] = useState("");
  return { shown: byMatch(options, typed), typed, onTyped, onOpenChange: (isOpen: boolean) => !isOpen && onTyped("") };
}

function FieldAndList({
  around,
  options,
  typed,
  onTyped,
}: {
  around: Omit<Around, "disabled">;
  options: readonly ComboboxOption[];
  typed: string;
  onTyped: (text: string) => void;
}) {
  const { words } = useUi();
  const state = use(ComboBoxStateContext);
  return (
    <>
      <AroundField {...around}>
        <div className="r-input-wrap" data-end="">
          <Input
            className="r-input"
            // Not when the list, which is drawn anew with each letter, only says that the field has the focus again.
            onFocus={(event) => event.nativeEvent.isTrusted && event.currentTarget.select()}
            onInput={(event) => onTyped(event.currentTarget.value)}
            onKeyDownCapture={(event) => {
              keepDialogOpen(event);
              if (state !== null && typed !== "" && (event.key === "Enter" || event.key === "Tab")) goToMatch(state, typed);
            }}
          />
          <Button className="r-icon-button r-input-end" aria-label={words.showOptions}>
            <Icon name="chevron" size={18} />
          </Button>
        </div>
      </AroundField>
      <PickerPopover className="r-popover r-options-popover">
        <ListBox className="r-options" renderEmptyState={() => <p className="r-options-empty">{words.noOptions}</p>}>
          {groupsOf(options, typed).map(({ group, members }) =>
            group === undefined ? (
              members.map(optionItem)
            ) : (
              <ListBoxSection key={`group ${group}`} id={`group ${group}`}>
                <Header className="r-option-group">{group}</Header>
                {members.map(optionItem)}
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </PickerPopover>
    </>
  );
}

function optionItem(option: ComboboxOption) {
  return (
    <ListBoxItem key={option.value} id={option.value} textValue={option.label} className="r-option">
      {({ isSelected }) => (
        <>
          <span className="r-option-text">{option.label}</span>
          {isSelected && <Icon name="check" size={18} />}
        </>
      )}
    </ListBoxItem>
  );
}

/** While somebody types, the best matches stand first, whatever their group. */
function groupsOf(options: readonly ComboboxOption[], typed: string): { group: string | undefined; members: ComboboxOption[] }[] {
  const groups: { group: string | undefined; members: ComboboxOption[] }[] = [];
  for (const option of options) {
    const group = typed === "" ? option.group : undefined;
    const last = groups.at(-1);
    if (last === undefined || last.group !== group) groups.push({ group, members: [option] });
    else last.members.push(option);
  }
  return groups;
}

/** The only option that fits what was typed, or the one that is called just so, is what Enter and Tab choose, without an arrow before. */
function goToMatch(state: ComboBoxState, typed: string): void {
  if (!state.isOpen || state.selectionManager.focusedKey !== null) return;
  const found = [...state.collection];
  const match = found.length === 1 ? found[0] : found.find(({ textValue }) => isNamed(textValue, typed));
  if (match !== undefined) state.selectionManager.setFocusedKey(match.key);
}

type ComboBoxState = NonNullable<ContextType<typeof ComboBoxStateContext>>;

/** Escape closes the list; the browser would close the dialog around it with the same key. */
function keepDialogOpen(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === "Escape" && event.currentTarget.ariaExpanded === "true") event.preventDefault();
}
