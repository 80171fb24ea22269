import {
  type ButtonHTMLAttributes,
  cloneElement,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { unreachable } from "@rapport/contract";
import { Icon, type IconName } from "./icon.tsx";

export type MenuEntry =
  | { kind: "action"; label: string; icon?: IconName; tone?: "bad"; onSelect: () => void }
  /** On or off; choosing it turns it over, and the menu stays open for the next. */
  | { kind: "toggle"; label: string; on: boolean; onSelect: () => void }
  | { kind: "choice"; label: string; value: string; options: readonly { value: string; label: string }[]; onSelect: (value: string) => void }
  | { kind: "line" };

type Trigger = ReactElement<ButtonHTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> | undefined }>;
const GAP_PX = 8;

/** `trigger` is a button; the menu opens beside it. `header` shows above the entries, for example who is signed in. */
export function Menu({ trigger, header, entries }: { trigger: Trigger; header?: ReactNode; entries: readonly MenuEntry[] }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const { current: list } = popup;
    if (!open || list === null || button.current === null) return;
    placeBeside(list, button.current);
    itemsOf(list)[0]?.focus({ preventScroll: true });
  }, [open]);
  const close = () => {
    popup.current?.hidePopover();
    button.current?.focus();
  };
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        id: `${id}-button`,
        popoverTarget: id,
        "aria-haspopup": "menu",
        "aria-expanded": open,
        "aria-controls": open ? id : undefined,
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          popup.current?.showPopover();
        },
      })}
      {/* The browser's popover: above everything, closed by Escape and by a press elsewhere. */}
      <div ref={popup} id={id} popover="auto" className="r-menu" onToggle={(event) => setOpen(event.newState === "open")}>
        {open && header !== undefined && <div className="r-menu-head">{header}</div>}
        {open && (
          <div role="menu" tabIndex={-1} aria-labelledby={`${id}-button`} onKeyDown={(event) => walk(event, close)}>
            {entries.map((entry, at) => (
              <Entry key={entry.kind === "line" ? `line-${at}` : entry.label} entry={entry} close={close} />
            ))}
          </div>
        )}
      </div>
    </>
  );
}

function Entry({ entry, close }: { entry: MenuEntry; close: () => void }) {
  switch (entry.kind) {
    case "line":
      return <hr className="r-menu-line" />;
    case "action":
      return (
        <button type="button" role="menuitem" tabIndex={-1} className="r-menu-item" data-tone={entry.tone} onClick={() => (close(), entry.onSelect())}>
          {entry.icon !== undefined && <Icon name={entry.icon} />}
          {entry.label}
        </button>
      );
    case "toggle":
      return (
        <button type="button" role="menuitemcheckbox" tabIndex={-1} aria-checked={entry.on} className="r-menu-item" onClick={() => entry.onSelect()}>
          <span className="r-menu-mark">{entry.on && <Icon name="check" size={18} />}</span>
          {entry.label}
        </button>
      );
    case "choice":
      return (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is not allowed inside a menu
        <div role="group" aria-label={entry.label}>
          <div className="r-menu-label" aria-hidden="true">
            {entry.label}
          </div>
          {entry.options.map((option) => (
            <button
              key={option.value}
              type="button"
              role="menuitemradio"
              tabIndex={-1}
              aria-checked={option.value === entry.value}
              className="r-menu-item"
              onClick={() => (close(), entry.onSelect(option.value))}
            >
              <span className="r-menu-mark">{option.value === entry.value && <Icon name="check" size={18} />}</span>
              {option.label}
            </button>
          ))}
        </div>
      );
    default:
      return unreachable(entry);
  }
}

function itemsOf(popup: HTMLElement): HTMLElement[] {
  return [...popup.querySelectorAll<HTMLElement>("[role^=menuitem]")];
}

/** Arrows, Home and End move through the items, from the last to the first again. A letter goes to the next item that begins with it. Tab leaves. */
function walk(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = itemsOf(event.currentTarget);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const goTo = (index: number) => {
    event.preventDefault();
    items.at(index % items.length)?.focus();
  };
  if (event.key === "ArrowDown") goTo(at + 1);
  else if (event.key === "ArrowUp") goTo(at - 1);
  else if (event.key === "Home") goTo(0);
  else if (event.key === "End") goTo(-1);
  else if (event.key === "Tab") close();
  else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const round = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    round.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(event.key.toLocaleLowerCase()))?.focus();
  }
}

/** Below the button, or above it where there is more room; never outside the window. */
function placeBeside(popup: HTMLElement, button: HTMLElement): void {
  const around = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const { innerWidth, innerHeight } = window;
  const below = around.bottom + GAP_PX;
  const top = below + height <= innerHeight - GAP_PX ? below : Math.max(GAP_PX, around.top - GAP_PX - height);
  const left = Math.min(Math.max(GAP_PX, around.right - width), innerWidth - width - GAP_PX);
  popup.style.top = `${top}px`;
  popup.style.left = `${left}px`;
}
