import { useRef } from "react";
import { Autocomplete, Header, Input, ListBox, ListBoxItem, ListBoxSection, SearchField } from "react-aria-components";
import { Icon, type IconName } from "./icon.tsx";
import { Dialog } from "./overlays.tsx";
import { Localized } from "./picker.tsx";
import "./styles/pickers.css";

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}
export interface Command {
  /** Told apart from every other one, of other groups too. */
  readonly id: string;
  readonly label: string;
  /** What it is, where its label does not say: a code, a place. */
  readonly detail?: string | undefined;
  readonly icon: IconName;
  readonly run: () => void;
}

/** One field that finds what one can go to or begin; arrows choose, Enter goes. The caller narrows the groups to what is typed. */
export function CommandPalette({
  title,
  label,
  typed,
  onTyped,
  groups,
  nothing,
  onClose,
}: {
  title: string;
  label: string;
  typed: string;
  onTyped: (typed: string) => void;
  groups: readonly CommandGroup[];
  /** Shown where nothing fits. */
  nothing: string;
  onClose: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const shown = groups.filter(({ commands }) => commands.length > 0);
  return (
    <Dialog open title={title} size="wide" initialFocus={field} onOpenChange={(open) => !open && onClose()}>
      <Localized>
        <div className="r-palette">
          <Autocomplete inputValue={typed} onInputChange={onTyped}>
            <SearchField aria-label={label} className="r-input-wrap r-search">
              <span className="r-search-mark">
                <Icon name="search" />
              </span>
              <Input ref={field} className="r-input" placeholder={label} maxLength={100} />
            </SearchField>
            <ListBox
              aria-label={title}
              className="r-options"
              renderEmptyState={() => <p className="r-options-empty">{nothing}</p>}
              onAction={(key) => {
                const chosen = shown.flatMap(({ commands }) => commands).find(({ id }) => id === key);
                onClose();
                chosen?.run();
              }}
            >
              {shown.map((group) => (
                <ListBoxSection key={group.title} id={group.title} className="r-palette-group">
                  <Header className="r-menu-label">{group.title}</Header>
                  {group.commands.map((command) => (
                    <ListBoxItem key={command.id} id={command.id} textValue={command.label} className="r-option">
                      <Icon name={command.icon} />
                      <span className="r-option-text">{command.label}</span>
                      {command.detail !== undefined && <span className="r-faint r-small">{command.detail}</span>}
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ))}
            </ListBox>
          </Autocomplete>
        </div>
      </Localized>
    </Dialog>
  );
}
