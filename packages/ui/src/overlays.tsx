import { ErrorText } from "./error-text.tsx";
import { type ReactNode, type RefObject, useEffectEvent, useId, useLayoutEffect, useRef } from "react";
import { Button, IconButton } from "./button.tsx";
import { PopoverHome } from "./popover-home.ts";
import { useUi } from "./ui-provider.tsx";

type Overlay = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string | undefined;
  footer?: ReactNode;
  /** The control that gets the focus when it opens; by default the first one. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  children?: ReactNode;
};

/** `staysOpen` is for what is shown only once: Escape and a press beside it do not close it, only the buttons in its footer. */
export function Dialog({ size = "normal", ...overlay }: Overlay & { size?: "normal" | "wide"; staysOpen?: boolean }) {
  return overlay.open && <Panel {...overlay} className="r-dialog" size={size} />;
}

/** A panel beside the page on a wide screen, from below on a phone. */
export function Sheet(overlay: Overlay) {
  return overlay.open && <Panel {...overlay} className="r-sheet" />;
}

type Confirm = Pick<Overlay, "open" | "onOpenChange" | "title"> & {
  text: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  busy?: boolean;
  error?: string | undefined;
  onConfirm: () => void;
  tone?: "danger" | "primary";
};

/** Asks before something that cannot easily be undone. */
export function ConfirmDialog({ open, ...confirm }: Confirm) {
  return open && <Confirmation {...confirm} />;
}

function Confirmation({ onOpenChange, title, text, confirmLabel, cancelLabel, busy = false, error, onConfirm, tone = "danger" }: Omit<Confirm, "open">) {
  const id = useId();
  const cancel = useRef<HTMLButtonElement>(null);
  const modal = useModal({ onClose: () => onOpenChange(false), initialFocus: cancel });
  return (
    <dialog {...modal.wiring} role="alertdialog" className="r-dialog" aria-labelledby={id} aria-describedby={`${id}-text`}>
      <div className="r-overlay-head">
        <h2 id={id} className="r-overlay-title">
          {title}
        </h2>
      </div>
      <div className="r-overlay-body">
        <p id={`${id}-text`} className="r-overlay-text">
          {text}
        </p>
        <ErrorText>{error}</ErrorText>
      </div>
      <div className="r-overlay-foot">
        <Button ref={cancel} onClick={() => onOpenChange(false)}>
          {cancelLabel}
        </Button>
        <Button variant={tone} busy={busy} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </dialog>
  );
}

function Panel({
  onOpenChange,
  title,
  description,
  footer,
  initialFocus,
  children,
  className,
  size,
  staysOpen = false,
}: Omit<Overlay, "open"> & { className: string; size?: string; staysOpen?: boolean }) {
  const { words } = useUi();
  const id = useId();
  const modal = useModal({ onClose: () => onOpenChange(false), initialFocus, staysOpen });
  return (
    <PopoverHome value={modal.element}>
      <dialog
        {...modal.wiring}
        className={className}
        data-size={size}
        aria-labelledby={id}
        aria-describedby={description === undefined ? undefined : `${id}-text`}
      >
        <div className="r-overlay-head">
          <div>
            <h2 id={id} className="r-overlay-title">
              {title}
            </h2>
            {description !== undefined && (
              <p id={`${id}-text`} className="r-overlay-text">
                {description}
              </p>
            )}
          </div>
          {!staysOpen && <IconButton label={words.close} icon="close" onClick={() => onOpenChange(false)} />}
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text must be scrollable with the keyboard */}
        <section className="r-overlay-body" tabIndex={0} aria-labelledby={id}>
          {children}
        </section>
        {footer !== undefined && <div className="r-overlay-foot">{footer}</div>}
      </dialog>
    </PopoverHome>
  );
}

/** The browser's own modal dialog. It keeps the focus inside, disables the page, and gives the focus back. */
function useModal({
  onClose,
  initialFocus,
  staysOpen = false,
}: {
  onClose: () => void;
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  staysOpen?: boolean;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(() => {
    if (!staysOpen) onClose();
  });
  const focusFirst = useEffectEvent(() => initialFocus?.current?.focus());
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    const unlock = lockScroll();
    dialog.showModal();
    focusFirst();
    // A press that begins and ends on the dimmed page closes it. Dragging a selection out of the panel does not.
    let pressedOutside = false;
    const press = (event: PointerEvent) => {
      pressedOutside = event.target === dialog && isOutside(dialog, event);
    };
    const release = (event: MouseEvent) => {
      if (pressedOutside && event.target === dialog && isOutside(dialog, event)) close();
    };
    dialog.addEventListener("pointerdown", press);
    dialog.addEventListener("click", release);
    return () => {
      dialog.removeEventListener("pointerdown", press);
      dialog.removeEventListener("click", release);
      dialog.close();
      unlock();
    };
  }, []);
  return {
    element: () => ref.current,
    wiring: {
      ref,
      onCancel: (event: { preventDefault: () => void; target: EventTarget; currentTarget: EventTarget }) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        if (!staysOpen) onClose();
      },
      // The browser may close it by itself, as for a second Escape; the page must then know, or show it again.
      onClose: () => {
        if (ref.current?.open !== false) return;
        if (staysOpen) ref.current.showModal();
        else onClose();
      },
    },
  };
}

/** Keeps the page behind where it is. The scrollbar keeps its room, so that nothing shifts. */
function lockScroll(): () => void {
  const { documentElement: root, body } = document;
  const before = { overflow: root.style.overflow, paddingRight: body.style.paddingRight };
  body.style.paddingRight = `${window.innerWidth - root.clientWidth}px`;
  root.style.overflow = "hidden";
  return () => {
    root.style.overflow = before.overflow;
    body.style.paddingRight = before.paddingRight;
  };
}

function isOutside(dialog: HTMLDialogElement, { clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
