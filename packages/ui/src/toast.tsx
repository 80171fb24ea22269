import type { ReactNode } from "react";
import { Toast } from "@base-ui/react/toast";
import { Icon } from "./icon.tsx";

export function ToastRegion({ label, closeLabel, children }: { label: string; closeLabel: string; children: ReactNode }) {
  return (
    <Toast.Provider limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="r-toasts" aria-label={label}>
          <Toasts closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** Short news about something that just happened; never the only place where a failure is told. */
export function useToast(): { say: (text: string) => void; warn: (text: string) => void } {
  const { add } = Toast.useToastManager();
  return {
    say: (text) => void add({ description: text }),
    warn: (text) => void add({ description: text, type: "error", priority: "high", timeout: 10_000 }),
  };
}

function Toasts({ closeLabel }: { closeLabel: string }) {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="r-toast" swipeDirection={["down", "right"]}>
      <Toast.Content className="r-toast-text">
        <Toast.Description />
      </Toast.Content>
      <Toast.Close className="r-icon-button" aria-label={closeLabel}>
        <Icon name="close" />
      </Toast.Close>
    </Toast.Root>
  ));
}
