import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { Button, IconButton } from "./button.tsx";

/** What a person can do about it, as long as the message is there. */
export interface ToastAction {
  readonly label: string;
  readonly onPress: () => void;
}

interface ToastMessage {
  id: number;
  text: string;
  failed: boolean;
  action?: ToastAction | undefined;
}

interface ToastVoice {
  say: (text: string, action?: ToastAction) => void;
  warn: (text: string) => void;
}

const SHOWN_MS = 6_000;
const FAILURE_SHOWN_MS = 12_000;
const ACTION_SHOWN_MS = 20_000;
const ToastContext = createContext<ToastVoice>({ say: () => undefined, warn: () => undefined });

export function ToastRegion({ label, closeLabel, children }: { label: string; closeLabel: string; children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ToastMessage[]>([]);
  const voice = useMemo(() => {
    const add = (toast: Omit<ToastMessage, "id">) =>
      setToasts((shown) => [
        ...shown.filter((other) => other.failed || (other.action !== undefined && toast.action === undefined)).slice(-2),
        { ...toast, id: (shown.at(-1)?.id ?? 0) + 1 },
      ]);
    return { say: (text: string, action?: ToastAction) => add({ text, failed: false, action }), warn: (text: string) => add({ text, failed: true }) };
  }, []);
  return (
    <ToastContext value={voice}>
      {children}
      {/* On the page from the start, empty: a screen reader announces only a live region that existed before its text. */}
      <section className="r-toasts" aria-label={label} aria-live="polite">
        {toasts.map((toast) => (
          <Toast key={toast.id} toast={toast} closeLabel={closeLabel} onDone={() => setToasts((shown) => shown.filter(({ id }) => id !== toast.id))} />
        ))}
      </section>
    </ToastContext>
  );
}

/** A short message about something that just happened. A failure must also show elsewhere. */
export function useToast(): ToastVoice {
  return useContext(ToastContext);
}

/** Disappears by itself, but not while a person points at it or has the focus in it. */
function Toast({ toast, closeLabel, onDone }: { toast: ToastMessage; closeLabel: string; onDone: () => void }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onDone, toast.action !== undefined ? ACTION_SHOWN_MS : toast.failed ? FAILURE_SHOWN_MS : SHOWN_MS);
    return () => clearTimeout(timer);
    // Every render of the region has a new `onDone`. Restarting the timer for it would keep the toast for ever.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [held, toast]);
  return (
    <div
      className="r-toast"
      data-failed={toast.failed ? "" : undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p className="r-toast-text">{toast.text}</p>
      {toast.action !== undefined && (
        <Button variant="quiet" icon="undo" onClick={() => (onDone(), toast.action?.onPress())}>
          {toast.action.label}
        </Button>
      )}
      <IconButton label={closeLabel} icon="close" onClick={onDone} />
    </div>
  );
}
