import type { ReactNode, RefObject } from "react";
import { AlertDialog as BaseAlert } from "@base-ui/react/alert-dialog";
import { Dialog as Base } from "@base-ui/react/dialog";
import { Button, IconButton } from "./button.tsx";
import { useUi } from "./ui-provider.tsx";

type Overlay = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string | undefined;
  footer?: ReactNode;
  /** What gets the focus when it opens; else the first control. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  children?: ReactNode;
};

export function Dialog({ size = "normal", ...overlay }: Overlay & { size?: "normal" | "wide" }) {
  return <Panel {...overlay} className="r-dialog" size={size} />;
}

/** Beside the page on a wide screen, from below on a phone. */
export function Sheet(overlay: Overlay) {
  return <Panel {...overlay} className="r-sheet" />;
}

/** Asks before something that cannot simply be taken back. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  text,
  confirmLabel,
  cancelLabel,
  busy = false,
  error,
  onConfirm,
  tone = "danger",
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  text: string;
  confirmLabel: string;
  cancelLabel: string;
  busy?: boolean;
  error?: string | undefined;
  onConfirm: () => void;
  tone?: "danger" | "primary";
}) {
  return (
    <BaseAlert.Root open={open} onOpenChange={onOpenChange}>
      <BaseAlert.Portal>
        <BaseAlert.Backdrop className="r-scrim" />
        <BaseAlert.Popup className="r-dialog">
          <div className="r-overlay-head">
            <BaseAlert.Title className="r-overlay-title">{title}</BaseAlert.Title>
          </div>
          <div className="r-overlay-body">
            <BaseAlert.Description className="r-overlay-text">{text}</BaseAlert.Description>
            {error !== undefined && (
              <p className="r-error" role="alert">
                {error}
              </p>
            )}
          </div>
          <div className="r-overlay-foot">
            <BaseAlert.Close className="r-button" data-variant="secondary">
              {cancelLabel}
            </BaseAlert.Close>
            <Button variant={tone} busy={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </BaseAlert.Popup>
      </BaseAlert.Portal>
    </BaseAlert.Root>
  );
}

function Panel({ open, onOpenChange, title, description, footer, initialFocus, children, className, size }: Overlay & { className: string; size?: string }) {
  const { words } = useUi();
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="r-scrim" />
        <Base.Popup className={className} data-size={size} {...(initialFocus === undefined ? {} : { initialFocus })}>
          <div className="r-overlay-head">
            <div>
              <Base.Title className="r-overlay-title">{title}</Base.Title>
              {description !== undefined && <Base.Description className="r-overlay-text">{description}</Base.Description>}
            </div>
            <Base.Close render={<IconButton label={words.close} icon="close" />} />
          </div>
          <div className="r-overlay-body">{children}</div>
          {footer !== undefined && <div className="r-overlay-foot">{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
