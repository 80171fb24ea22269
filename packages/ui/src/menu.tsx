import { Fragment, type ReactElement } from "react";
import { Menu as Base } from "@base-ui/react/menu";
import { Icon, type IconName } from "./icon.tsx";

export type MenuEntry =
  | { kind: "action"; label: string; icon?: IconName; tone?: "bad"; onSelect: () => void }
  | { kind: "choice"; label: string; value: string; options: readonly { value: string; label: string }[]; onSelect: (value: string) => void }
  | { kind: "line" };

/** `trigger` is a button; the menu opens under it. */
export function Menu({ trigger, entries }: { trigger: ReactElement; entries: readonly MenuEntry[] }) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="r-menu-positioner" sideOffset={8} align="end">
          <Base.Popup className="r-menu">
            {entries.map((entry, at) => (
              <Fragment key={entry.kind === "line" ? `line-${at}` : entry.label}>{drawn(entry)}</Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function drawn(entry: MenuEntry): ReactElement {
  switch (entry.kind) {
    case "line":
      return <Base.Separator className="r-menu-line" />;
    case "action":
      return (
        <Base.Item className="r-menu-item" data-tone={entry.tone} onClick={entry.onSelect}>
          {entry.icon !== undefined && <Icon name={entry.icon} />}
          {entry.label}
        </Base.Item>
      );
    case "choice":
      return (
        <Base.Group>
          <Base.GroupLabel className="r-menu-label">{entry.label}</Base.GroupLabel>
          <Base.RadioGroup value={entry.value} onValueChange={(value: unknown) => entry.onSelect(String(value))}>
            {entry.options.map((option) => (
              <Base.RadioItem key={option.value} value={option.value} className="r-menu-item" closeOnClick>
                <span className="r-menu-mark">
                  <Base.RadioItemIndicator>
                    <Icon name="check" size={18} />
                  </Base.RadioItemIndicator>
                </span>
                {option.label}
              </Base.RadioItem>
            ))}
          </Base.RadioGroup>
        </Base.Group>
      );
  }
}
